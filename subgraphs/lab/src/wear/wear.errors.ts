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
  HEIGHT_NOT_ASKED: {
    message:
      'The height of job {number} is known, not needed by its design, or too late: its lenses are picked. What was measured is put right by measuring again.',
    status: 409,
    retryable: false,
  },
  HEIGHT_OFF_LENS: {
    message:
      'A height lies between 0 and {max} mm above the lowest point of the lens. Write one number for each eye, with one decimal at most, such as 18.5.',
    status: 422,
    retryable: false,
  },
  HEIGHT_NOT_POSSIBLE: {
    message: 'With these heights the pair cannot be made. {why}',
    status: 422,
    retryable: false,
  },
  HEIGHT_REASON_MISSING: {
    message: 'Nobody measured this height. Say where it comes from.',
    status: 422,
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
