import { KERNEL_ERRORS } from '../errors/kernel-errors.ts';
import { refuse } from '../errors/refusal.ts';

/** A place in the log: transaction id, then order within the log. Text, because both are 64 bits wide. */
export interface LivePosition {
  xid: string;
  sequence: string;
}

export function formatPosition(position: LivePosition): string {
  return `${position.xid}.${position.sequence}`;
}

/** @throws INVALID_CURSOR */
export function parsePosition(cursor: string): LivePosition {
  const match = /^(\d{1,20})\.(\d{1,19})$/.exec(cursor);
  if (!match) refuse(KERNEL_ERRORS.INVALID_CURSOR);
  return { xid: match[1]!, sequence: match[2]! };
}

export function isBefore(a: LivePosition, b: LivePosition): boolean {
  const [ax, bx] = [BigInt(a.xid), BigInt(b.xid)];
  return ax === bx ? BigInt(a.sequence) < BigInt(b.sequence) : ax < bx;
}
