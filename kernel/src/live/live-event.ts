// biome-ignore-all lint/suspicious/noExplicitAny: generic over values whose types only the callers know.
import type { LivePosition } from './cursor.ts';

/** One event as a live subscription sees it. */
export interface LiveEvent<P = any> {
  /** Hand it back as `after` to continue behind this event. */
  cursor: string;
  event: string;
  eventId: string;
  aggregate: string;
  aggregateId: string;
  topics: readonly string[];
  payload: P;
  occurredAt: Date;
}

export interface LiveRow extends LivePosition {
  id: string;
  name: string;
  aggregate: string;
  aggregate_id: string;
  topics: string[];
  payload: unknown;
  occurred_at: Date;
}
