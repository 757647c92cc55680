import { defineErrors } from '@opticworks/kernel';

/** Every refusal of this subgraph. Its readers are staff, so the sentences are English. */
export const ERRORS = defineErrors('lab', {
  LAB_JOB_NOT_FOUND: {
    message: 'There is no such job. Check the tray code or the job number.',
    status: 404,
    retryable: false,
  },
  LAB_MOVE_NOT_ALLOWED: {
    message: 'Job {number} is {from}; from there it cannot go to {to}. Possible now: {allowed}.',
    status: 409,
    retryable: false,
  },
  LAB_JOB_ON_HOLD: {
    message: 'Job {number} is on hold ({reasons}). Clear the hold first.',
    status: 409,
    retryable: false,
  },
  INSPECTION_REQUIRED: {
    message: 'Job {number} passes by its inspection only. Enter the measurements.',
    status: 409,
    retryable: false,
  },
  INSPECTION_NOT_DUE: {
    message: 'Job {number} is {from}. Scan it into INSPECTION before entering measurements.',
    status: 409,
    retryable: false,
  },
  MEASUREMENT_UNREADABLE: {
    message: 'Some measurements cannot be read. Write powers like -2.12 and lengths in millimetres.',
    status: 422,
    retryable: false,
  },
  NOT_CALCULATED: {
    message: 'Job {number} has no calculation yet. Release its question hold to calculate it again.',
    status: 409,
    retryable: true,
  },
  HOLD_NOT_THERE: { message: 'Job {number} has no hold {reason}.', status: 409, retryable: false },
  HOLD_NOT_POSSIBLE: { message: 'A job that is {from} cannot be put on hold.', status: 409, retryable: false },
  HOLD_CLEARS_ITSELF: {
    message: 'The hold {reason} ends by itself: {how}.',
    status: 409,
    retryable: false,
  },
  EYE_UNKNOWN: { message: 'Say which lens: OD or OS.', status: 422, retryable: false },
  LENS_NOT_IN_JOB: { message: 'Job {number} does not make the {eye} lens.', status: 409, retryable: false },
  BREAKAGE_NOT_POSSIBLE: {
    message: 'A lens can break between picking and final inspection; job {number} is {from}.',
    status: 409,
    retryable: false,
  },
  REASON_UNKNOWN: { message: 'There is no reason {code}. Choose one of the list.', status: 422, retryable: false },
  REMAKE_NOT_POSSIBLE: {
    message: 'Only finished jobs are remade; job {number} is {from}.',
    status: 409,
    retryable: false,
  },
});
