import type { Database } from '../database/database.ts';
import { withCause } from '../observe/cause.ts';
import type { Logger } from '../observe/logger.ts';
import { eventCount } from '../observe/metrics.ts';
import { scrubbed } from '../observe/scrub.ts';
import { traced } from '../observe/trace.ts';
import { dateAfter, retryPauseMs } from './backoff.ts';
import type { EventEnvelope } from './event.ts';
import { Loop } from './loop.ts';
import type { Subscription } from './subscription.ts';

/** After this many failures an event goes to the dead letters. */
export const MAX_ATTEMPTS = 8;
const WORKERS = 4;
/** What arrives wakes a worker; polling is for what waits for its next attempt, so one of them does most of it. */
const idlePollMs = (worker: number) => (worker === 0 ? 1_000 : 30_000);

interface InboxRow {
  position: string;
  consumer: string;
  event_id: string;
  aggregate_id: string;
  payload: unknown;
  occurred_at: Date;
  trace: string | null;
  attempts: number;
}

interface Arrival {
  consumer: string;
  event: EventEnvelope;
}

/** Handles what arrived, in order per aggregate, each event in one transaction with its effect. */
export class Inbox {
  readonly #subscriptions: ReadonlyMap<string, Subscription>;
  readonly #loops: Loop[];
  /** Grows with whatever arrives in this process. */
  #arrivals = 0;
  /** The newest failure per event of this process, for tests and for the log. */
  readonly failures: { consumer: string; eventId: string; error: unknown }[] = [];

  constructor(
    private readonly database: Database,
    subscriptions: readonly Subscription[],
    private readonly logger: Logger,
    pollMs: (worker: number) => number = idlePollMs,
  ) {
    this.#subscriptions = new Map(subscriptions.map((subscription) => [subscription.name, subscription]));
    if (this.#subscriptions.size !== subscriptions.length) {
      throw new TypeError(`${database.name} reacts twice to one event: give each reaction its own name.`);
    }
    this.#loops = Array.from(
      { length: WORKERS },
      (_, worker) =>
        new Loop(async (woken) => ((woken || (await this.#isDue())) && (await this.#next()).lookAgain ? 1 : 0), {
          idleMs: pollMs(worker),
          onError: (error) => this.logger.error({ err: error }, 'The inbox could not be read; trying again.'),
        }),
    );
  }

  get eventNames(): string[] {
    return [...new Set([...this.#subscriptions.values()].map(({ event }) => event.name))];
  }

  start(): void {
    if (this.#subscriptions.size > 0) for (const loop of this.#loops) loop.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#loops.map((loop) => loop.stop()));
  }

  /** Stores what the bus brought; what is stored already stays as it is. */
  async receive(events: readonly EventEnvelope[]): Promise<void> {
    const rows = events.flatMap((event) =>
      [...this.#subscriptions.values()]
        .filter((subscription) => subscription.event.name === event.name && concerns(subscription, event))
        .map((subscription) => ({ consumer: subscription.name, event })),
    );
    await this.#store(await this.#applyStates(rows));
  }

  /** Applies at once what tells whole states. @returns what is left to be stored, with what could not be applied */
  async #applyStates(rows: readonly Arrival[]): Promise<readonly Arrival[]> {
    const left = rows.filter(({ consumer }) => !this.#subscriptions.get(consumer)!.applyAll);
    for (const subscription of this.#subscriptions.values()) {
      const mine = subscription.applyAll ? rows.filter(({ consumer }) => consumer === subscription.name) : [];
      if (mine.length === 0) continue;
      try {
        const newest = new Map(
          mine.map(({ event }) => [
            event.aggregateId,
            {
              payload: subscription.event.payload.parse(event.payload),
              aggregateId: event.aggregateId,
              occurredAt: new Date(event.occurredAt),
            },
          ]),
        );
        await this.database.transaction((tx) => subscription.applyAll!([...newest.values()], tx), { name: 'states' });
        eventCount.inc({ subgraph: this.database.name, outcome: 'handled' }, mine.length);
      } catch (error) {
        this.logger.warn(
          { err: error, event: subscription.name },
          'States could not be applied; they wait in the inbox.',
        );
        left.push(...mine);
      }
    }
    return left;
  }

  async #store(rows: readonly Arrival[]): Promise<void> {
    if (rows.length === 0) return;
    const column = <T>(pick: (row: (typeof rows)[number]) => T) => rows.map(pick);
    const stored = await this.database.query(
      `INSERT INTO inbox (consumer, event_id, name, source, aggregate, aggregate_id, source_sequence, payload, occurred_at, trace)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::jsonb[],
                            $9::timestamptz[], $10::text[])
       ON CONFLICT (consumer, event_id) DO NOTHING RETURNING 1`,
      [
        column((row) => row.consumer),
        column((row) => row.event.id),
        column((row) => row.event.name),
        column((row) => row.event.source),
        column((row) => row.event.aggregate),
        column((row) => row.event.aggregateId),
        column((row) => row.event.sequence),
        column((row) => JSON.stringify(row.event.payload)),
        column((row) => row.event.occurredAt),
        column((row) => row.event.trace),
      ],
    );
    if (stored.length > 0) {
      eventCount.inc({ subgraph: this.database.name, outcome: 'received' }, stored.length);
      this.#arrivals += stored.length;
      this.#wake(stored.length);
    }
  }

  /** As many idle workers as there is new work. When all are busy, each has to look again: what it saw may be older. */
  #wake(count: number): void {
    const idle = this.#loops.filter((loop) => loop.isIdle).slice(0, count);
    for (const loop of idle.length > 0 ? idle : this.#loops) loop.wake();
  }

  /**
   * Handles one event that is due and first of its aggregate.
   * @returns 1 when there was one, also when it failed; 0 when there is nothing to do now
   */
  async runOnce(): Promise<number> {
    return (await this.#next()).handled ? 1 : 0;
  }

  /** A poll mostly finds nothing: it asks that in one statement, without a transaction and its locks. */
  async #isDue(): Promise<boolean> {
    const [row] = await this.database.query<{ due: boolean }>(DUE, [
      [...this.#subscriptions.keys()],
      this.database.clock.now(),
    ]);
    return row?.due ?? false;
  }

  /** @returns also whether another look may find something: settling one event tells whether any other is waiting */
  async #next(): Promise<{ handled: boolean; lookAgain: boolean }> {
    let claimed: InboxRow | undefined;
    let isMore = false;
    const consumers = [...this.#subscriptions.keys()];
    const arrivals = this.#arrivals;
    try {
      await this.database.transaction(
        async (tx) => {
          const [row] = await tx.query<InboxRow>(CLAIM, [consumers, this.database.clock.now()]);
          claimed = row;
          if (!row) return;
          await this.#handle(row, tx);
          const settling = [row.position, this.database.clock.now(), consumers];
          tx.atCommit<{ more: boolean }>(SETTLE, settling, ([settled]) => {
            isMore = settled?.more ?? false;
          });
        },
        { name: 'inbox' },
      );
    } catch (error) {
      if (!claimed) throw error;
      await this.#fail(claimed, error);
      return { handled: true, lookAgain: true };
    }
    if (!claimed) return { handled: false, lookAgain: false };
    eventCount.inc({ subgraph: this.database.name, outcome: 'handled' });
    // What came since the settling statement looked was held back from everybody else by this event until it was committed.
    return { handled: true, lookAgain: isMore || this.#arrivals !== arrivals };
  }

  #handle(row: InboxRow, tx: Parameters<Parameters<Database['transaction']>[0]>[0]): Promise<void> {
    const subscription = this.#subscriptions.get(row.consumer)!;
    return withCause(row.trace, () =>
      traced(`event ${subscription.event.name}`, { 'opticworks.consumer': this.database.name }, () =>
        subscription.handle(subscription.event.payload.parse(row.payload), {
          tx,
          eventId: row.event_id,
          aggregateId: row.aggregate_id,
          occurredAt: row.occurred_at,
          attempt: row.attempts + 1,
          log: this.logger.child({ event: subscription.event.name, eventId: row.event_id }),
        }),
      ),
    );
  }

  async #fail(row: InboxRow, error: unknown): Promise<void> {
    const attempts = row.attempts + 1;
    const dead = attempts >= MAX_ATTEMPTS;
    const now = this.database.clock.now();
    const summary = error instanceof Error ? scrubbed(`${error.name}: ${error.message}`).slice(0, 500) : 'unknown';
    await this.database.query(
      `UPDATE inbox SET attempts = $2, state = $3, next_attempt_at = $4, last_error = $5, settled_at = $6
       WHERE position = $1 AND state = 'pending' AND attempts = $7`,
      [
        row.position,
        attempts,
        dead ? 'dead' : 'pending',
        dead ? null : dateAfter(now, retryPauseMs(attempts)),
        summary,
        dead ? now : null,
        row.attempts,
      ],
    );
    this.failures.push({ consumer: row.consumer, eventId: row.event_id, error });
    if (this.failures.length > 100) this.failures.shift();
    eventCount.inc({ subgraph: this.database.name, outcome: dead ? 'dead' : 'failed' });
    const [, requestId] = (row.trace ?? '').split(';');
    const entry = {
      err: error,
      ...(requestId ? { requestId } : {}),
      event: row.consumer,
      eventId: row.event_id,
      attempts,
    };
    if (dead) this.logger.error(entry, 'An event could not be handled and waits among the dead letters.');
    else this.logger.warn(entry, 'An event could not be handled; it will be tried again.');
  }
}

/** A payload that cannot be judged is stored: handling it says what is wrong with it. */
function concerns(subscription: Subscription, event: EventEnvelope): boolean {
  if (!subscription.concerns) return true;
  const payload = subscription.event.payload.safeParse(event.payload);
  return !payload.success || subscription.concerns(payload.data);
}

/**
 * The oldest due event whose aggregate has nothing older waiting. Locked rows are skipped, so workers never queue behind each
 * other; an aggregate in work is not claimed twice, because its older row is still pending for everybody else.
 */
const CLAIM = `
  SELECT i.position::text, i.consumer, i.event_id, i.aggregate_id, i.payload, i.occurred_at, i.trace, i.attempts
  FROM inbox i
  WHERE i.state = 'pending' AND i.consumer = ANY($1) AND (i.next_attempt_at IS NULL OR i.next_attempt_at <= $2)
    AND NOT EXISTS (
      SELECT 1 FROM inbox older
      WHERE older.state = 'pending' AND older.source = i.source AND older.aggregate = i.aggregate
        AND older.aggregate_id = i.aggregate_id
        AND (older.source_sequence, older.position) < (i.source_sequence, i.position)
    )
  ORDER BY i.position LIMIT 1 FOR UPDATE OF i SKIP LOCKED`;

const DUE = `
  SELECT EXISTS (
    SELECT 1 FROM inbox WHERE state = 'pending' AND consumer = ANY($1) AND (next_attempt_at IS NULL OR next_attempt_at <= $2)
  ) AS due`;

/** What waits behind this event counts too, so whoever settles it goes on with the next of its aggregate. */
const SETTLE = `
  UPDATE inbox SET state = 'done', settled_at = $2, last_error = NULL WHERE position = $1
  RETURNING EXISTS (
    SELECT 1 FROM inbox other WHERE other.state = 'pending' AND other.consumer = ANY($3) AND other.position <> $1
      AND (other.next_attempt_at IS NULL OR other.next_attempt_at <= $2)
  ) AS more`;
