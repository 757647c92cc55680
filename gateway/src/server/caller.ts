import { type Locale, type Logger, newId, type Principal } from '@opticworks/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type OperationContext, operationContext } from '../request-context.ts';
import type { GuestKeys } from './cookies.ts';

/** Who is signed in, if anybody; asked only when the request carries a session. */
export interface SessionReader {
  /** Whether the headers carry a session at all; must not touch any store. */
  mayHaveSession(cookieHeader: string | undefined): boolean;
  principalOf(headers: CallerHeaders, guestId: string | null): Promise<Principal | null>;
}

export type CallerHeaders = Readonly<Record<string, string | string[] | undefined>> & {
  readonly cookie?: string | undefined;
};

export interface CallerOptions {
  guests: GuestKeys;
  sessions: SessionReader;
  /** The subject a signed link opens, or null. */
  openLink(token: string): string | null;
  log: Logger;
}

const SAFE_ID = /^[\w-]{8,64}$/;

/** Finds out who calls. Anonymous requests cost one header scan and touch no store. */
export class Callers {
  readonly #options: CallerOptions;

  constructor(options: CallerOptions) {
    this.#options = options;
  }

  async principalOf(headers: CallerHeaders): Promise<Principal> {
    const { guests, sessions, openLink } = this.#options;
    const guestId = guests.read(headers.cookie);
    const token = headers['x-order-token'];
    const opened = typeof token === 'string' && token ? openLink(token) : null;
    const grants = opened ? [opened] : [];
    if (headers.cookie && sessions.mayHaveSession(headers.cookie)) {
      const principal = await sessions.principalOf(headers, guestId);
      if (principal?.kind === 'customer') return { ...principal, grants };
      if (principal) return principal;
    }
    return { kind: 'guest', id: guestId, grants };
  }

  contextOf(request: Pick<FastifyRequest, 'headers' | 'ip'>, principal: Principal): OperationContext {
    const given = request.headers['x-request-id'];
    const key = request.headers['idempotency-key'];
    const requestId = typeof given === 'string' && SAFE_ID.test(given) ? given : newId('request');
    return operationContext({
      principal,
      requestId,
      locale: localeOf(request.headers),
      clientIp: request.ip,
      idempotencyKey: typeof key === 'string' && key.length <= 200 ? key : null,
      log: this.#options.log,
    });
  }

  /** Gives a browser that is about to change something a key of its own, if it has none. */
  ensureGuest(principal: Principal, reply: FastifyReply): Principal {
    if (principal.kind !== 'guest' || principal.id !== null) return principal;
    const { id, setCookie } = this.#options.guests.create();
    reply.header('set-cookie', setCookie);
    return { ...principal, id };
  }
}

export function localeOf(headers: CallerHeaders): Locale {
  const named = headers['x-opticworks-locale'] ?? headers['accept-language'];
  return typeof named === 'string' && /^de\b/i.test(named) ? 'de' : 'en';
}
