/**
 * The life of a prescription.
 *
 * ENTERED   typed, imported or entered by staff; may be ordered from, nobody of the house has looked at it yet
 * IN_REVIEW something was ordered with it: it stands in the opticians' queue
 * SIGNED_OFF an optician has compared it with its source; the lab may work
 * REJECTED  an optician found it wrong; a corrected version is a new prescription
 * REVOKED   withdrawn: a correction took its place in an order, or its owner was erased
 *
 * A signed-off prescription stays signed off when something else is ordered with it. A rejected one never comes back:
 * the correction is a new row that names the old one, so what was judged stays readable.
 */
export type PrescriptionStatus = 'ENTERED' | 'IN_REVIEW' | 'SIGNED_OFF' | 'REJECTED' | 'REVOKED';

export const PRESCRIPTION_STATUSES: readonly PrescriptionStatus[] = [
  'ENTERED',
  'IN_REVIEW',
  'SIGNED_OFF',
  'REJECTED',
  'REVOKED',
];

export const prescriptionMoves: Readonly<Record<PrescriptionStatus, readonly PrescriptionStatus[]>> = {
  ENTERED: ['IN_REVIEW', 'SIGNED_OFF', 'REJECTED', 'REVOKED'],
  IN_REVIEW: ['SIGNED_OFF', 'REJECTED', 'REVOKED'],
  SIGNED_OFF: ['REJECTED', 'REVOKED'],
  REJECTED: ['REVOKED'],
  REVOKED: [],
};

export const canMove = (from: PrescriptionStatus, to: PrescriptionStatus): boolean =>
  prescriptionMoves[from].includes(to);

/** The states a move to `to` may start from; the guard of its UPDATE. */
export const statesBefore = (to: PrescriptionStatus): PrescriptionStatus[] =>
  PRESCRIPTION_STATUSES.filter((from) => canMove(from, to));

/** May glasses or lenses be sold from it? Expiry is judged apart, because it changes with the day. */
export const isOpenForSale = (status: PrescriptionStatus): boolean =>
  status === 'ENTERED' || status === 'IN_REVIEW' || status === 'SIGNED_OFF';
