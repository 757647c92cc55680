import type { Clock } from '../clock.ts';
import type { Service } from '../faults.ts';
import { randomText } from '../ids.ts';
import type { RequestLog } from '../request-log.ts';
import type { Collection, Store } from '../store.ts';
import type { Timers } from '../timers.ts';

export interface Delivery {
  id: string;
  service: Service;
  eventId: string;
  eventType: string;
  url: string;
  body: string;
  /** Names the secret without holding it, so the journal on disk has none. */
  endpointId: string;
  status: 'pending' | 'held' | 'delivered' | 'dropped' | 'failed';
  attempts: number;
  lastStatus: number | null;
  lastError: string | null;
  createdAt: string;
}

/** How the next events are delivered. Each behaviour stays until it is set again or `POST /control/reset`. */
export interface DeliveryMode {
  /** Each event arrives this many times more. */
  duplicate: number;
  delayMs: number;
  /** Events wait until they are released, in the order the releaser wants. */
  hold: boolean;
  /** This many events never arrive (they stay readable through the API). */
  drop: number;
  /** Added to the signature's timestamp: negative for stale, positive for the future. */
  timestampSkewSeconds: number;
  /** Sign with a wrong secret, to see the receiver refuse. */
  badSignature: boolean;
}

export const USUAL_MODE: Readonly<DeliveryMode> = {
  duplicate: 0,
  delayMs: 0,
  hold: false,
  drop: 0,
  timestampSkewSeconds: 0,
  badSignature: false,
};

export type Signer = (delivery: Delivery, mode: DeliveryMode) => Record<string, string> | undefined;

/** Retries after 1 s, 5 s, 30 s, 2 min, 10 min, 1 h, then every 6 h: about three days like the real ones. */
const RETRY_DELAYS_MS = [1, 5, 30, 120, 600, 3600, ...Array<number>(11).fill(21_600)].map((seconds) => seconds * 1000);
const ATTEMPT_TIMEOUT_MS = 10_000;

/** Sends events to the shop, again and again until it answers 2xx. Two senders share it: Stripe and EasyPost. */
export class Deliveries {
  private readonly deliveries: Collection<Delivery>;
  private readonly modes = new Map<Service, DeliveryMode>();
  private readonly signers = new Map<Service, Signer>();
  private readonly inFlight = new Set<Promise<void>>();
  private closed = false;

  constructor(
    store: Store,
    private readonly clock: Clock,
    private readonly timers: Timers,
    private readonly log: RequestLog,
  ) {
    this.deliveries = store.collection('webhook_deliveries');
    timers.on('webhook', (id) => this.attempt(id));
  }

  signWith(service: Service, signer: Signer): void {
    this.signers.set(service, signer);
  }

  mode(service: Service): DeliveryMode {
    return this.modes.get(service) ?? { ...USUAL_MODE };
  }

  setMode(service: Service, change: Partial<DeliveryMode>): DeliveryMode {
    const mode = { ...this.mode(service), ...change };
    this.modes.set(service, mode);
    return mode;
  }

  resetModes(): void {
    this.modes.clear();
  }

  send(event: { service: Service; eventId: string; eventType: string; url: string; endpointId: string; body: string }) {
    const mode = this.mode(event.service);
    const dropped = mode.drop > 0;
    if (dropped) this.setMode(event.service, { drop: mode.drop - 1 });

    for (let copy = 0; copy <= (dropped ? 0 : mode.duplicate); copy += 1) {
      const delivery: Delivery = {
        id: `whd_${randomText(20)}`,
        ...event,
        status: dropped ? 'dropped' : mode.hold ? 'held' : 'pending',
        attempts: 0,
        lastStatus: null,
        lastError: null,
        createdAt: this.clock.now().toISOString(),
      };
      this.deliveries.set(delivery.id, delivery);
      if (delivery.status === 'pending') this.timers.schedule('webhook', delivery.id, mode.delayMs);
    }
    // Sent as soon as the answer that caused the event is on its way, not at the next tick of the timers.
    if (mode.delayMs === 0) setImmediate(() => void this.timers.runDue());
  }

  /** Forgets what was settled long ago, so that a demonstration of months does not fill the disk. */
  prune(keep = 2000): void {
    const settled = this.deliveries.filter((delivery) => delivery.status !== 'pending' && delivery.status !== 'held');
    for (const delivery of settled.slice(0, Math.max(0, settled.length - keep))) this.deliveries.delete(delivery.id);
  }

  /** Lets held events go, one after the other: as they happened, newest first, or shuffled. */
  async release(service: Service, order: 'created' | 'reversed' | 'shuffled'): Promise<number> {
    const held = this.deliveries.filter((delivery) => delivery.service === service && delivery.status === 'held');
    if (order === 'reversed') held.reverse();
    if (order === 'shuffled') held.sort(() => Math.random() - 0.5);
    for (const delivery of held) {
      delivery.status = 'pending';
      await this.attempt(delivery.id);
    }
    return held.length;
  }

  /** The same event once more, `times` times, whatever became of the first delivery. */
  redeliver(eventId: string, times: number): number {
    const known = this.deliveries.find((delivery) => delivery.eventId === eventId);
    if (!known) return 0;
    for (let copy = 0; copy < times; copy += 1) {
      const again: Delivery = { ...known, id: `whd_${randomText(20)}`, status: 'pending', attempts: 0 };
      this.deliveries.set(again.id, again);
      this.timers.schedule('webhook', again.id, 0);
    }
    return times;
  }

  list(service?: Service): Delivery[] {
    return this.deliveries.newestFirst().filter((delivery) => !service || delivery.service === service);
  }

  pendingFor(eventId: string): number {
    return this.deliveries.filter((delivery) => delivery.eventId === eventId && delivery.status === 'pending').length;
  }

  attempt(id: string): Promise<void> {
    const running = this.tryOnce(id).finally(() => this.inFlight.delete(running));
    this.inFlight.add(running);
    return running;
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.allSettled(this.inFlight);
  }

  private async tryOnce(id: string): Promise<void> {
    const delivery = this.deliveries.get(id);
    if (!delivery || this.closed || delivery.status !== 'pending') return;
    const headers = this.signers.get(delivery.service)?.(delivery, this.mode(delivery.service));
    delivery.attempts += 1;
    if (!headers) {
      delivery.status = 'failed';
      delivery.lastError = 'the endpoint was deleted';
      this.deliveries.set(id, delivery);
      return;
    }
    try {
      const response = await fetch(delivery.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
        body: delivery.body,
        redirect: 'manual',
        signal: AbortSignal.timeout(ATTEMPT_TIMEOUT_MS),
      });
      await response.arrayBuffer();
      delivery.lastStatus = response.status;
      delivery.lastError = null;
      if (response.ok) delivery.status = 'delivered';
    } catch (error) {
      delivery.lastStatus = null;
      delivery.lastError = error instanceof Error ? error.message : String(error);
    }
    if (delivery.status === 'pending') this.retryLater(delivery);
    this.deliveries.set(id, delivery);
    this.log.announce('webhooks');
  }

  private retryLater(delivery: Delivery): void {
    const delayMs = RETRY_DELAYS_MS[delivery.attempts - 1];
    if (delayMs === undefined) delivery.status = 'failed';
    else this.timers.schedule('webhook', delivery.id, delayMs);
  }
}
