import pg from 'pg';
import type { Logger } from '../observe/logger.ts';
import { wait } from '../time/wait.ts';
import { quoteIdentifier } from './quote.ts';

/** First half of the advisory locks that say "somebody listens to this channel"; the second is the channel's hash. */
export const LISTENERS = 7_203;

/** One dedicated connection for LISTEN. After a loss it reconnects and calls every listener once, because something may have been missed. */
export class Listener {
  readonly #channels = new Map<string, Set<(payload: string) => void>>();
  readonly #stop = new AbortController();
  #client: pg.Client | undefined;
  #connecting: Promise<void> | undefined;

  constructor(
    private readonly config: pg.ClientConfig,
    private readonly logger: Logger,
  ) {}

  async listen(channel: string, fn: (payload: string) => void): Promise<() => Promise<void>> {
    const listeners = this.#channels.get(channel) ?? new Set();
    const isNew = !this.#channels.has(channel);
    listeners.add(fn);
    this.#channels.set(channel, listeners);
    if (this.#client && isNew) await this.#listenOn(this.#client, channel).catch(() => undefined);
    else await this.#ensure();
    return async () => {
      listeners.delete(fn);
      if (listeners.size > 0 || this.#channels.get(channel) !== listeners) return;
      this.#channels.delete(channel);
      await this.#client?.query(`UNLISTEN ${quoteIdentifier(channel)}`).catch(() => undefined);
      await this.#client
        ?.query('SELECT pg_advisory_unlock_shared($1, hashtext($2))', [LISTENERS, channel])
        .catch(() => undefined);
    };
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#channels.clear();
    await this.#connecting?.catch(() => undefined);
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }

  /** The shared lock lets whoever would send know whether anybody hears it; it ends with the connection. */
  async #listenOn(client: pg.Client, channel: string): Promise<void> {
    await client.query(`LISTEN ${quoteIdentifier(channel)}`);
    await client.query('SELECT pg_advisory_lock_shared($1, hashtext($2))', [LISTENERS, channel]);
  }

  #ensure(): Promise<void> {
    if (this.#client) return Promise.resolve();
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ ...this.config, application_name: `${this.config.application_name}-listen` });
    client.on('error', () => undefined);
    await client.connect();
    client.on('notification', ({ channel, payload }) => {
      for (const fn of this.#channels.get(channel) ?? []) fn(payload ?? '');
    });
    client.on('end', () => {
      if (this.#client !== client) return;
      this.#client = undefined;
      if (!this.#stop.signal.aborted) void this.#reconnect();
    });
    for (const channel of this.#channels.keys()) await this.#listenOn(client, channel);
    this.#client = client;
  }

  async #reconnect(): Promise<void> {
    for (let pause = 100; !this.#stop.signal.aborted; pause = Math.min(pause * 2, 5_000)) {
      await wait(pause + Math.random() * pause, this.#stop.signal);
      if (this.#stop.signal.aborted) return;
      try {
        await this.#ensure();
        for (const listeners of this.#channels.values()) for (const fn of listeners) fn('');
        return;
      } catch (error) {
        this.logger.warn({ err: error }, 'The database does not answer yet; listening again soon.');
      }
    }
  }
}
