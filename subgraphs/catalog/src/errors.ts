import { defineErrors } from '@opticworks/kernel';

export const ERRORS = defineErrors('catalog', {
  PRODUCT_NOT_FOUND: { message: 'This product does not exist or is no longer sold.', status: 404, retryable: false },
  VARIANT_NOT_FOUND: { message: 'This variant does not exist or is no longer sold.', status: 404, retryable: false },
  PROMOTION_NOT_FOUND: { message: 'This promotion does not exist.', status: 404, retryable: false },
  NOT_A_FRAME: {
    message: 'Lenses can only be made for a frame. Choose a frame first.',
    status: 422,
    retryable: false,
  },
  LENS_OPTION_UNKNOWN: {
    message: 'One of the chosen lens options is not offered. Choose again from the list.',
    status: 422,
    retryable: false,
  },
  PRESCRIPTION_UNREADABLE: {
    message: 'Some prescription values could not be read. Check the marked fields.',
    status: 422,
    retryable: false,
  },
  PROMOTION_CODE_TAKEN: {
    message: 'The code {code} belongs to another promotion. Choose another code.',
    status: 409,
    retryable: false,
  },
  PROMOTION_CODE_UNUSABLE: {
    message: 'A code has at most {most} characters: letters, digits and hyphens, as a customer types it.',
    status: 422,
    retryable: false,
  },
  PROMOTION_VALUE_UNCLEAR: {
    message: 'Give either a percentage or an amount, above zero; a percentage is at most 100.',
    status: 422,
    retryable: false,
  },
  PROMOTION_PERIOD_WRONG: {
    message: 'A promotion ends after it starts. Check both times.',
    status: 422,
    retryable: false,
  },
  LENS_RULES_NOT_VALID: {
    message: 'These rules cannot be read. Correct the marked places; nothing was changed.',
    status: 422,
    retryable: false,
  },
  LENS_RULES_NOTE_REQUIRED: {
    message: 'Say in up to 500 characters why the rules change.',
    status: 422,
    retryable: false,
  },
  LENS_RULES_CHANGED_MEANWHILE: {
    message: 'The rules were changed meanwhile, to version {version}. Look at them and change them again.',
    status: 409,
    retryable: false,
  },
  PRICE_NOT_VALID: {
    message: 'A price is zero or more, with at most the decimals of its currency.',
    status: 422,
    retryable: false,
  },
  PRICE_LIST_MISSING: { message: 'There is no price list in {currency}.', status: 422, retryable: false },
  RATING_NOT_VALID: { message: 'Give one to five stars.', status: 422, retryable: false },
  REVIEW_TEXT_NOT_VALID: {
    message: 'A review has a title of up to 120 and a text of up to 4000 characters.',
    status: 422,
    retryable: false,
  },
  REVIEW_ALREADY_WRITTEN: { message: 'You have already reviewed this product.', status: 409, retryable: false },
  NAME_REQUIRED: { message: 'Give a name of up to 160 characters.', status: 422, retryable: false },
});
