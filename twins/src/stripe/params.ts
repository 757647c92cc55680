import qs from 'qs';
import { invalidRequest } from './stripe-failure.ts';

export type RawParams = Record<string, unknown>;
type Reader<T> = (value: unknown, name: string) => T;
type Spec = Record<string, Reader<unknown>>;
export type Parsed<S extends Spec> = { [K in keyof S]: ReturnType<S[K]> };

/** Stripe's form encoding: `a[b]=c`, `list[0]=x`, all values text. */
export const decodeForm = (text: string): RawParams =>
  qs.parse(text, { depth: 20, arrayLimit: 1000, parameterLimit: 5000 }) as RawParams;

const given = (value: unknown): boolean => value !== undefined;

export const text: Reader<string | undefined> = (value, name) => {
  if (!given(value)) return undefined;
  if (typeof value !== 'string') throw invalidRequest('Invalid string: expected a single value', { param: name });
  return value;
};

/** Text where an empty value means "unset". */
export const clearableText: Reader<string | null | undefined> = (value, name) => {
  const read = text(value, name);
  return read === '' ? null : read;
};

export const integer: Reader<number | undefined> = (value, name) => {
  if (!given(value)) return undefined;
  if (typeof value !== 'string' || !/^-?\d+$/.test(value))
    throw invalidRequest(`Invalid integer: ${String(value)}`, { code: 'parameter_invalid_integer', param: name });
  return Number(value);
};

export const flag: Reader<boolean | undefined> = (value, name) => {
  if (!given(value)) return undefined;
  if (value !== 'true' && value !== 'false') throw invalidRequest(`Invalid boolean: ${String(value)}`, { param: name });
  return value === 'true';
};

export const oneOf =
  <const T extends string>(...allowed: readonly T[]): Reader<T | undefined> =>
  (value, name) => {
    if (!given(value)) return undefined;
    if (!allowed.includes(value as T))
      throw invalidRequest(`Invalid ${name}: must be one of ${allowed.slice(0, -1).join(', ')}, or ${allowed.at(-1)}`, {
        param: name,
      });
    return value as T;
  };

export const hash: Reader<RawParams | undefined> = (value, name) => {
  if (!given(value) || value === '') return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidRequest('Invalid object', { param: name });
  return value as RawParams;
};

export const list: Reader<unknown[] | undefined> = (value, name) => {
  if (!given(value)) return undefined;
  if (value === '') return [];
  if (!Array.isArray(value)) throw invalidRequest('Invalid array', { param: name });
  return value;
};

export const textList: Reader<string[] | undefined> = (value, name) => list(value, name)?.map(String);

export const anything: Reader<unknown> = (value) => value;

/** Keys to set; an empty value removes its key, an empty `metadata` removes all. */
export const metadata: Reader<Record<string, string> | null | undefined> = (value, name) => {
  if (!given(value)) return undefined;
  if (value === '') return null;
  const read = hash(value, name) ?? {};
  const keys = Object.keys(read);
  if (keys.length > 50) throw invalidRequest('You cannot have more than 50 keys in metadata.', { param: name });
  for (const key of keys) {
    if (key.length > 40)
      throw invalidRequest(`Metadata keys must be under 40 characters long (got ${key.length}).`, { param: name });
    if (String(read[key]).length > 500)
      throw invalidRequest(`Metadata values must be under 500 characters long (${key}).`, { param: `${name}[${key}]` });
  }
  return Object.fromEntries(keys.map((key) => [key, String(read[key])]));
};

export function required<T>(reader: Reader<T | undefined>): Reader<T> {
  return (value, name) => {
    const read = value === '' ? undefined : reader(value, name);
    if (read === undefined)
      throw invalidRequest(`Missing required param: ${name}.`, { code: 'parameter_missing', param: name });
    return read;
  };
}

/** Reads what an endpoint knows and refuses what it does not, in Stripe's words. `expand` is known everywhere. */
export function readParams<S extends Spec>(raw: RawParams, spec: S): Parsed<S> {
  for (const name of Object.keys(raw))
    if (!(name in spec) && name !== 'expand')
      throw invalidRequest(`Received unknown parameter: ${name}`, { code: 'parameter_unknown', param: name });
  return Object.fromEntries(Object.entries(spec).map(([name, read]) => [name, read(raw[name], name)])) as Parsed<S>;
}

export function mergeMetadata(
  current: Record<string, string>,
  change: Record<string, string> | null | undefined,
): Record<string, string> {
  if (change === undefined) return current;
  if (change === null) return {};
  return Object.fromEntries(Object.entries({ ...current, ...change }).filter(([, value]) => value !== ''));
}

/** Numbers and booleans inside a free-form hash, as JSON shows them; empty text becomes null. */
export function plainValues(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainValues);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainValues(inner)]));
  if (value === '') return null;
  if (value === 'true') return true;
  if (value === 'false') return false;
  return value;
}
