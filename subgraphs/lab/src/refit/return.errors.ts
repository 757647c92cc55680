import { defineErrors } from '@opticworks/kernel';

/** Refusals about blanks that go back to their shelf. Their readers are lab staff. */
export const RETURN_ERRORS = defineErrors('lab', {
  BLANK_RETURN_NOT_FOUND: {
    message: 'There is no such blank to put back. Load the job again.',
    status: 404,
    retryable: false,
  },
  BLANK_RETURN_SETTLED: {
    message: 'The blank of {eye}, job {number}, was {how} by {by} already. Correct the stock by hand if that is wrong.',
    status: 409,
    retryable: false,
  },
  BLANK_RETURN_ELSEWHERE: {
    message: 'You scanned {scanned}; {sku} belongs on {shelf}. Put it there and scan that shelf.',
    status: 409,
    retryable: false,
  },
  BLANK_STILL_IN_TRAY: {
    message:
      'The old blank of {eyes} is still in the tray of job {number}. Put it back, or report it as damaged; then pick the new one.',
    status: 409,
    retryable: false,
  },
});
