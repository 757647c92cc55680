import { newId } from '../ids/type-id.ts';
import { causeOf } from '../observe/cause.ts';
import type { EventDef, PublishOptions } from './event.ts';

type Query = <R>(sql: string, params?: unknown[]) => Promise<R[]>;

/** The live channels of an event: its kind, its very aggregate, and what the publisher adds. */
export function topicsOf(options: PublishOptions): string[] {
  return [...new Set([options.aggregate, `${options.aggregate}:${options.aggregateId}`, ...(options.topics ?? [])])];
}

/** Writes an event beside the change it tells of. The payload is checked here, so a wrong one stops the change. */
export async function writeOutbox<P>(
  query: Query,
  event: EventDef<P>,
  payload: P,
  options: PublishOptions,
  occurredAt: Date,
): Promise<void> {
  const checked = event.payload.parse(payload);
  await query(
    `INSERT INTO outbox (id, name, aggregate, aggregate_id, topics, payload, occurred_at, trace)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      newId('event'),
      event.name,
      options.aggregate,
      options.aggregateId,
      topicsOf(options),
      JSON.stringify(checked),
      occurredAt,
      causeOf(),
    ],
  );
}
