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
  /** See `onState`. */
  readonly applyAll?: ((entries: readonly StateEntry<P>[], tx: Tx) => Promise<void>) | undefined;
  /** Whether this event can have an effect here; one that cannot is not even stored. Decides by the payload alone. */
  readonly concerns?: ((payload: P) => boolean) | undefined;
}

/** One event that tells a whole state, and when it was so. */
export interface StateEntry<P> {
  payload: P;
  aggregateId: string;
  occurredAt: Date;
}

/**
 * Follows events that tell the whole state of their aggregate. What arrives together is applied together and at once, of each
 * aggregate only the newest, before the sender counts it as delivered; nothing is stored for it. `applyAll` must leave alone what it
 * already has newer, for events may come twice and, after a failure, late: one that could not be applied waits in the inbox like any
 * other.
 */
export function onState<P>(
  event: EventDef<P>,
  applyAll: (entries: readonly StateEntry<P>[], tx: Tx) => Promise<void>,
  options: { name?: string; concerns?: (payload: P) => boolean } = {},
): Subscription<P> {
  const handle = (payload: P, { tx, aggregateId, occurredAt }: EventContext) =>
    applyAll([{ payload, aggregateId, occurredAt }], tx);
  return { event, handle, name: options.name ?? event.name, concerns: options.concerns, applyAll };
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
