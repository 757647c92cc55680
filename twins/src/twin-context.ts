import type { AdjustableClock } from './clock.ts';
import type { Faults, Sender } from './faults.ts';
import type { RequestLog } from './request-log.ts';
import type { Store } from './store.ts';
import type { Timers } from './timers.ts';
import type { Deliveries } from './webhooks/deliveries.ts';

export interface TwinSecrets {
  /** Signs events to `webhookTargets.stripe`; the shop's `STRIPE_WEBHOOK_SECRET`. */
  stripeWebhook: string;
  /** Signs events to `webhookTargets.easypost`. */
  easypostWebhook: string;
  /** Signs notices to `webhookTargets['outside-lab']`. */
  outsideLabWebhook: string;
}

/** Where each sender's events go. */
export type WebhookTargets = { [sender in Sender]?: string | undefined };

/** What every twin is given. */
export interface TwinContext {
  clock: AdjustableClock;
  store: Store;
  faults: Faults;
  log: RequestLog;
  timers: Timers;
  deliveries: Deliveries;
  secrets: TwinSecrets;
  webhookTargets: WebhookTargets;
  /** Where this server is reached from outside, without a slash at the end. Known once it listens. */
  publicUrl(): string;
  /** Milliseconds between the steps of a parcel; 0 leaves them to the control API. */
  trackerStepMs: number;
  /** Milliseconds until a dispute arrives or a refund fails behind its first answer. */
  aftermathMs: number;
}
