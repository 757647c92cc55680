import { wait } from '../time/wait.ts';

const MAX_ATTEMPTS = 6;

/** The SQLSTATE of an error, also when the ORM wrapped it. */
export function sqlState(error: unknown): string | undefined {
  let current: unknown = error;
  for (let depth = 0; depth < 5 && current && typeof current === 'object'; depth += 1) {
    const { code, driverError, cause } = current as { code?: unknown; driverError?: unknown; cause?: unknown };
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code;
    current = driverError ?? cause;
  }
  return undefined;
}

/** Serialisation failure and deadlock: the transaction did nothing and may run again, whole. */
export function isTransient(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40001' || state === '40P01';
}

/** A unique constraint was hit; optionally that very one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (sqlState(error) !== '23505') return false;
  if (!constraint) return true;
  const wrapped = error as { constraint?: string; driverError?: { constraint?: string } };
  return (wrapped.constraint ?? wrapped.driverError?.constraint) === constraint;
}

/** Runs again on 40001 and 40P01, at most six times, with growing random pauses so rivals do not meet again. */
export async function retryTransient<T>(run: () => Promise<T>, onRetry?: () => void): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !isTransient(error)) throw error;
      onRetry?.();
      await wait(Math.random() * 10 * 2 ** attempt);
    }
  }
}
