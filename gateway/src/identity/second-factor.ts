import { symmetricEncrypt } from 'better-auth/crypto';
import type { Identity } from './identity.ts';

/** Gives a member of staff this one-time code secret as the confirmed second factor, in place of any before. */
export async function enrolSecondFactor(identity: Identity, userId: string, secretBase32: string): Promise<void> {
  const context = await identity.auth('staff').$context;
  const where = [{ field: 'userId', value: userId }];
  const secret = await symmetricEncrypt({ key: context.secretConfig, data: fromBase32(secretBase32) });
  // None, but readable: an empty text could not be opened, and a tried code would be a fault instead of a refusal.
  const backupCodes = await symmetricEncrypt({ key: context.secretConfig, data: '[]' });
  const present = await context.adapter.findOne({ model: 'twoFactor', where });
  if (present)
    await context.adapter.update({ model: 'twoFactor', where, update: { secret, backupCodes, verified: true } });
  else await context.adapter.create({ model: 'twoFactor', data: { userId, secret, backupCodes, verified: true } });
  await context.internalAdapter.updateUser(userId, { twoFactorEnabled: true });
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** @param text ASCII; its length should be a multiple of five so that nothing is padded */
export function base32(text: string): string {
  let bits = 0;
  let value = 0;
  let out = '';
  for (const byte of Buffer.from(text, 'latin1')) {
    value = (value << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) out += ALPHABET[(value >>> (bits - 5)) & 31];
    value &= 0xff;
  }
  return bits > 0 ? out + ALPHABET[(value << (5 - bits)) & 31] : out;
}

export function fromBase32(text: string): string {
  let bits = 0;
  let value = 0;
  const bytes: number[] = [];
  for (const letter of text.replace(/=+$/, '')) {
    value = ((value << 5) | ALPHABET.indexOf(letter)) & 0xffff;
    bits += 5;
    if (bits >= 8) {
      bytes.push((value >>> (bits - 8)) & 0xff);
      bits -= 8;
    }
  }
  return Buffer.from(bytes).toString('latin1');
}
