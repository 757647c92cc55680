import { defineErrors } from '@opticworks/kernel';

/** Refusals about traces, machine files and machine results. Their readers are lab staff. */
export const EQUIPMENT_ERRORS = defineErrors('lab', {
  FILE_NOT_BASE64: { message: 'The file did not arrive whole. Choose it again.', status: 422, retryable: true },
  TRACE_UNREADABLE: {
    message: 'This file cannot be used as a trace. {detail}',
    status: 422,
    retryable: false,
  },
  TRACE_OF_OTHER_JOB: {
    message: 'The file belongs to job {other}, not to {number}. Open that job, or trace this frame.',
    status: 409,
    retryable: false,
  },
  TRACE_OF_OTHER_FRAME: {
    message:
      'This is not the ordered frame {frame}: its sizes are more than {tolerance} mm off. Check the frame in the tray.',
    status: 409,
    retryable: false,
  },
  TRACE_NOT_POSSIBLE: {
    message: 'Job {number} is {from}; a trace is taken until the lenses are edged.',
    status: 409,
    retryable: false,
  },
  RESULT_UNREADABLE: { message: 'This file cannot be used as a result. {detail}', status: 422, retryable: false },
  RESULT_OF_OTHER_JOB: {
    message: 'The result belongs to job {other}, not to {number}. Open that job.',
    status: 409,
    retryable: false,
  },
});
