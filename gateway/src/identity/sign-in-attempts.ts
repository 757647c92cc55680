import type { Clock } from '@opticworks/kernel';
import type pg from 'pg';

/** How many wrong answers one account may get within the window, from however many addresses they come. */
const LIMIT = 20;
const WINDOW_MS = 15 * 60_000;

/**
 * Counts attempts at the password of an account. The limits by address are another wall; a guesser with many addresses meets this
 * one. (Codes of the second step are limited per account by the two-factor plugin.) An attempt is counted before it is looked at, so a thousand at once are a thousand, and what is right
 * clears the count. Kept in Postgres: all gateways count together, and where it cannot be counted nobody signs in.
 */
export class SignInAttempts {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  constructor(pool: pg.Pool, clock: Clock) {
    this.#pool = pool;
    this.#clock = clock;
  }

  async migrate(): Promise<void> {
    await this.#pool.query(`
      CREATE TABLE IF NOT EXISTS sign_in_attempt (
        subject text PRIMARY KEY,
        count integer NOT NULL,
        until timestamptz NOT NULL
      )`);
  }

  /** @returns seconds to wait when the account has had its attempts, else null */
  async take(subject: string): Promise<number | null> {
    const now = this.#clock.now();
    const { rows } = await this.#pool.query<{ count: number; until: Date }>(
      `INSERT INTO sign_in_attempt AS a (subject, count, until) VALUES ($1, 1, $3)
       ON CONFLICT (subject) DO UPDATE SET
         count = CASE WHEN a.until <= $2 THEN 1 ELSE a.count + 1 END,
         until = CASE WHEN a.until <= $2 THEN $3 ELSE a.until END
       RETURNING count, until`,
      [subject, now, new Date(now.getTime() + WINDOW_MS)],
    );
    const { count, until } = rows[0]!;
    if (count <= LIMIT) return null;
    return Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  }

  async clear(subject: string): Promise<void> {
    await this.#pool.query('DELETE FROM sign_in_attempt WHERE subject = $1 OR until <= $2', [
      subject,
      this.#clock.now(),
    ]);
  }
}
