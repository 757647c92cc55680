import { AsyncLocalStorage } from 'node:async_hooks';

const scopes = new AsyncLocalStorage<string>();

/** Runs a function as part of a request: every log line and span it causes names the request. */
export function inRequest<T>(requestId: string | null | undefined, run: () => T): T {
  return requestId && scopes.getStore() !== requestId ? scopes.run(requestId, run) : run();
}

/** The request the running code belongs to, or null outside one. */
export function currentRequestId(): string | null {
  return scopes.getStore() ?? null;
}
