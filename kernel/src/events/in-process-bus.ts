import type { Deliver, EventBus } from './bus.ts';
import type { EventEnvelope } from './event.ts';

interface Consumer {
  names: ReadonlySet<string>;
  deliver: Deliver;
}

/**
 * The bus of a single process: publishing writes straight into the inboxes. When one consumer cannot store an event the
 * publisher keeps it unsent and tries again, and the others ignore the repetition.
 */
export function inProcessBus(): EventBus {
  const consumers = new Map<string, Consumer>();
  return {
    async publish(events) {
      const deliveries: Promise<void>[] = [];
      for (const consumer of consumers.values()) {
        const wanted: EventEnvelope[] = events.filter((event) => consumer.names.has(event.name));
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
