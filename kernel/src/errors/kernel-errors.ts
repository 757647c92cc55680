import { defineErrors } from './registry.ts';

/** Codes any part may raise. */
export const KERNEL_ERRORS = defineErrors('kernel', {
  UNAUTHENTICATED: { message: 'Sign in first.', status: 401, retryable: false },
  FORBIDDEN: { message: 'You are not allowed to do this.', status: 403, retryable: false },
  NOT_FOUND: { message: 'There is no such {what}.', status: 404, retryable: false },
  INVALID_INPUT: { message: 'Some of the input is not valid. Check the marked fields.', status: 400, retryable: false },
  TEXT_TOO_LONG: {
    message: 'This text has {length} characters; at most {most} are kept. Shorten it.',
    status: 400,
    retryable: false,
  },
  AMOUNT_UNREADABLE: {
    message: 'Write the amount as a number with at most the decimals of its currency, such as 198.00.',
    status: 400,
    retryable: false,
  },
  CONFLICT: { message: 'Somebody else changed this meanwhile. Reload and try again.', status: 409, retryable: true },
  INVALID_CURSOR: {
    message: 'This page cursor is not valid. Start from the first page.',
    status: 400,
    retryable: false,
  },
  IDEMPOTENCY_KEY_MISSING: { message: 'Send an idempotency key with this request.', status: 400, retryable: false },
  IDEMPOTENCY_KEY_REUSED: {
    message: 'This idempotency key was used for a different request. Use a new key.',
    status: 422,
    retryable: false,
  },
  IDEMPOTENCY_IN_PROGRESS: {
    message: 'The same request is still running. Ask again shortly.',
    status: 409,
    retryable: true,
  },
  LIVE_WINDOW_PASSED: {
    message: 'These live updates are no longer kept. Reload the data and subscribe again.',
    status: 410,
    retryable: false,
  },
  RATE_LIMITED: { message: 'Too many attempts. Try again in {seconds} seconds.', status: 429, retryable: true },
  OVERLOADED: { message: 'The service is busy. Try again in a few seconds.', status: 503, retryable: true },
  UNAVAILABLE: { message: 'A needed service does not answer. Try again shortly.', status: 503, retryable: true },
  STORAGE_LOW: {
    message:
      'Nothing can be saved just now, because our storage is nearly full. What you entered is still here; try again later.',
    status: 503,
    retryable: true,
  },
  SUBJECT_ERASED: { message: 'This data was erased on request and cannot be shown.', status: 410, retryable: false },
  ADDRESS_NOT_ALLOWED: {
    message: 'This address cannot be used. Give a public https address.',
    status: 400,
    retryable: false,
  },
});
