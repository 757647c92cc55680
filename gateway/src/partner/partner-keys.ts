import { createHash, randomBytes } from 'node:crypto';
import type { Clock, PartnerPrincipal } from '@opticworks/kernel';
import { newId } from '@opticworks/kernel';
import type pg from 'pg';
import { RecentMap } from '../execution/recent-map.ts';
import type { IdentityAudit } from '../identity/identity-audit.ts';

export interface PartnerKey {
  id: string;
  partner: string;
  prefix: string;
  scopes: string[];
  testMode: boolean;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
}

export interface NewPartnerKey {
  partner: string;
  scopes: string[];
  testMode?: boolean;
  expiresAt?: Date | null;
}

interface EndedKey {
  partner: string;
  scopes: string[];
  testMode: boolean;
  /** null: it was to work for ever. */
  lifeMs: number | null;
  end: Date;
}

/** A revoked key works this much longer at most, on a server that has just seen it. */
const REMEMBERED_MS = 10_000;
const LAST_USED_STEP_MS = 60_000;
const KEY = /^ow_(live|test)_([a-z0-9]{8})_([A-Za-z0-9_-]{32})$/;

/** What the audit log says about a key; never the key. */
const detailsOf = ({ partner, scopes, testMode = false, expiresAt = null }: NewPartnerKey) => ({
  partner,
  scopes: scopes.join(' '),
  testMode,
  expiresAt: expiresAt?.toISOString() ?? null,
});

const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');

/**
 * API keys of partners. The key is shown once; only its hash is kept. It is 192 bits of chance, so a plain hash is enough: there
 * is nothing to guess. Two keys of one partner may overlap, so a key can be changed without a pause. Who made, rotated or revoked one
 * stands in the audit log.
 */
export class PartnerKeys {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;
  readonly #audit: IdentityAudit;
  readonly #remembered = new RecentMap<string, { principal: PartnerPrincipal | null; until: number }>(5_000);
  readonly #lastWritten = new Map<string, number>();

  constructor(pool: pg.Pool, clock: Clock, audit: IdentityAudit) {
    this.#pool = pool;
    this.#clock = clock;
    this.#audit = audit;
  }

  async migrate(): Promise<void> {
    await this.#pool.query(`
      CREATE TABLE IF NOT EXISTS partner_key (
        id text PRIMARY KEY,
        partner text NOT NULL,
        prefix text NOT NULL,
        key_hash text NOT NULL UNIQUE,
        scopes text[] NOT NULL,
        test_mode boolean NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz,
        revoked_at timestamptz,
        last_used_at timestamptz
      )`);
  }

  /**
   * @param by who makes it, for the audit log
   * @returns the key in full, for the only time
   */
  async create(input: NewPartnerKey, by: string): Promise<{ id: string; key: string }> {
    const { made } = await this.#audit.recorded(async (client) => {
      const made = await this.#insert(client, input);
      return { made, entry: { actor: by, action: 'partner-key.made', subject: made.id, details: detailsOf(input) } };
    });
    return made;
  }

  async #insert(client: Pick<pg.PoolClient, 'query'>, input: NewPartnerKey): Promise<{ id: string; key: string }> {
    const id = newId('pkey');
    const kind = input.testMode ? 'test' : 'live';
    const prefix = `ow_${kind}_${randomBytes(4).toString('hex')}`;
    const key = `${prefix}_${randomBytes(24).toString('base64url')}`;
    await client.query(
      `INSERT INTO partner_key (id, partner, prefix, key_hash, scopes, test_mode, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        input.partner,
        prefix,
        hashOf(key),
        input.scopes,
        input.testMode ?? false,
        this.#clock.now(),
        input.expiresAt ?? null,
      ],
    );
    return { id, key };
  }

  async list(): Promise<PartnerKey[]> {
    const { rows } = await this.#pool.query<PartnerKey>(
      `SELECT id, partner, prefix, scopes, test_mode AS "testMode", created_at AS "createdAt", expires_at AS "expiresAt",
              revoked_at AS "revokedAt", last_used_at AS "lastUsedAt"
       FROM partner_key ORDER BY created_at DESC LIMIT 500`,
    );
    return rows;
  }

  /** @returns whether there was such a key in use */
  async revoke(id: string, by: string): Promise<boolean> {
    const revoked = await this.#audit.recorded(async (client) => {
      const { rowCount } = await client.query(
        'UPDATE partner_key SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL',
        [id, this.#clock.now()],
      );
      return rowCount === 1 ? { entry: { actor: by, action: 'partner-key.revoked', subject: id } } : null;
    });
    this.#remembered.clear();
    return revoked !== null;
  }

  /**
   * Makes a new key with the rights of an old one; the old one works on for the overlap, so the partner changes it without a pause.
   * @returns null when there is no such key in use
   */
  async rotate(
    id: string,
    overlapHours: number,
    by: string,
  ): Promise<{ id: string; key: string; oldExpiresAt: Date } | null> {
    const now = this.#clock.now();
    const rotated = await this.#audit.recorded(async (client) => {
      const old = await this.#endBy(client, id, new Date(now.getTime() + overlapHours * 3_600_000), now);
      if (!old) return null;
      // A key that was made for a year is followed by another year.
      const expiresAt = old.lifeMs === null ? null : new Date(now.getTime() + old.lifeMs);
      const input = { partner: old.partner, scopes: old.scopes, testMode: old.testMode, expiresAt };
      const made = await this.#insert(client, input);
      const details = { ...detailsOf(input), newKey: made.id, oldEnds: old.end.toISOString() };
      return {
        made: { ...made, oldExpiresAt: old.end },
        entry: { actor: by, action: 'partner-key.rotated', subject: id, details },
      };
    });
    this.#remembered.clear();
    return rotated?.made ?? null;
  }

  async #endBy(client: pg.PoolClient, id: string, end: Date, now: Date): Promise<EndedKey | undefined> {
    const { rows } = await client.query<EndedKey>(
      `WITH old AS (
         SELECT id, expires_at, created_at FROM partner_key
         WHERE id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $3) FOR UPDATE
       )
       UPDATE partner_key k SET expires_at = least(k.expires_at, $2) FROM old WHERE k.id = old.id
       RETURNING k.partner, k.scopes, k.test_mode AS "testMode", k.expires_at AS "end",
                 (extract(epoch FROM old.expires_at - old.created_at) * 1000)::float8 AS "lifeMs"`,
      [id, end, now],
    );
    return rows[0];
  }

  /** @param authorization e.g. `Bearer ow_live_…` */
  async principalOf(authorization: string | undefined): Promise<PartnerPrincipal | null> {
    const key = authorization?.replace(/^Bearer\s+/i, '');
    if (!key || !KEY.test(key)) return null;
    const hash = hashOf(key);
    const now = this.#clock.now().getTime();
    const remembered = this.#remembered.get(hash);
    if (remembered && remembered.until > now) return remembered.principal;
    const { rows } = await this.#pool.query<{ id: string; partner: string; scopes: string[]; test_mode: boolean }>(
      `SELECT id, partner, scopes, test_mode FROM partner_key
       WHERE key_hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`,
      [hash, this.#clock.now()],
    );
    const row = rows[0];
    const principal: PartnerPrincipal | null = row
      ? { kind: 'partner', id: row.partner, scopes: row.scopes, testMode: row.test_mode }
      : null;
    this.#remembered.set(hash, { principal, until: now + REMEMBERED_MS });
    if (row) await this.#noteUse(row.id, now);
    return principal;
  }

  async #noteUse(id: string, now: number): Promise<void> {
    if (now - (this.#lastWritten.get(id) ?? 0) < LAST_USED_STEP_MS) return;
    this.#lastWritten.set(id, now);
    await this.#pool.query('UPDATE partner_key SET last_used_at = $2 WHERE id = $1', [id, this.#clock.now()]);
  }
}
