export type HoldReason =
  | 'RX_VERIFICATION'
  | 'FRAME_AWAITED'
  | 'STOCK_OUT'
  | 'PRICE_APPROVAL'
  | 'CUSTOMER_QUESTION'
  | 'SLAB_OFF_DECISION'
  | 'LENS_UNFIT'
  | 'HEIGHT_NEEDED';

export type BlankStatus = 'NEEDED' | 'WAITING' | 'ALLOCATED' | 'PICKED' | 'CONSUMED' | 'RELEASED';

/** What is known of a job when it is decided whether it may be worked on. */
export interface JobFacts {
  isCalculated: boolean;
  isRxVerified: boolean;
  isFrameInHand: boolean;
  /** Slab-off is advised and not decided. */
  isSlabOffDue: boolean;
  /** The design has a segment or a fitting cross, and nobody measured or gave its height. */
  isHeightDue: boolean;
  blanks: readonly BlankStatus[];
  /** A lens no longer covers the frame as traced. */
  isLensUnfit: boolean;
}

/**
 * Holds that follow from facts: they come and go by themselves, so an event that arrives early or twice changes nothing. What a
 * person asked (price, customer) stays until a person clears it.
 */
export function holdsFrom(facts: JobFacts): HoldReason[] {
  const holds: HoldReason[] = [];
  if (!facts.isRxVerified) holds.push('RX_VERIFICATION');
  if (!facts.isFrameInHand) holds.push('FRAME_AWAITED');
  if (facts.isLensUnfit) holds.push('LENS_UNFIT');
  if (facts.isHeightDue) holds.push('HEIGHT_NEEDED');
  if (facts.isSlabOffDue) holds.push('SLAB_OFF_DECISION');
  if (facts.blanks.includes('WAITING')) holds.push('STOCK_OUT');
  return holds;
}

/** Calculated, and the store has answered for every blank. Until then the job neither waits for stock nor is released. */
export const isPrepared = (facts: JobFacts): boolean => facts.isCalculated && !facts.blanks.includes('NEEDED');

/** Which of the holds above a person cannot simply lift, and what lifts them. */
export const clearsItself: Partial<Record<HoldReason, string>> = {
  STOCK_OUT: 'it ends when the blank is received and allocated',
  LENS_UNFIT: 'it ends when another blank is chosen, or a trace comes that the lens covers',
  HEIGHT_NEEDED: 'it ends when the height is measured in this frame, or an optician gives it',
  SLAB_OFF_DECISION: 'it ends when an optician decides on slab-off',
};
