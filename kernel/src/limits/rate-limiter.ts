import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { KERNEL_ERRORS } from '../errors/kernel-errors.ts';
import { refuse } from '../errors/refusal.ts';

export type LimiterStore = { kind: 'memory' } | { kind: 'redis'; client: unknown };

export interface RateLimiterOptions {
  name: string;
  store: LimiterStore;
  points: number;
  durationS: number;
  /** How long a key that used everything up stays refused; the rest of the window unless told. */
  blockS?: number;
  /** When the store is gone: `closed` refuses (logins), `open` lets pass (browsing), `alone` counts in this process until it is back. */
  onStoreFailure: 'open' | 'closed' | 'alone';
}

export interface LimitVerdict {
  allowed: boolean;
  remaining: number;
  retryAfterS: number;
}

/** Counts attempts per key. Count what is attempted, not requests: one request can carry many attempts. */
export interface RateLimiter {
  take(key: string, points?: number): Promise<LimitVerdict>;
  /** @throws RATE_LIMITED */
  require(key: string, points?: number): Promise<void>;
  /** Takes back what an attempt cost that turned out to be right. */
  giveBack(key: string, points?: number): Promise<void>;
  peek(key: string): Promise<LimitVerdict>;
  reset(key: string): Promise<void>;
}

const STORE_RETRY_S = 5;

export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  const config = {
    keyPrefix: `limit:${options.name}`,
    points: options.points,
    duration: options.durationS,
    ...(options.blockS ? { blockDuration: options.blockS } : {}),
  };
  const limiter =
    options.store.kind === 'memory'
      ? new RateLimiterMemory(config)
      : new RateLimiterRedis({
          ...config,
          storeClient: options.store.client,
          useRedisPackage: true,
          rejectIfRedisNotReady: true,
          ...(options.onStoreFailure === 'alone' && { insuranceLimiter: new RateLimiterMemory(config) }),
        });
  const withoutStore: LimitVerdict =
    options.onStoreFailure === 'open'
      ? { allowed: true, remaining: options.points, retryAfterS: 0 }
      : { allowed: false, remaining: 0, retryAfterS: STORE_RETRY_S };

  const take = async (key: string, points = 1): Promise<LimitVerdict> => {
    try {
      return verdict(await limiter.consume(key, points), true);
    } catch (outcome) {
      return outcome instanceof RateLimiterRes ? verdict(outcome, false) : withoutStore;
    }
  };
  return {
    take,
    async require(key, points) {
      const { allowed, retryAfterS } = await take(key, points);
      if (!allowed) refuse(KERNEL_ERRORS.RATE_LIMITED, { seconds: retryAfterS });
    },
    async giveBack(key, points = 1) {
      await limiter.reward(key, points).catch(() => undefined);
    },
    async peek(key) {
      try {
        const state = await limiter.get(key);
        if (!state) return { allowed: true, remaining: options.points, retryAfterS: 0 };
        return verdict(state, state.remainingPoints > 0);
      } catch {
        return withoutStore;
      }
    },
    async reset(key) {
      await limiter.delete(key).catch(() => undefined);
    },
  };
}

function verdict(state: RateLimiterRes, allowed: boolean): LimitVerdict {
  return {
    allowed,
    remaining: Math.max(0, state.remainingPoints),
    retryAfterS: allowed ? 0 : Math.max(1, Math.ceil(state.msBeforeNext / 1000)),
  };
}
