import type { EventEnvelope } from './event.ts';

export type Deliver = (events: readonly EventEnvelope[]) => Promise<void>;

/** Carries events from a publisher's outbox to the inbox of each consumer, at least once. */
export interface EventBus {
  /** Resolves when the transport holds the events safely, or every consumer has stored them. */
  publish(events: readonly EventEnvelope[]): Promise<void>;
  /** @param consumer the name of the part; its replicas share the work */
  subscribe(consumer: string, eventNames: readonly string[], deliver: Deliver): Promise<() => Promise<void>>;
  /** false while events would not reach everybody; the relay then waits. */
  isReady?(): boolean;
  /** Whether the transport still has what this source gave it. Absent where the transport keeps nothing. */
  remembers?(source: string): Promise<boolean>;
  /** Notes that everything the source keeps has been given to the transport as it is now. */
  remember?(source: string): Promise<void>;
  close(): Promise<void>;
}
