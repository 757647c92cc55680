import { typeidUnboxed } from 'typeid-js';

const PREFIX = /^[a-z]([a-z_]{0,61}[a-z])?$/;

/**
 * Makes a TypeID: a readable prefix and a UUIDv7, so ids sort by the time they were made.
 * @param prefix what the id names, lower-case letters and underscores: `order`, `audit_entry`
 * @returns for example `order_01h2xcejqtf2nbrexx3vqjhp41`
 */
export function newId(prefix: string): string {
  if (!PREFIX.test(prefix)) throw new TypeError(`"${prefix}" cannot be an id prefix: use lower-case letters.`);
  return typeidUnboxed(prefix);
}
