/** What a test card does, as Stripe's testing page describes it. */
export interface TestCard {
  number: string;
  /** Server-side names, used in place of a payment method id. */
  tokens: readonly string[];
  brand: string;
  country: string;
  funding: 'credit' | 'debit' | 'prepaid';
  title: string;
  decline?: { code: string; declineCode: string; message: string; param?: string };
  /** `required`: always asks; `setup`: asks unless it was set up for later use; `optional`: able, but not asked. */
  threeDSecure?: 'required' | 'setup' | 'optional';
  aftermath?: 'dispute_fraudulent' | 'dispute_not_received' | 'inquiry' | 'refund_fails' | 'refund_pending';
}

const declined = (
  declineCode: string,
  message = 'Your card was declined.',
  code = 'card_declined',
  param?: string,
) => ({
  code,
  declineCode,
  message,
  ...(param ? { param } : {}),
});

const card = (
  number: string,
  tokens: string,
  title: string,
  rest: Partial<Omit<TestCard, 'number' | 'tokens' | 'title'>> = {},
): TestCard => ({
  number,
  tokens: tokens.split(' '),
  title,
  brand: brandOf(number),
  country: 'US',
  funding: 'credit',
  ...rest,
});

export const TEST_CARDS: readonly TestCard[] = [
  card('4242424242424242', 'pm_card_visa tok_visa', 'Visa, succeeds'),
  card('4000056655665556', 'pm_card_visa_debit tok_visa_debit', 'Visa debit, succeeds', { funding: 'debit' }),
  card('5555555555554444', 'pm_card_mastercard tok_mastercard', 'Mastercard, succeeds'),
  card('5200828282828210', 'pm_card_mastercard_debit tok_mastercard_debit', 'Mastercard debit, succeeds', {
    funding: 'debit',
  }),
  card('378282246310005', 'pm_card_amex tok_amex', 'American Express, succeeds'),
  card('6011111111111117', 'pm_card_discover tok_discover', 'Discover, succeeds'),
  card('3056930009020004', 'pm_card_diners tok_diners', 'Diners Club, succeeds'),
  card('3566002020360505', 'pm_card_jcb tok_jcb', 'JCB, succeeds'),
  card('4000008260000000', 'pm_card_gb tok_gb', 'Visa from the United Kingdom, succeeds', { country: 'GB' }),
  card('4000002760000016', 'pm_card_de tok_de', 'Visa from Germany, succeeds', { country: 'DE' }),
  card('4000002500000003', 'pm_card_fr tok_fr', 'Visa from France, succeeds', { country: 'FR' }),
  card('4000001240000000', 'pm_card_ca tok_ca', 'Visa from Canada, succeeds', { country: 'CA' }),
  card('4000000000000077', 'pm_card_bypassPending tok_bypassPending', 'Visa, succeeds, funds available at once'),
  card('4000000000000002', 'pm_card_visa_chargeDeclined pm_card_chargeDeclined tok_chargeDeclined', 'Declined', {
    decline: declined('generic_decline'),
  }),
  card(
    '4000000000009995',
    'pm_card_visa_chargeDeclinedInsufficientFunds pm_card_chargeDeclinedInsufficientFunds tok_chargeDeclinedInsufficientFunds',
    'Declined: insufficient funds',
    { decline: declined('insufficient_funds', 'Your card has insufficient funds.') },
  ),
  card(
    '4000000000009987',
    'pm_card_visa_chargeDeclinedLostCard pm_card_chargeDeclinedLostCard tok_chargeDeclinedLostCard',
    'Declined: lost card',
    { decline: declined('lost_card') },
  ),
  card(
    '4000000000009979',
    'pm_card_visa_chargeDeclinedStolenCard pm_card_chargeDeclinedStolenCard tok_chargeDeclinedStolenCard',
    'Declined: stolen card',
    { decline: declined('stolen_card') },
  ),
  card(
    '4000000000000069',
    'pm_card_chargeDeclinedExpiredCard tok_chargeDeclinedExpiredCard',
    'Declined: expired card',
    {
      decline: declined('expired_card', 'Your card has expired.', 'expired_card', 'exp_month'),
    },
  ),
  card(
    '4000000000000127',
    'pm_card_chargeDeclinedIncorrectCvc tok_chargeDeclinedIncorrectCvc',
    'Declined: incorrect CVC',
    {
      decline: declined('incorrect_cvc', "Your card's security code is incorrect.", 'incorrect_cvc', 'cvc'),
    },
  ),
  card(
    '4000000000000119',
    'pm_card_chargeDeclinedProcessingError tok_chargeDeclinedProcessingError',
    'Declined: processing error',
    {
      decline: declined(
        'processing_error',
        'An error occurred while processing your card. Try again in a little bit.',
        'processing_error',
      ),
    },
  ),
  card(
    '4000000000006975',
    'pm_card_visa_chargeDeclinedVelocityLimitExceeded pm_card_chargeDeclinedVelocityLimitExceeded',
    'Declined: over the card’s velocity limit',
    {
      decline: declined(
        'card_velocity_exceeded',
        'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
      ),
    },
  ),
  card('4000000000000341', 'pm_card_chargeCustomerFail tok_chargeCustomerFail', 'Can be saved, then declined', {
    decline: declined('generic_decline'),
  }),
  card('4100000000000019', 'pm_card_radarBlock tok_radarBlock', 'Blocked as fraudulent', {
    decline: declined('fraudulent'),
  }),
  card('4000000000003220', 'pm_card_threeDSecure2Required tok_threeDSecure2Required', '3-D Secure always asked', {
    threeDSecure: 'required',
  }),
  card('4000002760003184', 'pm_card_authenticationRequired tok_authenticationRequired', '3-D Secure on every payment', {
    threeDSecure: 'required',
  }),
  card(
    '4000002500003155',
    'pm_card_authenticationRequiredOnSetup pm_card_threeDSecureOptionalSetup tok_authenticationRequiredOnSetup',
    '3-D Secure unless set up for later payments',
    { threeDSecure: 'setup' },
  ),
  card(
    '4000008400001629',
    'pm_card_threeDSecureRequiredChargeDeclined pm_card_authenticationRequiredChargeDeclined',
    '3-D Secure asked, then declined',
    { threeDSecure: 'required', decline: declined('generic_decline') },
  ),
  card(
    '4000008260003178',
    'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds',
    '3-D Secure asked, then insufficient funds',
    { threeDSecure: 'required', decline: declined('insufficient_funds', 'Your card has insufficient funds.') },
  ),
  card('4000000000003055', 'pm_card_threeDSecureOptional tok_threeDSecureOptional', '3-D Secure possible, not asked', {
    threeDSecure: 'optional',
  }),
  card('4000000000000259', 'pm_card_createDispute tok_createDispute', 'Succeeds, disputed as fraudulent later', {
    aftermath: 'dispute_fraudulent',
  }),
  card(
    '4000000000002685',
    'pm_card_createDisputeProductNotReceived tok_createDisputeProductNotReceived',
    'Succeeds, disputed as not received later',
    { aftermath: 'dispute_not_received' },
  ),
  card('4000000000001976', 'pm_card_createDisputeInquiry tok_createDisputeInquiry', 'Succeeds, inquiry later', {
    aftermath: 'inquiry',
  }),
  card('4000000000005126', 'pm_card_refundFail tok_refundFail', 'Succeeds; a refund fails afterwards', {
    aftermath: 'refund_fails',
  }),
  card('4000000000007726', 'pm_card_pendingRefund tok_pendingRefund', 'Succeeds; a refund is pending first', {
    aftermath: 'refund_pending',
  }),
];

const BY_NUMBER = new Map(TEST_CARDS.map((testCard) => [testCard.number, testCard]));
const BY_TOKEN = new Map(TEST_CARDS.flatMap((testCard) => testCard.tokens.map((token) => [token, testCard] as const)));

export const cardByNumber = (number: string): TestCard | undefined => BY_NUMBER.get(number.replaceAll(/[\s-]/g, ''));
export const cardByToken = (token: string): TestCard | undefined => BY_TOKEN.get(token);

export function brandOf(number: string): string {
  if (/^4/.test(number)) return 'visa';
  if (/^(5[1-5]|2[2-7])/.test(number)) return 'mastercard';
  if (/^3[47]/.test(number)) return 'amex';
  if (/^(6011|64|65)/.test(number)) return 'discover';
  if (/^3[0689]/.test(number)) return 'diners';
  if (/^35/.test(number)) return 'jcb';
  return 'unknown';
}

/** The check digit every card number carries (ISO/IEC 7812-1 annex B). */
export function passesLuhn(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false;
  let sum = 0;
  for (let index = 0; index < number.length; index += 1) {
    let digit = Number(number[number.length - 1 - index]);
    if (index % 2 === 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}
