import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { Fault } from '../errors/fault.ts';
import { KERNEL_ERRORS } from '../errors/kernel-errors.ts';
import { refuse } from '../errors/refusal.ts';
import type { Clock } from '../time/clock.ts';

/** Anything that runs SQL in the part's schema: a database or an open transaction. */
export interface Queryable {
  query<R = Record<string, unknown>>(sql: string, params?: unknown[]): Promise<R[]>;
}

/** Where a value lives. It is authenticated with the value, so a ciphertext moved to another place does not open. */
export interface CellAddress {
  table: string;
  row: string;
  column: string;
}

export interface PersonalCipherOptions {
  /** 32 bytes, base64. */
  keyEncryptionKey: string;
  /** Earlier ones, still needed to open what they wrapped. */
  previousKeys?: readonly string[];
  clock: Clock;
}

/**
 * Encrypts personal values under a key per person. Forgetting that key makes every copy of the values unreadable, in backups
 * too. The person's key is stored wrapped by the key-encryption key, which the database never sees.
 */
export interface PersonalCipher {
  encrypt(db: Queryable, subject: string, cell: CellAddress, plaintext: string): Promise<string>;
  /** @throws SUBJECT_ERASED as a refusal; a Fault when the value was changed or moved */
  decrypt(db: Queryable, subject: string, cell: CellAddress, sealed: string): Promise<string>;
  /** Many values with one read of keys; null where the person was erased. */
  decryptMany(
    db: Queryable,
    items: readonly { subject: string; cell: CellAddress; sealed: string }[],
  ): Promise<(string | null)[]>;
  /** Deletes the person's keys. Nothing brings the values back. */
  eraseSubject(db: Queryable, subject: string): Promise<void>;
  isErased(db: Queryable, subject: string): Promise<boolean>;
  /** Wraps keys anew under the present key-encryption key. @returns how many were still under an earlier one */
  rewrap(db: Queryable, limit?: number): Promise<number>;
}

interface KeyRow {
  subject: string;
  version: number;
  wrapped_key: Buffer | null;
}

const FORMAT = 'p1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export function personalCipher(options: PersonalCipherOptions): PersonalCipher {
  const keks = [options.keyEncryptionKey, ...(options.previousKeys ?? [])].map(readKey);
  const current = keks[0]!;

  function wrap(subject: string, version: number, dataKey: Buffer): Buffer {
    return Buffer.concat([current.id, seal(current.key, dataKey, `${subject}\n${version}`)]);
  }

  function unwrap(row: KeyRow): Buffer {
    const wrapped = row.wrapped_key!;
    const kek = keks.find(({ id }) => id.equals(wrapped.subarray(0, id.length)));
    if (!kek) throw new Fault('A personal key is wrapped by a key-encryption key that is not configured.');
    return unseal(kek.key, wrapped.subarray(kek.id.length), `${row.subject}\n${row.version}`);
  }

  /** The first key of somebody; of two who make it at once, both use the one that was there first. */
  async function makeKey(db: Queryable, subject: string): Promise<KeyRow | undefined> {
    const [made] = await db.query<KeyRow>(
      `INSERT INTO personal_key (subject, version, wrapped_key, created_at) VALUES ($1, 1, $2, $3)
       ON CONFLICT (subject, version) DO NOTHING RETURNING subject, version, wrapped_key`,
      [subject, wrap(subject, 1, randomBytes(32)), options.clock.now()],
    );
    return made ?? (await keys(db, [subject]))[0];
  }

  async function keyForWriting(db: Queryable, subject: string): Promise<{ version: number; key: Buffer }> {
    const row = (await keys(db, [subject]))[0] ?? (await makeKey(db, subject));
    if (!row?.wrapped_key) refuse(KERNEL_ERRORS.SUBJECT_ERASED);
    return { version: row.version, key: unwrap(row) };
  }

  return {
    async encrypt(db, subject, cell, plaintext) {
      const { version, key } = await keyForWriting(db, subject);
      const sealed = seal(key, Buffer.from(plaintext, 'utf8'), address(cell, version));
      return `${FORMAT}.${version}.${sealed.toString('base64url')}`;
    },
    async decrypt(db, subject, cell, sealed) {
      const [value] = await this.decryptMany(db, [{ subject, cell, sealed }]);
      if (value === null || value === undefined) refuse(KERNEL_ERRORS.SUBJECT_ERASED);
      return value;
    },
    async decryptMany(db, items) {
      if (items.length === 0) return [];
      const rows = await keys(db, [...new Set(items.map(({ subject }) => subject))]);
      const opened = new Map<string, Buffer>();
      for (const row of rows) if (row.wrapped_key) opened.set(`${row.subject}\n${row.version}`, unwrap(row));
      return items.map(({ subject, cell, sealed }) => {
        const [format, version, body] = sealed.split('.');
        if (format !== FORMAT || !version || !body) throw new Fault('A personal value has an unknown format.');
        const key = opened.get(`${subject}\n${version}`);
        if (!key) return null;
        return unseal(key, Buffer.from(body, 'base64url'), address(cell, Number(version))).toString('utf8');
      });
    },
    async eraseSubject(db, subject) {
      // The row stays without its key: it keeps the person erased when an old backup of the values comes back.
      await db.query(
        `INSERT INTO personal_key (subject, version, wrapped_key, created_at, erased_at) VALUES ($1, 1, NULL, $2, $2)
         ON CONFLICT (subject, version) DO UPDATE SET wrapped_key = NULL, erased_at = EXCLUDED.erased_at`,
        [subject, options.clock.now()],
      );
    },
    async isErased(db, subject) {
      const rows = await db.query('SELECT 1 FROM personal_key WHERE subject = $1 AND erased_at IS NOT NULL', [subject]);
      return rows.length > 0;
    },
    async rewrap(db, limit = 500) {
      const rows = await db.query<KeyRow>(
        `SELECT subject, version, wrapped_key FROM personal_key
         WHERE wrapped_key IS NOT NULL AND substring(wrapped_key from 1 for 4) <> $1 LIMIT $2`,
        [current.id, limit],
      );
      for (const row of rows) {
        await db.query(
          'UPDATE personal_key SET wrapped_key = $3 WHERE subject = $1 AND version = $2 AND wrapped_key = $4',
          [row.subject, row.version, wrap(row.subject, row.version, unwrap(row)), row.wrapped_key],
        );
      }
      return rows.length;
    },
  };
}

function keys(db: Queryable, subjects: readonly string[]): Promise<KeyRow[]> {
  return db.query<KeyRow>(
    'SELECT subject, version, wrapped_key FROM personal_key WHERE subject = ANY($1) ORDER BY version DESC',
    [subjects],
  );
}

function readKey(base64: string): { id: Buffer; key: Buffer } {
  const key = Buffer.from(base64, 'base64');
  if (key.length !== 32) throw new Fault('A key-encryption key is 32 bytes in base64.');
  return { id: createHash('sha256').update(key).digest().subarray(0, 4), key };
}

function address(cell: CellAddress, version: number): string {
  return JSON.stringify([cell.table, cell.row, cell.column, version]);
}

function seal(key: Buffer, plaintext: Buffer, associated: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(associated, 'utf8'));
  return Buffer.concat([iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

function unseal(key: Buffer, sealed: Buffer, associated: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(associated, 'utf8'));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, sealed.length - TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new Fault('A personal value was changed, or moved to another place.', { cause });
  }
}

/**
 * A searchable stand-in for a secret value, such as an e-mail address. Use it under its own key, and never for values with few
 * possibilities: those can be tried out.
 */
export function blindIndex(key: string, value: string): string {
  return createHmac('sha256', Buffer.from(key, 'base64'))
    .update(value.normalize('NFKC').trim().toLowerCase())
    .digest('base64url');
}
