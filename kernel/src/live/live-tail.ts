// biome-ignore-all lint/suspicious/noExplicitAny: generic over values whose types only the callers know.
import type { Database } from '../database/database.ts';
import { KERNEL_ERRORS } from '../errors/kernel-errors.ts';
import { refuse } from '../errors/refusal.ts';
import { Loop } from '../events/loop.ts';
import { formatPosition, isBefore, type LivePosition, parsePosition } from './cursor.ts';
import type { LiveEvent, LiveRow } from './live-event.ts';
import { clearedUpTo, currentPosition, readAfter, readBetween } from './live-log.ts';

export interface IterateOptions {
  topic?: string;
  topics?: readonly string[];
  /** Only events of these names. */
  events?: readonly string[];
  /** The cursor of the last event the client has. */
  after?: string | null | undefined;
}

/** An iterator that can be ended while it waits. */
export interface LiveIterator<T> extends AsyncIterableIterator<T, undefined> {
  return(): Promise<IteratorResult<T, undefined>>;
}

/** The live side of a part: everything it publishes, per topic, in commit order, resumable. */
export interface LiveTail {
  iterate<P = any>(options: IterateOptions): LiveIterator<LiveEvent<P>>;
  close(): Promise<void>;
}

const tails = new WeakMap<Database, Tail>();

/** The one tail of a database in this process; it reads the log once, however many listen. */
export function liveTail(database: Database): LiveTail {
  let tail = tails.get(database);
  if (!tail || tail.closed) {
    tail = new Tail(database);
    tails.set(database, tail);
  }
  return tail;
}

const PAGE = 500;
/** A listener that falls further behind than this lets go of its queue and reads the rest from the log. */
const MAX_QUEUE = 1_000;
const IDLE_POLL_MS = 1_000;
/** While an unfinished transaction holds newer events back, look again this soon. */
const HELD_BACK_POLL_MS = 15;

class Tail implements LiveTail {
  readonly #listeners = new Set<Listener>();
  readonly #loop: Loop;
  #starting: Promise<void> | undefined;
  #stopWake: (() => Promise<void>) | undefined;
  #heldBackUntil = 0;
  position: LivePosition | undefined;
  closed = false;

  constructor(readonly database: Database) {
    this.#loop = new Loop(() => this.#read(), { idleMs: IDLE_POLL_MS, onError: () => undefined });
  }

  iterate<P>(options: IterateOptions): LiveIterator<LiveEvent<P>> {
    const topics = options.topics ?? (options.topic ? [options.topic] : []);
    if (topics.length === 0) throw new TypeError('Name at least one topic to listen to.');
    const after = options.after ? parsePosition(options.after) : undefined;
    return new Listener(this, new Set(topics), options.events ? new Set(options.events) : null, after);
  }

  /** Begins reading when the first listener comes. */
  async join(listener: Listener): Promise<LivePosition> {
    this.#starting ??= this.#start().catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
    await this.#starting;
    this.#listeners.add(listener);
    return this.position!;
  }

  leave(listener: Listener): void {
    this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const listener of [...this.#listeners]) await listener.return();
    await this.#starting?.catch(() => undefined);
    await this.#stopWake?.();
    await this.#loop.stop();
  }

  async #start(): Promise<void> {
    this.position = await currentPosition(this.database);
    this.#stopWake = await this.database.onWake(() => {
      this.#heldBackUntil = performance.now() + 2_000;
      this.#loop.wake();
    });
    this.#loop.start();
  }

  async #read(): Promise<number> {
    if (this.#listeners.size === 0) {
      // Nobody listens: jump to the end, so that the next listener does not page through what nobody asked for.
      const end = await currentPosition(this.database);
      if (this.#listeners.size === 0) this.position = end;
      return 0;
    }
    const rows = await readAfter(this.database, this.position!, PAGE);
    for (const row of rows) {
      this.position = { xid: row.xid, sequence: row.sequence };
      for (const listener of this.#listeners) listener.offer(row);
    }
    if (rows.length === 0 && performance.now() < this.#heldBackUntil) {
      setTimeout(() => this.#loop.wake(), HELD_BACK_POLL_MS).unref();
    }
    return rows.length;
  }
}

type Waiting = { resolve(result: IteratorResult<LiveEvent, undefined>): void; reject(error: unknown): void };

/**
 * One subscriber. It starts with the backlog behind its cursor, read from the log up to the tail's place at that moment; what
 * the tail reads later is queued meanwhile. Written by hand, because an async generator cannot be ended while it waits.
 */
class Listener implements LiveIterator<LiveEvent> {
  #queue: LiveRow[] = [];
  #last: LivePosition | undefined;
  /** The upper end of a backlog still to be read; undefined when the queue is complete. */
  #backlogUpTo: LivePosition | undefined;
  #behind = false;
  #joined: Promise<void> | undefined;
  #waiting: Waiting | undefined;
  #reading = false;
  #ended = false;

  constructor(
    private readonly tail: Tail,
    private readonly topics: ReadonlySet<string>,
    private readonly events: ReadonlySet<string> | null,
    after: LivePosition | undefined,
  ) {
    this.#last = after;
    // Joining starts at once, not at the first next(): otherwise events between the two would be missed.
    this.#joined = this.#join();
    this.#joined.catch(() => undefined);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<LiveEvent, undefined>> {
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => {
      if (this.#waiting) {
        reject(new Error('One next() at a time.'));
        return;
      }
      this.#waiting = { resolve, reject };
      void this.#serve();
    });
  }

  return(): Promise<IteratorResult<LiveEvent, undefined>> {
    this.#ended = true;
    this.tail.leave(this);
    this.#queue = [];
    this.#waiting?.resolve({ done: true, value: undefined });
    this.#waiting = undefined;
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(error: unknown): Promise<IteratorResult<LiveEvent, undefined>> {
    void this.return();
    return Promise.reject(error);
  }

  /** Called by the tail for each row of the log. */
  offer(row: LiveRow): void {
    if (this.#ended || this.#behind || !this.#wants(row)) return;
    if (this.#queue.length >= MAX_QUEUE) {
      // The queue up to here is still in order; what follows will be read from the log again.
      this.#behind = true;
      return;
    }
    this.#queue.push(row);
    if (this.#waiting && !this.#reading) void this.#serve();
  }

  #wants(row: LiveRow): boolean {
    return (!this.events || this.events.has(row.name)) && row.topics.some((topic) => this.topics.has(topic));
  }

  async #join(): Promise<void> {
    const joinedAt = await this.tail.join(this);
    if (this.#ended) this.tail.leave(this);
    // What the tail reads after this place is queued; between the cursor and this place lies the backlog.
    else if (this.#last) this.#backlogUpTo = joinedAt;
    else this.#last = joinedAt;
  }

  async #serve(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    try {
      await this.#joined;
      const row = await this.#take();
      if (row && this.#waiting) {
        const waiting = this.#waiting;
        this.#waiting = undefined;
        waiting.resolve({ done: false, value: toEvent(row) });
      }
    } catch (error) {
      const waiting = this.#waiting;
      this.#waiting = undefined;
      void this.return();
      waiting?.reject(error);
    } finally {
      this.#reading = false;
    }
    if (this.#waiting && this.#queue.length > 0) void this.#serve();
  }

  async #take(): Promise<LiveRow | undefined> {
    for (;;) {
      if (this.#ended) return undefined;
      if (this.#backlogUpTo) await this.#readBacklog();
      const row = this.#backlog.shift() ?? (this.#backlogUpTo ? undefined : this.#queue.shift());
      if (row) {
        if (this.#last && !isBefore(this.#last, row)) continue;
        this.#last = { xid: row.xid, sequence: row.sequence };
        return row;
      }
      if (this.#backlogUpTo) continue;
      if (!this.#behind) return undefined;
      // The queue overflowed earlier: from here on take new rows again, and read what was let go.
      this.#behind = false;
      this.#backlogUpTo = this.tail.position;
    }
  }

  #backlog: LiveRow[] = [];

  async #readBacklog(): Promise<void> {
    if (this.#backlog.length > 0) return;
    const from = this.#last!;
    if (isBefore(from, await clearedUpTo(this.tail.database))) refuse(KERNEL_ERRORS.LIVE_WINDOW_PASSED);
    const rows = await readBetween(this.tail.database, from, this.#backlogUpTo!, [...this.topics], PAGE);
    // Cleared between the two statements? Then the page may have a hole.
    if (isBefore(from, await clearedUpTo(this.tail.database))) refuse(KERNEL_ERRORS.LIVE_WINDOW_PASSED);
    if (rows.length < PAGE) {
      this.#backlogUpTo = undefined;
    }
    this.#backlog = rows.filter((row) => this.#wants(row));
    const newest = rows.at(-1);
    if (newest && this.#backlog.length === 0) this.#last = { xid: newest.xid, sequence: newest.sequence };
  }
}

function toEvent(row: LiveRow): LiveEvent {
  return {
    cursor: formatPosition(row),
    event: row.name,
    eventId: row.id,
    aggregate: row.aggregate,
    aggregateId: row.aggregate_id,
    topics: row.topics,
    payload: row.payload,
    occurredAt: row.occurred_at,
  };
}
