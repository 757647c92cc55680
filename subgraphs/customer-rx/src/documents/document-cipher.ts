import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Fault, type Tx } from '@opticworks/kernel';
import type { ContentCipher } from '../prescriptions/content-cipher.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals a file under a key of its own, and that key under the person's. Pictures are large: when a guest becomes a customer only the
 * small key is sealed anew, and destroying the person's key makes every file unreadable.
 */
export async function sealFile(
  contents: ContentCipher,
  tx: Tx,
  subject: string,
  id: string,
  bytes: Buffer,
): Promise<{ sealedKey: string; sealed: Buffer }> {
  const key = randomBytes(32);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(id));
  const sealed = Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  return { sealedKey: await contents.seal(tx, subject, id, key.toString('base64')), sealed };
}

/** @returns null when the person was erased @throws Fault when the file was changed or moved to another row */
export async function openFile(
  contents: ContentCipher,
  tx: Tx,
  subject: string,
  id: string,
  { sealedKey, sealed }: { sealedKey: string; sealed: Buffer },
): Promise<Buffer | null> {
  const key = await contents.open(tx, subject, id, sealedKey);
  if (key === null) return null;
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64'), sealed.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(id))
    .setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, sealed.length - TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new Fault('A prescription document was changed, or moved to another place.', { cause });
  }
}
