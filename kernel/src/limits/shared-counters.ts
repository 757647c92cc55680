import { createClient } from 'redis';
import type { Logger } from '../observe/logger.ts';
import type { LimiterStore } from './rate-limiter.ts';

export interface SharedCounters {
  readonly store: LimiterStore;
  close(): Promise<void>;
}

/** Counts that several processes share. Redis may be away, now or later: each limiter says what holds then. */
export function sharedCounters(url: string, logger: Logger): SharedCounters {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: 3_000, reconnectStrategy: (retries) => Math.min(100 * 2 ** retries, 3_000) },
  });
  client.on('error', (error) => logger.debug({ err: error }, 'Redis does not answer.'));
  client.connect().catch(() => undefined);
  return {
    store: { kind: 'redis', client },
    close: async () => client.destroy(),
  };
}
