import { randomUUID } from 'node:crypto';
import { createClient } from 'redis';
import type { Logger } from '../observe/logger.ts';
import { wait } from '../time/wait.ts';
import type { Deliver, EventBus } from './bus.ts';
import type { EventEnvelope } from './event.ts';

export interface RedisBusOptions {
  url: string;
  logger: Logger;
  /** Streams are cut at about this many events; the outbox keeps them all. */
  maxLength?: number;
}

const PREFIX = 'opticworks:events:';
const LEASE_MS = 10_000;
const READ_COUNT = 200;
const BLOCK_MS = 1_000;
const CONNECT_WAIT_MS = 2_000;
/** Extends or gives back the lease only while it is still ours. */
const EXTEND =
  "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) else return 0 end";
const RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end";

/**
 * Redis Streams between processes: one stream per publisher, one consumer group per consumer. Of a consumer's replicas the one
 * that holds the lease reads, so events reach the inbox in order; what it had read but not confirmed is read again by the next.
 *
 * Redis may lose everything at any time. `remembers` notices that its memory is not the one events were given to, and the
 * relay then sends its kept events again.
 */
export function redisStreamsBus(options: RedisBusOptions): EventBus {
  const client = newClient(options);
  // What is remembered is asked again after every reconnect: the server behind it may be a new, empty one.
  const remembered = new Set<string>();
  client.on('ready', () => remembered.clear());
  const readers = new Set<Reader>();
  return {
    async publish(events) {
      const redis = await ready(client);
      const pipeline = redis.multi();
      for (const event of events) {
        pipeline.xAdd(
          streamOf(event.name),
          '*',
          { event: JSON.stringify(event) },
          {
            TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: options.maxLength ?? 100_000 },
          },
        );
      }
      await pipeline.exec();
    },
    async subscribe(consumer, names, deliver) {
      if (names.length === 0) return async () => undefined;
      const reader = new Reader(newClient(options), consumer, names, deliver, options.logger);
      readers.add(reader);
      reader.start();
      return async () => {
        readers.delete(reader);
        await reader.stop();
      };
    },
    async remembers(source) {
      const redis = await ready(client);
      if (remembered.has(source)) return true;
      const found = (await redis.get(`${PREFIX}memory:${source}`)) === (await runId(redis));
      if (found) remembered.add(source);
      return found;
    },
    async remember(source) {
      const redis = await ready(client);
      await redis.set(`${PREFIX}memory:${source}`, await runId(redis));
    },
    async close() {
      await Promise.all([...readers].map((reader) => reader.stop()));
      readers.clear();
      if (client.isOpen) client.destroy();
    },
  };
}

type Client = ReturnType<typeof newClient>;

function newClient(options: RedisBusOptions) {
  const client = createClient({
    url: options.url,
    // Without a connection commands fail at once. Queued ones would reach a restarted server before anybody noticed the restart.
    disableOfflineQueue: true,
    socket: { connectTimeout: 3_000, reconnectStrategy: (retries) => Math.min(100 * 2 ** retries, 3_000) },
  });
  client.on('error', (error) => options.logger.debug({ err: error }, 'Redis does not answer.'));
  return client;
}

/** Connects in the background and waits a moment for it; the callers keep what they have and come again. */
async function ready(client: Client): Promise<Client> {
  if (client.isReady) return client;
  if (!client.isOpen) client.connect().catch(() => undefined);
  for (let waited = 0; waited < CONNECT_WAIT_MS && !client.isReady; waited += 25) await wait(25);
  if (!client.isReady) throw new Error('Redis does not answer.');
  return client;
}

/** Changes with every restart of the server, after which the newest entries may be missing. */
async function runId(redis: Client): Promise<string> {
  const info = await redis.info('server');
  return /run_id:(\w+)/.exec(info)?.[1] ?? 'unknown';
}

/** `orders.OrderPlaced.v1` travels in the stream of `orders`. */
function streamOf(eventName: string): string {
  return `${PREFIX}${eventName.split('.')[0]}`;
}

class Reader {
  readonly #id = randomUUID();
  readonly #stopping = new AbortController();
  readonly #names: ReadonlySet<string>;
  readonly #streams: readonly string[];
  readonly #leaseKey: string;
  #running: Promise<void> | undefined;

  constructor(
    private readonly redis: Client,
    private readonly consumer: string,
    names: readonly string[],
    private readonly deliver: Deliver,
    private readonly logger: Logger,
  ) {
    this.#names = new Set(names);
    this.#streams = [...new Set(names.map(streamOf))];
    this.#leaseKey = `${PREFIX}lease:${consumer}`;
  }

  /** Groups begin at the oldest entry, so nothing published before they exist is missed. */
  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    if (this.redis.isReady) {
      await this.redis.eval(RELEASE, { keys: [this.#leaseKey], arguments: [this.#id] }).catch(() => undefined);
    }
    if (this.redis.isOpen) this.redis.destroy();
  }

  async #createGroups(): Promise<void> {
    for (const stream of this.#streams) {
      await this.redis.xGroupCreate(stream, this.consumer, '0', { MKSTREAM: true }).catch((error: Error) => {
        if (!error.message.includes('BUSYGROUP')) throw error;
      });
    }
  }

  async #run(): Promise<void> {
    let unconfirmed = true;
    let grouped = false;
    while (!this.#stopping.signal.aborted) {
      try {
        await ready(this.redis);
        if (!grouped) await this.#createGroups();
        grouped = true;
        if (!(await this.#holdLease())) {
          unconfirmed = true;
          await wait(LEASE_MS / 4, this.#stopping.signal);
          continue;
        }
        const found = await this.#read(unconfirmed ? '0' : '>');
        if (unconfirmed && found === 0) unconfirmed = false;
      } catch (error) {
        unconfirmed = true;
        if (this.#stopping.signal.aborted) return;
        if (error instanceof Error && error.message.includes('NOGROUP'))
          await this.#createGroups().catch(() => undefined);
        else this.logger.warn({ err: error, consumer: this.consumer }, 'Events could not be fetched; trying again.');
        await wait(250, this.#stopping.signal);
      }
    }
  }

  async #holdLease(): Promise<boolean> {
    const extended = await this.redis.eval(EXTEND, { keys: [this.#leaseKey], arguments: [this.#id, String(LEASE_MS)] });
    if (extended === 1) return true;
    return (
      (await this.redis.set(this.#leaseKey, this.#id, {
        condition: 'NX',
        expiration: { type: 'PX', value: LEASE_MS },
      })) === 'OK'
    );
  }

  async #read(from: '0' | '>'): Promise<number> {
    // One consumer name for all replicas: the lease lets one read at a time, and its unconfirmed entries pass on with it.
    const batches = (await this.redis.xReadGroup(
      this.consumer,
      'reader',
      this.#streams.map((key) => ({ key, id: from })),
      { COUNT: READ_COUNT, ...(from === '>' ? { BLOCK: BLOCK_MS } : {}) },
    )) as { name: string; messages: { id: string; message: Record<string, string> | null }[] }[] | null;
    let found = 0;
    for (const { name, messages } of batches ?? []) {
      if (messages.length === 0) continue;
      found += messages.length;
      const events = messages.flatMap(({ message }) =>
        message?.event ? [JSON.parse(message.event) as EventEnvelope] : [],
      );
      const wanted = events.filter((event) => this.#names.has(event.name));
      if (wanted.length > 0) await this.deliver(wanted);
      await this.redis.xAck(
        name,
        this.consumer,
        messages.map(({ id }) => id),
      );
    }
    return found;
  }
}
