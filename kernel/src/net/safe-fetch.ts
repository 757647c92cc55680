import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { Agent, type Dispatcher, request } from 'undici';
import { KERNEL_ERRORS } from '../errors/kernel-errors.ts';
import { Refusal, refuse } from '../errors/refusal.ts';
import { isPublicAddress } from './public-address.ts';

export interface SafeFetchOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  timeoutMs?: number;
  maxBytes?: number;
}

export interface SafeResponse {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  text(): string;
  json<T = unknown>(): T;
}

/** The one way out for addresses that a user or partner gave. */
export type SafeFetch = (url: string, options?: SafeFetchOptions) => Promise<SafeResponse>;

export interface SafeFetchPolicy {
  /** Origins that are allowed although they are not public, such as a stand-in on loopback: `http://127.0.0.1:4801`. */
  allowedOrigins?: readonly string[];
  /** For tests: how names become addresses. */
  resolve?: typeof dnsLookup;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_MAX_BYTES = 1_000_000;

/**
 * Makes a fetch that reaches public https addresses only. The address is checked in the very lookup the connection uses, so a
 * name that changes its address between check and use gains nothing; redirects are handed back, never followed.
 * @throws ADDRESS_NOT_ALLOWED for anything that is not a public address; UNAVAILABLE when the other side fails
 */
export function createSafeFetch(policy: SafeFetchPolicy = {}): SafeFetch {
  const resolve = policy.resolve ?? dnsLookup;
  const guarded = new Agent({ connect: { lookup: guardedLookup(resolve) as never, timeout: 5_000 }, connections: 8 });
  const open = new Agent({ connect: { timeout: 5_000 }, connections: 8 });
  const allowed = new Set(policy.allowedOrigins ?? []);
  return async (url, options = {}) => {
    const target = checkedUrl(url, allowed);
    const dispatcher = allowed.has(target.origin) ? open : guarded;
    return send(target, options, dispatcher);
  };
}

function checkedUrl(url: string, allowed: ReadonlySet<string>): URL {
  let target: URL;
  try {
    target = new URL(url);
  } catch (cause) {
    refuse(KERNEL_ERRORS.ADDRESS_NOT_ALLOWED, {}, { cause });
  }
  if (target.username || target.password) refuse(KERNEL_ERRORS.ADDRESS_NOT_ALLOWED);
  if (allowed.has(target.origin)) return target;
  if (target.protocol !== 'https:') refuse(KERNEL_ERRORS.ADDRESS_NOT_ALLOWED);
  // A literal address never passes through a lookup, so it is judged here.
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (/^[\d.]+$|:/.test(host) && !isPublicAddress(host)) refuse(KERNEL_ERRORS.ADDRESS_NOT_ALLOWED);
  return target;
}

type LookupCallback = (error: Error | null, address?: string | LookupAddress[], family?: number) => void;

function guardedLookup(resolve: typeof dnsLookup) {
  return (hostname: string, options: { all?: boolean }, callback: LookupCallback): void => {
    resolve(hostname, { all: true, verbatim: true }, (error, addresses) => {
      if (error) return callback(error);
      const list = addresses as LookupAddress[];
      if (list.length === 0 || list.some(({ address }) => !isPublicAddress(address))) {
        return callback(new Refusal(KERNEL_ERRORS.ADDRESS_NOT_ALLOWED));
      }
      if (options.all) return callback(null, list);
      const [first] = list;
      return callback(null, first!.address, first!.family);
    });
  };
}

async function send(target: URL, options: SafeFetchOptions, dispatcher: Dispatcher): Promise<SafeResponse> {
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  const signal = AbortSignal.timeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  try {
    const response = await request(target, {
      method: options.method ?? 'GET',
      headers: options.headers ?? {},
      body: options.body ?? null,
      signal,
      dispatcher,
    });
    const body = await readCapped(response.body, maxBytes);
    return {
      status: response.statusCode,
      headers: response.headers,
      body,
      text: () => body.toString('utf8'),
      json: <T>() => JSON.parse(body.toString('utf8')) as T,
    };
  } catch (cause) {
    const refusal = findRefusal(cause);
    if (refusal) throw refusal;
    throw new Refusal(KERNEL_ERRORS.UNAVAILABLE, {}, { cause });
  }
}

async function readCapped(
  stream: AsyncIterable<Uint8Array> & { destroy(error?: Error): unknown },
  maxBytes: number,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      stream.destroy();
      throw new RangeError(`The answer is larger than ${maxBytes} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function findRefusal(error: unknown): Refusal | undefined {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    if (current instanceof Refusal) return current;
    current = current.cause;
  }
  return undefined;
}
