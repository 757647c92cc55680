import { defineErrors } from '@opticworks/kernel';

/** Refusals about how the glasses sit, and about slab-off. Their readers are opticians and lab staff. */
export const WEAR_ERRORS = defineErrors('lab', {
  WEAR_UNREADABLE: {
    message: '{field} cannot be read or is outside {min} to {max}. Write one number, such as 12.5.',
    status: 422,
    retryable: false,
  },
  WEAR_TOO_LATE: {
    message:
      'The lenses of job {number} are picked and cut as they were calculated. Remake them for VERTEX_TILT if the measures were wrong.',
    status: 409,
    retryable: false,
  },
  SLAB_OFF_NOT_DUE: {
    message:
      'There is no slab-off to decide on for job {number}: its lenses are picked, or no multifocal pulls the lines apart.',
    status: 409,
    retryable: false,
  },
  SLAB_LINE_OFF_LENS: {
    message:
      'The line of the slab cannot be read or lies outside {min} to {max} mm above the bottom of the box: it lies below the optical centre and above the level one reads at. Write one number with one decimal at most, such as {usual}.',
    status: 422,
    retryable: false,
  },
  SLAB_OFF_NOT_MADE: {
    message: 'Job {number} is made without slab-off, or nobody decided on it yet: there is no line to set.',
    status: 409,
    retryable: false,
  },
  SLAB_OFF_REASON_MISSING: {
    message: 'Slab-off is advised. Say why the pair is made without it.',
    status: 422,
    retryable: false,
  },
});
