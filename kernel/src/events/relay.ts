import type { Database } from '../database/database.ts';
import type { Logger } from '../observe/logger.ts';
import { eventCount } from '../observe/metrics.ts';
import type { EventBus } from './bus.ts';
import type { EventEnvelope } from './event.ts';
import { Loop } from './loop.ts';

const BATCH = 200;
const IDLE_POLL_MS = 1_000;
/** Under load events leave together: a passage costs the same for one as for ten. The first after a pause leaves at once. */
const REST_MS = 50;

interface OutboxRow {
  sequence: string;
  id: string;
  name: string;
  aggregate: string;
  aggregate_id: string;
  payload: unknown;
  occurred_at: Date;
  trace: string | null;
}

/**
 * Moves committed events from the outbox to the bus. A row leaves the unsent set only by its own flag: a position in the
 * sequence would skip rows whose transaction commits late. One relay per schema works at a time, under an advisory lock
 * that ends with its transaction, so events of one aggregate leave in the order they were written.
 */
export class Relay {
  readonly #loop: Loop;
  #stopWake: (() => Promise<void>) | undefined;

  constructor(
    private readonly database: Database,
    private readonly bus: EventBus,
    private readonly logger: Logger,
  ) {
    // A batch that was not full took all there was; what was committed since wakes the loop again.
    const look = async (woken: boolean) => (woken || (await this.#isWaiting()) ? this.runOnce() : 0);
    this.#loop = new Loop(async (woken) => ((await look(woken)) === BATCH ? 1 : 0), {
      idleMs: IDLE_POLL_MS,
      restMs: REST_MS,
      onError: (error) => this.logger.error({ err: error }, 'Events could not be passed on; trying again.'),
    });
  }

  async start(): Promise<void> {
    this.#stopWake = await this.database.onWake(() => this.#loop.wake());
    this.#loop.start();
  }

  async stop(): Promise<void> {
    await this.#stopWake?.();
    await this.#loop.stop();
  }

  /**
   * Sends the kept events again when the transport lost its memory, for example after Redis restarted empty. Consumers ignore
   * what they have; a crash in between only means that it happens once more.
   */
  async #checkTransport(): Promise<void> {
    if (!this.bus.remembers || (await this.bus.remembers(this.database.schema))) return;
    const [row] = await this.database.query<{ count: number }>(
      `WITH again AS (UPDATE outbox SET published_at = NULL WHERE published_at IS NOT NULL RETURNING 1)
       SELECT count(*)::int AS count FROM again`,
    );
    await this.bus.remember?.(this.database.schema);
    if (row?.count)
      this.logger.warn({ events: row.count }, 'The event transport lost its memory; kept events are sent again.');
  }

  /** A poll mostly finds nothing: it asks that in one statement, without a transaction and its locks. */
  async #isWaiting(): Promise<boolean> {
    if (this.bus.isReady?.() === false) return false;
    await this.#checkTransport();
    const [row] = await this.database.query<{ waiting: boolean }>(
      'SELECT EXISTS (SELECT 1 FROM outbox WHERE published_at IS NULL) AS waiting',
    );
    return row?.waiting ?? false;
  }

  /** Passes one batch on. @returns how many events; a full batch means there may be more */
  async runOnce(): Promise<number> {
    if (this.bus.isReady?.() === false) return 0;
    await this.#checkTransport();
    const sent = await this.database.transaction(
      async (tx) => {
        const rows = await tx.query<OutboxRow>(TAKE, [`relay:${this.database.schema}`]);
        if (rows.length === 0) return 0;
        await this.bus.publish(rows.map((row) => this.#envelope(row)));
        tx.atCommit('UPDATE outbox SET published_at = $2 WHERE sequence = ANY($1::bigint[])', [
          rows.map(({ sequence }) => sequence),
          this.database.clock.now(),
        ]);
        return rows.length;
      },
      { name: 'relay' },
    );
    if (sent > 0) eventCount.inc({ subgraph: this.database.name, outcome: 'published' }, sent);
    return sent;
  }

  #envelope(row: OutboxRow): EventEnvelope {
    return {
      id: row.id,
      name: row.name,
      source: this.database.schema,
      aggregate: row.aggregate,
      aggregateId: row.aggregate_id,
      sequence: row.sequence,
      payload: row.payload,
      occurredAt: row.occurred_at.toISOString(),
      trace: row.trace,
    };
  }
}

/**
 * The unsent events, when no other relay of this schema is at work. The lock is taken inside the statement, after its snapshot; a
 * row another relay sent meanwhile is looked at again when it is locked, and left out.
 */
const TAKE = `
  WITH lock AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS free)
  SELECT o.sequence::text, o.id, o.name, o.aggregate, o.aggregate_id, o.payload, o.occurred_at, o.trace
  FROM lock, outbox o WHERE lock.free AND o.published_at IS NULL
  ORDER BY o.sequence LIMIT ${BATCH} FOR UPDATE OF o SKIP LOCKED`;
