// biome-ignore-all lint/suspicious/noExplicitAny: generic over values whose types only the callers know.
import type { Tx } from '../database/transaction.ts';
import type { Logger } from '../observe/logger.ts';
import type { EventDef } from './event.ts';

export interface EventContext {
  /** The transaction that also marks the event as handled: both happen or neither. */
  tx: Tx;
  eventId: string;
  aggregateId: string;
  occurredAt: Date;
  /** 1 on the first try. */
  attempt: number;
  log: Logger;
}

export interface Subscription<P = any> {
  readonly event: EventDef<P>;
  /** Unique within the part; kept in the inbox, so renaming it makes old events look new. */
  readonly name: string;
  readonly handle: (payload: P, context: EventContext) => Promise<void>;
  /** Whether this event can have an effect here; one that cannot is not even stored. Decides by the payload alone. */
  readonly concerns?: ((payload: P) => boolean) | undefined;
}

/**
 * Reacts to an event of another part (or of the same one).
 * @param options.name needed when one part reacts twice to the same event
 * @param options.concerns leaves events alone that can have no effect here, which saves storing and claiming them
 */
export function on<P>(
  event: EventDef<P>,
  handle: (payload: P, context: EventContext) => Promise<void>,
  options: { name?: string; concerns?: (payload: P) => boolean } = {},
): Subscription<P> {
  return { event, handle, name: options.name ?? event.name, concerns: options.concerns };
}
