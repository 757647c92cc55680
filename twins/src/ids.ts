import { randomBytes, randomInt } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `length` characters of [0-9A-Za-z], cryptographically random. */
export function randomText(length: number): string {
  let text = '';
  for (let index = 0; index < length; index += 1) text += ALPHABET[randomInt(ALPHABET.length)];
  return text;
}

/** Stripe's form: `pi_3Q…`, a prefix and 24 characters. */
export const stripeId = (prefix: string): string => `${prefix}_${randomText(24)}`;

/** EasyPost's form: `shp_` and 32 hexadecimal digits. */
export const easypostId = (prefix: string): string => `${prefix}_${randomBytes(16).toString('hex')}`;

/** A string of decimal digits, as carriers print on labels. */
export function randomDigits(length: number): string {
  let text = '';
  for (let index = 0; index < length; index += 1) text += String(randomInt(10));
  return text;
}
