import type { Deliver, EventBus } from './bus.ts';

interface Consumer {
  names: ReadonlySet<string>;
  deliver: Deliver;
}

export interface InProcessBusOptions {
  /**
   * Every part of this process. Until all of them have subscribed, and again once one has left, events stay in the outbox:
   * otherwise one written while a part is still starting, or already stopping, would count as delivered without reaching it.
   */
  consumers?: readonly string[];
}

/**
 * The bus of a single process: publishing writes straight into the inboxes. When one consumer cannot store an event the
 * publisher keeps it unsent and tries again, and the others ignore the repetition.
 */
export function inProcessBus(options: InProcessBusOptions = {}): EventBus {
  const consumers = new Map<string, Consumer>();
  const isReady = () => (options.consumers ?? []).every((name) => consumers.has(name));
  return {
    isReady,
    async publish(events) {
      if (!isReady()) throw new Error('Not every part has subscribed yet.');
      const deliveries: Promise<void>[] = [];
      for (const consumer of consumers.values()) {
        const wanted = events.filter((event) => consumer.names.has(event.name));
        if (wanted.length > 0) deliveries.push(consumer.deliver(wanted));
      }
      const outcomes = await Promise.allSettled(deliveries);
      const failed = outcomes.find((outcome) => outcome.status === 'rejected');
      if (failed) throw failed.reason;
    },
    async subscribe(consumer, names, deliver) {
      const entry = { names: new Set(names), deliver };
      consumers.set(consumer, entry);
      return async () => {
        if (consumers.get(consumer) === entry) consumers.delete(consumer);
      };
    },
    async close() {
      consumers.clear();
    },
  };
}
