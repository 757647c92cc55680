import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';

export interface Refusal {
  __typename: 'Refusal';
  code: string;
  message: string;
  issues?: { code: string; field: string | null; message: string }[];
}

/**
 * A person at the public interfaces: HTTP and WebSocket only, with a cookie jar like a browser's.
 * Everything that a test or a flow does goes through here, so nothing can reach behind the gateway.
 */
export class GraphClient {
  private readonly cookies = new Map<string, string>();
  private socket: Client | undefined;
  /** A signed link's token, sent as the storefront's order page sends it. */
  orderToken: string | undefined;
  apiKey: string | undefined;
  /** The language this person reads, when it is not the default. */
  locale: string | undefined;

  constructor(
    readonly baseUrl: string,
    readonly origin: string,
    readonly path = '/graphql',
  ) {}

  /** What this person sends with each request; for load generators. */
  requestHeaders(): Record<string, string> {
    return this.headers();
  }

  private headers(): Record<string, string> {
    return {
      'content-type': 'application/json',
      accept: 'application/json',
      origin: this.origin,
      ...(this.cookies.size ? { cookie: this.cookieHeader() } : {}),
      ...(this.orderToken ? { 'x-order-token': this.orderToken } : {}),
      ...(this.locale ? { 'x-opticworks-locale': this.locale } : {}),
      ...(this.apiKey ? { authorization: `Bearer ${this.apiKey}` } : {}),
    };
  }

  /** The same browser session in another tab. */
  shareCookiesOf(other: GraphClient): this {
    for (const [name, value] of other.cookies) this.cookies.set(name, value);
    return this;
  }

  /** What this person's browser would keep. */
  cookieList(): { name: string; value: string }[] {
    return [...this.cookies].map(([name, value]) => ({ name, value }));
  }

  private cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      const name = pair.slice(0, at).trim();
      const value = pair.slice(at + 1);
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }

  async post<T>(path: string, body: unknown): Promise<{ status: number; body: T; headers: Headers }> {
    const response = await fetch(this.baseUrl + path, {
      method: 'POST',
      headers: this.headers(),
      body: JSON.stringify(body),
    });
    this.keepCookies(response);
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : null) as T, headers: response.headers };
  }

  async get(path: string): Promise<Response> {
    const response = await fetch(path.startsWith('http') ? path : this.baseUrl + path, { headers: this.headers() });
    this.keepCookies(response);
    return response;
  }

  async raw(query: string, variables: Record<string, unknown> = {}) {
    return this.post<{
      data?: Record<string, unknown>;
      errors?: { message: string; extensions?: Record<string, unknown> }[];
      extensions?: Record<string, unknown>;
    }>(this.path, { query, variables });
  }

  /** Runs an operation that must not have GraphQL errors. */
  // biome-ignore lint/suspicious/noExplicitAny: answers are asserted field by field where they are used
  async run<T = any>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { body, status } = await this.raw(query, variables);
    if (status >= 400 || body?.errors?.length) {
      throw new Error(`${query.trim().slice(0, 90)}…\n→ ${status} ${JSON.stringify(body?.errors ?? body, null, 1)}`);
    }
    return body.data as T;
  }

  /** Runs a mutation with one root field whose result may be a Refusal, and insists that it was not. */
  // biome-ignore lint/suspicious/noExplicitAny: see run
  async must<T = any>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const data = await this.run<Record<string, { __typename: string } & Record<string, unknown>>>(query, variables);
    const [name, result] = Object.entries(data)[0] ?? [];
    if (result?.__typename === 'Refusal') throw new Error(`${name} was refused: ${JSON.stringify(result)}`);
    return result as T;
  }

  /** Runs a mutation that has to be refused, and gives the refusal. */
  async refused(query: string, variables: Record<string, unknown> = {}): Promise<Refusal> {
    const data = await this.run<Record<string, { __typename: string }>>(query, variables);
    const [name, result] = Object.entries(data)[0] ?? [];
    if (result?.__typename !== 'Refusal')
      throw new Error(`${name} should have been refused but answered ${JSON.stringify(result)}`);
    return result as Refusal;
  }

  /** A live subscription; collects events until stop(). */
  // biome-ignore lint/suspicious/noExplicitAny: see run
  subscribe<T = any>(
    query: string,
    variables: Record<string, unknown> = {},
  ): {
    events: T[];
    errors: unknown[];
    until(test: (event: T) => boolean, what: string, ms?: number): Promise<T>;
    stop(): void;
  } {
    this.socket ??= createClient({
      url: `${this.baseUrl.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: class extends WebSocket {
        constructor(url: string, protocols: string) {
          super(url, protocols, { headers: socketHeaders() });
        }
      },
      connectionParams: () => ({ 'x-order-token': this.orderToken }),
      retryAttempts: 3,
    });
    const socketHeaders = () => ({ cookie: this.cookieHeader(), origin: this.origin });
    const events: T[] = [];
    const errors: unknown[] = [];
    const waiting: { test: (event: T) => boolean; resolve: (event: T) => void }[] = [];
    const stop = this.socket.subscribe<T>(
      { query, variables },
      {
        next: (message) => {
          if (message.errors) errors.push(...message.errors);
          if (!message.data) return;
          events.push(message.data);
          for (const one of [...waiting])
            if (one.test(message.data)) {
              waiting.splice(waiting.indexOf(one), 1);
              one.resolve(message.data);
            }
        },
        error: (error) => errors.push(error),
        complete: () => {},
      },
    );
    return {
      events,
      errors,
      stop,
      until: (test, what, ms = 20_000) => {
        const found = events.find(test);
        if (found) return Promise.resolve(found);
        return new Promise<T>((resolve, reject) => {
          const timer = setTimeout(
            () =>
              reject(
                new Error(
                  `Live: no event for "${what}" within ${ms / 1000} s; got ${JSON.stringify(events.slice(-3))} errors ${JSON.stringify(errors)}`,
                ),
              ),
            ms,
          );
          waiting.push({
            test,
            resolve: (event) => {
              clearTimeout(timer);
              resolve(event);
            },
          });
        });
      },
    };
  }

  async close(): Promise<void> {
    await this.socket?.dispose();
  }
}

/** Asks again until the answer is there; for effects that travel as events. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false>,
  ms = 30_000,
): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > until) throw new Error(`It did not happen within ${ms / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}
