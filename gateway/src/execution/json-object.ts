export type JsonObject = Record<string, unknown>;

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null;

/** Names an object inherits; a client may use them as aliases, so they are read and written as own properties only. */
const inherited = new Set(Object.getOwnPropertyNames(Object.prototype));
export const isInheritedName = (key: string): boolean => inherited.has(key);

export function getOwn(source: JsonObject, key: string): unknown {
  if (inherited.has(key) && !Object.hasOwn(source, key)) return undefined;
  return source[key];
}

export function setOwn(target: JsonObject, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  else target[key] = value;
}

function copy(value: unknown): unknown {
  if (!isObject(value)) return value;
  if (Array.isArray(value)) return value.map(copy);
  if (!isPlain(value)) return value;
  const result: JsonObject = {};
  for (const key in value) setOwn(result, key, copy(value[key]));
  return result;
}

/** Scalars may be objects in process (a Date); they are values, not places to merge into. */
function isPlain(value: JsonObject): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/**
 * Merges a subgraph's answer into the data gathered so far.
 * @param keep true when `source` will be merged elsewhere too: nested objects are then copied, because two response paths that
 * shared one object would later see each other's fields.
 */
export function mergeInto(target: JsonObject, source: JsonObject, keep: boolean): void {
  for (const key in source) {
    const incoming = source[key];
    if (incoming === undefined) continue;
    if (!isObject(incoming)) {
      setOwn(target, key, incoming);
      continue;
    }
    const present = getOwn(target, key);
    if (!isObject(present)) {
      setOwn(target, key, keep ? copy(incoming) : incoming);
    } else if (Array.isArray(incoming)) {
      if (Array.isArray(present) && present.length === incoming.length) mergeLists(present, incoming, keep);
      else setOwn(target, key, keep ? copy(incoming) : incoming);
    } else if (isPlain(incoming)) {
      mergeInto(present, incoming, keep);
    } else {
      setOwn(target, key, incoming);
    }
  }
}

function mergeLists(present: unknown[], incoming: unknown[], keep: boolean): void {
  for (let i = 0; i < incoming.length; i++) {
    const left = present[i];
    const right = incoming[i];
    if (Array.isArray(left) && Array.isArray(right) && left.length === right.length) mergeLists(left, right, keep);
    else if (isObject(left) && isObject(right) && !Array.isArray(right) && isPlain(right)) mergeInto(left, right, keep);
    else present[i] = keep ? copy(right) : right;
  }
}
