import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { type Clock, Fault, type Tx } from '@opticworks/kernel';

/** Seals and opens what must not be readable in a table, a dump or a backup. Each subject (a customer, a guest) has its own key. */
export interface ContentCipher {
  /** @param row id of the row it is stored in; the ciphertext opens nowhere else */
  seal(tx: Tx, subject: string, row: string, text: string): Promise<string>;
  /** Null when the subject was erased. */
  open(tx: Tx, subject: string, row: string, sealed: string): Promise<string | null>;
  /** Many at once with one look-up of keys, in the order given. */
  openAll(tx: Tx, items: readonly SealedItem[]): Promise<(string | null)[]>;
  /** Destroys the key. @returns whether there was one */
  forget(tx: Tx, subject: string): Promise<boolean>;
}

export interface SealedItem {
  subject: string;
  row: string;
  sealed: string;
}

const VERSION = 1;

/**
 * Envelope encryption over the kernel's table of personal keys: AES-256-GCM under the subject's data key, which is stored wrapped
 * by a key-encryption key. Subject, row and key version are associated data, so a ciphertext moved to another row does not open.
 */
export function personalContentCipher(secret: string, clock: Clock): ContentCipher {
  const keyEncryptionKey = Buffer.from(hkdfSync('sha256', secret, 'opticworks', 'personal-data', 32));
  const keysOf = async (tx: Tx, subjects: readonly string[]): Promise<Map<string, Buffer>> => {
    const rows = await tx.query<{ subject: string; key: Buffer }>(
      'SELECT subject, wrapped_key AS key FROM personal_key WHERE subject = ANY($1) AND version = $2 AND wrapped_key IS NOT NULL',
      [subjects, VERSION],
    );
    return new Map(rows.map(({ subject, key }) => [subject, decrypt(keyEncryptionKey, key, `${subject}/key`)]));
  };
  const keyOf = async (tx: Tx, subject: string) => (await keysOf(tx, [subject])).get(subject) ?? null;
  const makeKey = async (tx: Tx, subject: string): Promise<Buffer> => {
    const wrapped = encrypt(keyEncryptionKey, randomBytes(32), `${subject}/key`);
    await tx.query(
      `INSERT INTO personal_key (subject, version, wrapped_key, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [subject, VERSION, wrapped, clock.now()],
    );
    // A rival may have made it in between; then theirs counts.
    const key = await keyOf(tx, subject);
    if (!key) throw new Fault('The key of an erased person cannot be made anew.');
    return key;
  };
  const place = (subject: string, row: string) => `${subject}/${row}/${VERSION}`;
  return {
    async seal(tx, subject, row, text) {
      const key = (await keyOf(tx, subject)) ?? (await makeKey(tx, subject));
      return encrypt(key, Buffer.from(text, 'utf8'), place(subject, row)).toString('base64');
    },
    async open(tx, subject, row, sealed) {
      return (await this.openAll(tx, [{ subject, row, sealed }]))[0] ?? null;
    },
    async openAll(tx, items) {
      const keys = await keysOf(tx, [...new Set(items.map((item) => item.subject))]);
      return items.map(({ subject, row, sealed }) => {
        const key = keys.get(subject);
        return key && sealed ? decrypt(key, Buffer.from(sealed, 'base64'), place(subject, row)).toString('utf8') : null;
      });
    },
    async forget(tx, subject) {
      const rows = await tx.query(
        'UPDATE personal_key SET wrapped_key = NULL, erased_at = $2 WHERE subject = $1 AND wrapped_key IS NOT NULL RETURNING 1',
        [subject, clock.now()],
      );
      return rows.length > 0;
    },
  };
}

const NONCE = 12;
const TAG = 16;

function encrypt(key: Buffer, plain: Buffer, place: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function decrypt(key: Buffer, sealed: Buffer, place: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
}
