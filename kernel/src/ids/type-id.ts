import { parseTypeId, typeidUnboxed } from 'typeid-js';

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

/** The prefix of a TypeID, or the empty string when the text is not one. */
export function idPrefix(id: string): string {
  try {
    return parseTypeId(id as never).prefix;
  } catch {
    return '';
  }
}

/** Whether the text is a well-formed TypeID, and, when a prefix is given, one of that kind. */
export function isId(id: unknown, prefix?: string): id is string {
  if (typeof id !== 'string') return false;
  try {
    const parsed = parseTypeId(id as never) as { prefix: string };
    return prefix === undefined ? parsed.prefix !== '' : parsed.prefix === prefix;
  } catch {
    return false;
  }
}

/**
 * Stops when an id is not of the expected kind.
 * @throws TypeError naming the expected prefix; the id itself is not repeated, because it may come from outside
 */
export function assertId(id: unknown, prefix: string): asserts id is string {
  if (!isId(id, prefix)) throw new TypeError(`Expected an id that starts with "${prefix}_".`);
}
