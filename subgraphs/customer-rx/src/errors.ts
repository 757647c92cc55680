import { defineErrors } from '@opticworks/kernel';

/** Every refusal of this subgraph. German sentences live beside the English ones because customers read them. */
export const ERRORS = defineErrors('customer-rx', {
  PRESCRIPTION_INVALID: {
    message: 'Some values of the prescription need correcting. See the marked fields.',
    status: 422,
    retryable: false,
  },
  PRESCRIPTION_WARNINGS_UNCONFIRMED: {
    message: 'Some values are unusual. Check them against the paper and confirm each one.',
    status: 409,
    retryable: false,
  },
  PRESCRIPTION_FILE_UNREADABLE: {
    message:
      'This file is not a FHIR VisionPrescription (R4 or R5). Ask the practice for that format or type the values in.',
    status: 422,
    retryable: false,
  },
  PRESCRIPTION_NOT_FOUND: {
    message: 'There is no such prescription, or it is not yours.',
    status: 404,
    retryable: false,
  },
  PRESCRIPTION_MOVE_NOT_ALLOWED: {
    message: 'A prescription that is {status} cannot be {action}. Reload to see its present state.',
    status: 409,
    retryable: false,
  },
  PRESCRIPTION_EXPIRED_FOR_SIGN_OFF: {
    message: 'This prescription has expired and cannot be signed off. Ask the customer for a new one.',
    status: 409,
    retryable: false,
  },
  ORDER_WAITS_FOR_NO_GUEST: {
    message:
      'No guest waits for a prescription with this order. Enter it for its customer, or look at the order again.',
    status: 409,
    retryable: false,
  },
  DOCUMENT_INCOMPLETE_BY_LAW: {
    message:
      'The law of {place} lists what this prescription must hold, and a reason does not stand in for it. Tick what the paper shows; for the rest ask the prescriber, or enter a corrected prescription.',
    status: 422,
    retryable: false,
  },
  REASON_REQUIRED: {
    message: 'Say why in a few words: the reason is kept with the prescription.',
    status: 422,
    retryable: false,
  },
  ORDERED_PAIR_HELD: {
    message:
      'What was ordered cannot be made from this prescription: the lab would hold it. Measure again, correct the prescription, or change the order.',
    status: 409,
    retryable: false,
  },
  FOUR_EYES_REQUIRED: {
    message: 'You have already looked at this prescription. Another optician has to sign it off.',
    status: 409,
    retryable: false,
  },
  EMERGENCY_REASON_TOO_SHORT: {
    message: 'Say in a sentence why you need to see this prescription now. It is kept and can be looked up.',
    status: 422,
    retryable: false,
  },
  PAPER_MISSING: {
    message: 'Add a picture or PDF of the prescription first.',
    status: 409,
    retryable: false,
  },
  PRESCRIPTION_NOT_TYPED: {
    message: 'Only its paper is here. Type the values in first; there is nothing to sign off yet.',
    status: 409,
    retryable: false,
  },
  PAPER_NOT_FOUND: {
    message: 'There is no such document, or it has its file already. Start the upload again.',
    status: 404,
    retryable: false,
  },
  PAPER_LIMIT: {
    message: 'At most {limit} files can be sent within a day. Please call us.',
    status: 429,
    retryable: false,
  },
  PAPER_TOO_LARGE: {
    message: 'The file is larger than {limit} MB. A photograph or scan of one page is enough.',
    status: 413,
    retryable: false,
  },
  PAPER_TYPE_NOT_ACCEPTED: {
    message: 'Send a PDF or a picture (JPEG, PNG or WebP). A HEIC picture of a phone has to be saved as JPEG first.',
    status: 415,
    retryable: false,
  },
  PAPER_NOT_PLAIN: {
    message: 'This PDF holds scripts, attachments or a password. Print it to a new PDF, or send a photograph.',
    status: 422,
    retryable: false,
  },
  PAPER_UNREADABLE: {
    message: 'The file is damaged or far too large a picture. Send it again, or a photograph of it.',
    status: 422,
    retryable: false,
  },
  VERIFICATION_NOT_FOUND: { message: 'There is no such request to a prescriber.', status: 404, retryable: false },
  VERIFICATION_INCOMPLETE: {
    message: 'The request would not carry everything the law asks for. See the marked fields.',
    status: 422,
    retryable: false,
  },
  VERIFICATION_OPEN: {
    message: 'The prescriber has been asked already and has not answered yet.',
    status: 409,
    retryable: false,
  },
  VERIFICATION_SETTLED: {
    message: 'This request is {status} and takes no more answers. Reload to see its present state.',
    status: 409,
    retryable: false,
  },
  VERIFICATION_LINK_INVALID: {
    message: 'This link is not complete or has run out. Please call us; the number is in our letter.',
    status: 404,
    retryable: false,
  },
  VERIFICATION_ANSWER_INCOMPLETE: {
    message: 'Something is missing in the answer. See the marked fields.',
    status: 422,
    retryable: false,
  },
  VERIFICATION_ANSWERED: {
    message: 'This request has been answered already. Please call us if that answer was not right.',
    status: 409,
    retryable: false,
  },
  VERIFICATION_TIME_INVALID: {
    message: 'The time lies before the request or in the future. Check it.',
    status: 422,
    retryable: false,
  },
  MEASUREMENT_INVALID: {
    message: 'Some of the measurements cannot be right. See the marked fields.',
    status: 422,
    retryable: false,
  },
  MEASUREMENT_WARNINGS_UNCONFIRMED: {
    message: 'Some of the measurements are unusual. Measure again, or confirm each one.',
    status: 409,
    retryable: false,
  },
  MEASUREMENT_TIME_INVALID: { message: 'The time of measuring lies in the future.', status: 422, retryable: false },
  MEASUREMENT_SUPERSEDED: {
    message: 'Somebody measured again in the meantime. Reload and look at the newest version.',
    status: 409,
    retryable: false,
  },
  MEASUREMENT_NOT_FOUND: {
    message: 'There is no such measurement, or it is not yours.',
    status: 404,
    retryable: false,
  },
  CUSTOMER_NOT_FOUND: { message: 'There is no such customer.', status: 404, retryable: false },
  CUSTOMER_ERASED: {
    message: 'The data of this customer has been erased. Nothing more can be stored under this account.',
    status: 410,
    retryable: false,
  },
  ORDERS_UNDER_WAY: {
    message:
      'These orders are not with you yet: {numbers}. Their address and prescription are still needed. Cancel them or wait until they have arrived, then erase your data.',
    status: 409,
    retryable: false,
  },
  ADDRESS_INVALID: { message: 'The address is not complete. See the marked fields.', status: 422, retryable: false },
  ADDRESS_NOT_FOUND: { message: 'There is no such saved address.', status: 404, retryable: false },
  ADDRESS_LIMIT: {
    message: 'At most {limit} addresses can be saved. Remove one first.',
    status: 409,
    retryable: false,
  },
  CONSENT_UNKNOWN: {
    message: 'There is no consent called "{purpose}". Known ones: {known}.',
    status: 422,
    retryable: false,
  },
  PROFILE_INVALID: {
    message: 'Some of the profile is not valid. See the marked fields.',
    status: 422,
    retryable: false,
  },
  ERASURE_EMAIL_MISMATCH: {
    message: 'Type the e-mail address of your account to confirm the erasure.',
    status: 422,
    retryable: false,
  },
  PLACE_NOT_SOLD: {
    message: 'We do not fill prescriptions in {place}. Choose one of the places that are offered.',
    status: 422,
    retryable: false,
  },
  PRESCRIPTION_RULES_NOT_VALID: {
    message: 'These rules cannot be judged by. Correct the fields that are named; nothing was saved.',
    status: 422,
    retryable: false,
  },
  PRESCRIPTION_RULES_REASON_MISSING: {
    message: 'Say in up to 500 characters why the rules are changed. It is kept with the version.',
    status: 422,
    retryable: false,
  },
  PRESCRIPTION_RULES_CHANGED_MEANWHILE: {
    message: '{by} saved version {version} meanwhile. Look at it and change it again; nothing of yours was saved.',
    status: 409,
    retryable: false,
  },
});
