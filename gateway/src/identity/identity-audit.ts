import {
  AUDIT_TABLES,
  type AuditEntry,
  appendAudit,
  type Clock,
  type HeadsFile,
  type Logger,
  Loop,
  verifyAudit,
} from '@opticworks/kernel';
import type pg from 'pg';

/** Who may enter, and what they may do: changes of staff and of partner keys. */
const STREAM = 'access';
const DAY_MS = 24 * 3_600_000;

/** The audit log of sign-in's own schema, beside the rows it tells of. Secrets are never in it. */
export class IdentityAudit {
  #watch: Loop | undefined;
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  constructor(pool: pg.Pool, clock: Clock) {
    this.#pool = pool;
    this.#clock = clock;
  }

  async migrate(): Promise<void> {
    await this.#pool.query(AUDIT_TABLES);
  }

  /**
   * Makes a change and its entry together: neither is there without the other.
   * @param change makes the change and says what to record, or null when there was nothing to change
   */
  async recorded<T extends { entry: Omit<AuditEntry, 'stream'> } | null>(
    change: (client: pg.PoolClient) => Promise<T>,
  ): Promise<T> {
    const client = await this.#pool.connect();
    let isSound = false;
    try {
      await client.query('BEGIN');
      const made = await change(client);
      if (made) await this.#append(client, made.entry);
      await client.query('COMMIT');
      isSound = true;
      return made;
    } finally {
      // A connection in the middle of a transaction is closed, which undoes it.
      client.release(!isSound);
    }
  }

  /** For a change that a library makes with a connection of its own: what cannot be recorded is not begun. */
  async announce(entry: Omit<AuditEntry, 'stream'>): Promise<void> {
    await this.recorded(async () => ({ entry }));
  }

  /** Verifies the log now and once a day, until `close`. What is wrong stands in the server's log and in `opticworks_audit_broken`. */
  watch(file: HeadsFile, log: Pick<Logger, 'info' | 'error'>): void {
    const look = async () => {
      await this.verify(file, log).catch((error: unknown) => log.error({ err: error }, 'The audit log needs a look.'));
      return 0;
    };
    this.#watch = new Loop(look, { idleMs: DAY_MS, onError: () => undefined });
    this.#watch.start();
  }

  async close(): Promise<void> {
    await this.#watch?.stop();
  }

  /** @throws AuditChainBroken */
  async verify(file: HeadsFile, log: Pick<Logger, 'info'>): Promise<void> {
    await verifyAudit({ name: 'identity', clock: this.#clock, query: queryOf(this.#pool) }, file, log);
  }

  #append(client: pg.PoolClient, entry: Omit<AuditEntry, 'stream'>): Promise<void> {
    return appendAudit({ query: queryOf(client) }, { stream: STREAM, ...entry }, this.#clock.now());
  }
}

/** Rows alone, as the audit log of the kernel reads them. */
const queryOf =
  (on: Pick<pg.PoolClient, 'query'>) =>
  async <R>(sql: string, values?: unknown[]): Promise<R[]> =>
    (await on.query(sql, values)).rows as R[];
