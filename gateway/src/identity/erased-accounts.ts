import { type AuditEntry, type Caller, type Clock, type Logger, Loop } from '@opticworks/kernel';
import { ListErased } from '@opticworks/schema/operations/customer-rx';
import type pg from 'pg';
import type { IdentityAudit } from './identity-audit.ts';

const LOOK_EVERY_MS = 10_000;
/** Read again each time: an erasure becomes visible when it commits, which may be a while after the time it bears. */
const OVERLAP_MS = 15 * 60_000;

/**
 * Takes away the sign-in account of a customer who was erased: address, name, password, sessions. Everything is looked through after a
 * start, so that an account that comes back with an old backup goes again.
 */
export class ErasedAccounts {
  #watch: Loop | undefined;
  #lookedAt: Date | null = null;
  readonly #pool: pg.Pool;
  readonly #caller: Caller;
  readonly #audit: Pick<IdentityAudit, 'recorded'>;
  readonly #clock: Clock;
  readonly #onRemoved: () => void;

  constructor(
    pool: pg.Pool,
    caller: Caller,
    audit: Pick<IdentityAudit, 'recorded'>,
    clock: Clock,
    onRemoved: () => void,
  ) {
    this.#pool = pool;
    this.#caller = caller;
    this.#audit = audit;
    this.#clock = clock;
    this.#onRemoved = onRemoved;
  }

  /** Looks now and every few seconds, until `close`. What cannot be asked today is asked again the next time. */
  watch(log: Pick<Logger, 'warn'>): void {
    const look = async () => {
      await this.remove();
      return 0;
    };
    this.#watch = new Loop(look, {
      idleMs: LOOK_EVERY_MS,
      onError: (error) => log.warn({ err: error }, 'Accounts of erased customers could not be looked for.'),
    });
    this.#watch.start();
  }

  async close(): Promise<void> {
    await this.#watch?.stop();
  }

  /** @returns how many accounts went */
  async remove(): Promise<number> {
    const now = this.#clock.now();
    const since = this.#lookedAt && new Date(this.#lookedAt.getTime() - OVERLAP_MS).toISOString();
    const { erased } = await this.#caller.call(ListErased, { since });
    const found = erased.length > 0 ? await this.#accountsOf(erased) : [];
    for (const { id } of found) await this.#removeOne(id);
    this.#lookedAt = now;
    return found.length;
  }

  /** By the account, and by the customer where none was written down. */
  async #accountsOf(erased: readonly { customerId: string; userId: string | null }[]): Promise<{ id: string }[]> {
    const { rows } = await this.#pool.query<{ id: string }>(
      `SELECT id FROM "user" WHERE kind = 'customer' AND (id = ANY($1) OR "customerId" = ANY($2))`,
      [
        erased.flatMap(({ userId }) => userId ?? []),
        erased.flatMap(({ userId, customerId }) => (userId ? [] : customerId)),
      ],
    );
    return rows;
  }

  async #removeOne(userId: string): Promise<void> {
    await this.#audit.recorded(async (client) => {
      // Links to set a new password name the account; sessions, passwords and second factors go with it.
      await client.query('DELETE FROM verification WHERE value = $1', [userId]);
      const { rows } = await client.query<{ email: string }>('DELETE FROM "user" WHERE id = $1 RETURNING email', [
        userId,
      ]);
      if (!rows[0]) return null;
      await client.query('DELETE FROM sign_in_attempt WHERE subject = $1', [`customer:${rows[0].email.toLowerCase()}`]);
      const entry: Omit<AuditEntry, 'stream'> = {
        actor: 'system',
        action: 'account.erased',
        subject: userId,
        reason: 'asked for by the customer',
      };
      return { entry };
    });
    this.#onRemoved();
  }
}
