// biome-ignore-all lint/suspicious/noExplicitAny: generic over values whose types only the callers know.
import DataLoader from 'dataloader';
import { newId } from '../ids/type-id.ts';
import type { Logger } from '../observe/logger.ts';
import { currentRequestId } from '../observe/request-scope.ts';
import { anonymous, type Principal } from './principal.ts';

export type Locale = 'en' | 'de';
export type BatchFunction<K, V> = (keys: readonly K[]) => Promise<ArrayLike<V | Error | null>>;

/** What a resolver knows about the request. One per GraphQL operation, and one per event of a subscription. */
export interface RequestContext {
  readonly principal: Principal;
  readonly requestId: string;
  readonly locale: Locale;
  readonly log: Logger;
  readonly clientIp: string | null;
  readonly idempotencyKey: string | null;
  /** A loader that lives as long as this operation; the same key gives the same loader. */
  loader<K, V>(key: string, batch: BatchFunction<K, V>): DataLoader<K, V | null>;
}

export interface ContextInput {
  principal?: Principal;
  requestId?: string;
  locale?: Locale;
  log: Logger;
  clientIp?: string | null;
  idempotencyKey?: string | null;
}

const MAX_BATCH = 500;

export function createContext(input: ContextInput): RequestContext {
  const loaders = new Map<string, DataLoader<any, any>>();
  const requestId = input.requestId ?? newId('request');
  return {
    principal: input.principal ?? anonymous,
    requestId,
    locale: input.locale ?? 'en',
    log: currentRequestId() === requestId ? input.log : input.log.child({ requestId }),
    clientIp: input.clientIp ?? null,
    idempotencyKey: input.idempotencyKey ?? null,
    loader<K, V>(key: string, batch: BatchFunction<K, V>) {
      let loader = loaders.get(key);
      if (!loader) {
        loader = new DataLoader<K, V | null>(batch as never, { maxBatchSize: MAX_BATCH });
        loaders.set(key, loader);
      }
      return loader as DataLoader<K, V | null>;
    },
  };
}

/** Puts rows in the order of the keys, null where there is none: the last step of every batch function. */
export function inOrder<K, V>(keys: readonly K[], rows: readonly V[], keyOf: (row: V) => K): (V | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
}

/** Groups rows by key in the order of the keys, an empty list where there is none. */
export function groupedInOrder<K, V>(keys: readonly K[], rows: readonly V[], keyOf: (row: V) => K): V[][] {
  const groups = new Map<K, V[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return keys.map((key) => groups.get(key) ?? []);
}
