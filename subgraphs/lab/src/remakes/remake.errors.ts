import { defineErrors } from '@opticworks/kernel';

/** Refusals about what a remake is made of. Their readers are opticians and lab staff. */
export const REMAKE_ERRORS = defineErrors('lab', {
  REMAKE_CHANGES_NOTHING: {
    message:
      'By the reason {reason} the pair would come out wrong again the same way. Choose another {what}, or the reason that fits.',
    status: 422,
    retryable: false,
  },
  CHANGE_UNKNOWN: {
    message: 'The house does not know this {what}. Choose one from the list; a frame by its article number.',
    status: 422,
    retryable: false,
  },
  PRESCRIPTION_NOT_SIGNED_OFF: {
    message:
      'Glasses are remade by a prescription for glasses that an optician has signed off. Have it signed off first.',
    status: 409,
    retryable: false,
  },
  BOTH_LENSES_CHANGE: {
    message: 'Another {what} changes both lenses of job {number}. Choose both eyes.',
    status: 422,
    retryable: false,
  },
  CHANGE_NOT_POSSIBLE: {
    message: 'The pair cannot be made that way. {why}',
    status: 422,
    retryable: false,
  },
});
