import { defineErrors } from '@opticworks/kernel';

/** Refusals about lenses that another lab makes. Their readers are lab staff. */
export const OUTSIDE_ERRORS = defineErrors('lab', {
  OUTSIDE_LAB_OFF: {
    message: 'No outside lab is set up. Ask an administrator to set OUTSIDE_LAB_API_BASE and its key.',
    status: 409,
    retryable: false,
  },
  OUTSIDE_ORDER_NOT_FOUND: { message: 'There is no such order at an outside lab.', status: 404, retryable: false },
  OUTSIDE_ORDER_EXISTS: {
    message: 'Job {number} is already with {lab}. Wait for its lenses, or call that order off.',
    status: 409,
    retryable: false,
  },
  OUTSIDE_NOT_POSSIBLE: {
    message: 'Job {number} is {from}{holds}; a job is sent out when it is calculated and nothing but stock is missing.',
    status: 409,
    retryable: false,
  },
  OUTSIDE_TOO_LATE: {
    message: 'The order is {status}; it can no longer be called off here. Ring the lab.',
    status: 409,
    retryable: false,
  },
  OUTSIDE_NOT_BACK: {
    message: 'The order is {status}; lenses cannot have come back yet.',
    status: 409,
    retryable: false,
  },
  JOB_AT_OUTSIDE_LAB: {
    message: 'Job {number} is being made by {lab}. Book its lenses in, or call the order off first.',
    status: 409,
    retryable: false,
  },
});
