/**
 * Asking a prescriber whether a prescription is right.
 *
 * REQUESTED        the request is on its way; no clock runs, because nobody has proved that it arrived
 * BOUNCED          it did not arrive; a new request has to be made
 * DELIVERED        its receipt is proved: where the law lets silence count, the clock runs from here in the prescriber's zone
 * CONFIRMED        the prescriber said it is right
 * CORRECTED        the prescriber said it is not, and gave the right one
 * REJECTED         the prescriber said it is inaccurate, expired or invalid
 * LAPSED_VERIFIED  the law's business hours passed after receipt without an answer
 *
 * An answer beats a clock: given in time but written down late, it takes the place of the lapse.
 */
export const VERIFICATION_STATUSES = [
  'REQUESTED',
  'BOUNCED',
  'DELIVERED',
  'CONFIRMED',
  'CORRECTED',
  'REJECTED',
  'LAPSED_VERIFIED',
] as const;
export type VerificationStatus = (typeof VERIFICATION_STATUSES)[number];

export type VerificationAnswer = 'CONFIRMED' | 'CORRECTED' | 'REJECTED';

export const verificationMoves: Readonly<Record<VerificationStatus, readonly VerificationStatus[]>> = {
  // Somebody may answer by phone before any proof of receipt reaches us.
  REQUESTED: ['DELIVERED', 'BOUNCED', 'CONFIRMED', 'CORRECTED', 'REJECTED'],
  BOUNCED: [],
  DELIVERED: ['CONFIRMED', 'CORRECTED', 'REJECTED', 'LAPSED_VERIFIED'],
  CONFIRMED: [],
  CORRECTED: [],
  REJECTED: [],
  LAPSED_VERIFIED: ['CONFIRMED', 'CORRECTED', 'REJECTED'],
};
