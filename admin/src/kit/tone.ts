export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad';

const tones: Record<Exclude<Tone, 'neutral'>, readonly string[]> = {
  good: ['DELIVERED', 'SIGNED_OFF', 'PASSED', 'PASS', 'CAPTURED', 'RECEIVED', 'CLOSED', 'PACKED', 'DISPENSED', 'MATCHED', 'SENT_OK', 'RESTOCK', 'ALLOCATED', 'ACTIVE', 'ACCEPTED', 'REFUNDED'],
  warn: ['ON_HOLD', 'IN_REVIEW', 'AWAITING_APPROVAL', 'PARTIALLY_RECEIVED', 'REWORK', 'REQUESTED', 'PENDING_PAYMENT', 'PENDING', 'WAITING', 'WARNING', 'PARTIALLY_REFUNDED', 'EXPIRED', 'HELD', 'ON_ORDER', 'SHORT'],
  bad: ['CANCELLED', 'REJECTED', 'REVOKED', 'FAILED', 'FAIL', 'SPOILED', 'EXCEPTION', 'RETURNED', 'VOIDED', 'ERROR', 'BROKEN'],
  accent: ['PLACED', 'IN_PRODUCTION', 'READY_TO_SHIP', 'SHIPPED', 'RELEASED', 'PICKED', 'SURFACING', 'COATING', 'FINISHING', 'INSPECTION', 'APPROVED', 'SENT', 'CONFIRMED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'LABEL_BOUGHT', 'LABEL_SENT', 'HANDED_OVER', 'INSPECTED'],
};
const byCode = new Map(Object.entries(tones).flatMap(([tone, codes]) => codes.map((code) => [code, tone as Tone])));

export const toneOf = (code: string): Tone => byCode.get(code.toUpperCase()) ?? 'neutral';
