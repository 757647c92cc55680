import { newId } from '../ids/type-id.ts';
import { causeOf } from '../observe/cause.ts';
import type { EventDef, PublishOptions } from './event.ts';

/** The live channels of an event: its kind, its very aggregate, and what the publisher adds. */
export function topicsOf(options: PublishOptions): string[] {
  return [...new Set([options.aggregate, `${options.aggregate}:${options.aggregateId}`, ...(options.topics ?? [])])];
}

export interface OutboxEntry {
  id: string;
  name: string;
  aggregate: string;
  aggregateId: string;
  topics: string[];
  payload: string;
  occurredAt: Date;
  trace: string | null;
}

/** An event as it is written beside the change it tells of. The payload is checked here, so a wrong one stops the change. */
export function outboxEntry<P>(event: EventDef<P>, payload: P, options: PublishOptions, occurredAt: Date): OutboxEntry {
  return {
    id: newId('event'),
    name: event.name,
    aggregate: options.aggregate,
    aggregateId: options.aggregateId,
    topics: topicsOf(options),
    payload: JSON.stringify(event.payload.parse(payload)),
    occurredAt,
    trace: causeOf() ?? null,
  };
}

const COLUMNS = 8;
/** Far below the 65,535 parameters a statement may have. */
const MOST_IN_ONE = 100;
/** One text for each number of events, of which a transaction has few. */
const texts = new Map<number, string>();

function insertOf(count: number): string {
  let text = texts.get(count);
  if (!text) {
    const row = (i: number) => `(${Array.from({ length: COLUMNS }, (_, n) => `$${i * COLUMNS + n + 1}`).join(', ')})`;
    text = `INSERT INTO outbox (id, name, aggregate, aggregate_id, topics, payload, occurred_at, trace)
     VALUES ${Array.from({ length: count }, (_, i) => row(i)).join(', ')}`;
    texts.set(count, text);
  }
  return text;
}

/** The statements that write entries in their order: mostly one. */
export function outboxStatements(entries: readonly OutboxEntry[]): { sql: string; params: unknown[] }[] {
  return Array.from({ length: Math.ceil(entries.length / MOST_IN_ONE) }, (_, i) => {
    const some = entries.slice(i * MOST_IN_ONE, (i + 1) * MOST_IN_ONE);
    const params = some.flatMap((e) => [
      e.id,
      e.name,
      e.aggregate,
      e.aggregateId,
      e.topics,
      e.payload,
      e.occurredAt,
      e.trace,
    ]);
    return { sql: insertOf(some.length), params };
  });
}
