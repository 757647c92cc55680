import type { AddressInfo } from 'node:net';
import cors from '@fastify/cors';
import Fastify from 'fastify';
import { AdjustableClock } from './clock.ts';
import { registerControl } from './control/control.routes.ts';
import { registerEasyPost } from './easypost/easypost.routes.ts';
import { type Fault, type FaultRequest, Faults, type Sender } from './faults.ts';
import { registerOutsideLab } from './outside-lab/outside-lab.routes.ts';
import { registerPages } from './pages/pages.routes.ts';
import { RequestLog } from './request-log.ts';
import { Mailbox } from './resend/mailbox.ts';
import { registerResend } from './resend/resend.routes.ts';
import { Store } from './store.ts';
import { registerStripe } from './stripe/stripe.routes.ts';
import { registerStripeJs } from './stripe/stripe-js.routes.ts';
import { registerTaxJar } from './taxjar/taxjar.routes.ts';
import { Timers } from './timers.ts';
import type { TwinContext, TwinSecrets, WebhookTargets } from './twin-context.ts';
import { Deliveries, type DeliveryMode } from './webhooks/deliveries.ts';

export const DEFAULT_SECRETS: TwinSecrets = {
  stripeWebhook: 'whsec_opticworks_twin_stripe',
  easypostWebhook: 'opticworks-twin-easypost',
  outsideLabWebhook: 'opticworks-twin-outside-lab-webhook',
};

export interface StartTwinsOptions {
  /** 0 takes a free port. */
  port: number;
  /** 127.0.0.1 when left out. */
  host?: string;
  /** Where state is kept; in memory only when left out. */
  dataDir?: string;
  /** Where the shop receives events; more receivers can be registered through the APIs. */
  webhookTargets?: WebhookTargets;
  secrets?: Partial<TwinSecrets>;
  clock?: AdjustableClock;
  /** The address browsers use, when it is not `http://host:port`. */
  publicUrl?: string;
  /** Milliseconds between a parcel's steps; 0, the default, leaves them to the control API. */
  trackerStepMs?: number;
  /** Milliseconds until a dispute arrives or a refund fails; 1500 when left out. */
  aftermathMs?: number;
}

export interface RunningTwins {
  /** Base of everything, without a slash at the end. */
  url: string;
  port: number;
  secrets: TwinSecrets;
  clock: AdjustableClock;
  /** Changes where events go, for a shop that learns its port after the twins started. */
  setWebhookTargets(targets: WebhookTargets): void;
  /** Forgets everything: objects, mails, faults, delivery modes, clock offset. */
  reset(): void;
  /** The next requests that match meet this fault. */
  fault(request: FaultRequest): Fault;
  /** How the next events are delivered. */
  webhooks(service: Sender, mode: Partial<DeliveryMode>): DeliveryMode;
  releaseWebhooks(service: Sender, order: 'created' | 'reversed' | 'shuffled'): Promise<number>;
  /** Runs what would happen later (disputes, failed refunds, webhook retries) now. */
  runTimers(): Promise<number>;
  /** The outside lab goes on with an order to its next stage, or to a given one. */
  advanceLabOrder(id: string, to?: string): boolean;
  close(): Promise<void>;
}

/** Starts all stand-ins on one server. */
export async function startTwins(options: StartTwinsOptions): Promise<RunningTwins> {
  const host = options.host ?? '127.0.0.1';
  const clock = options.clock ?? new AdjustableClock();
  const store = new Store(options.dataDir);
  const log = new RequestLog();
  const timers = new Timers(store, clock);
  const deliveries = new Deliveries(store, clock, timers, log);
  let url = options.publicUrl?.replace(/\/$/, '') ?? '';
  const context: TwinContext = {
    clock,
    store,
    faults: new Faults(),
    log,
    timers,
    deliveries,
    secrets: { ...DEFAULT_SECRETS, ...options.secrets },
    webhookTargets: { ...options.webhookTargets },
    publicUrl: () => url,
    trackerStepMs: options.trackerStepMs ?? 0,
    aftermathMs: options.aftermathMs ?? 1500,
  };

  const app = Fastify({
    bodyLimit: 50 * 1024 * 1024,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
  });
  await app.register(cors, { origin: true, maxAge: 600, exposedHeaders: ['request-id', 'stripe-version'] });
  const world = registerStripe(app, context);
  registerStripeJs(app, world);
  const easypost = registerEasyPost(app, context);
  const outsideLab = registerOutsideLab(app, context);
  const mailbox = new Mailbox(store);

  const reset = (): void => {
    store.clear();
    context.faults.clear();
    deliveries.resetModes();
    clock.reset();
    log.clear();
  };

  registerResend(app, context, mailbox);
  registerTaxJar(app, context);
  registerPages(app);
  registerControl(app, context, { stripe: world, easypost, mailbox, outsideLab }, reset);

  await app.listen({ port: options.port, host });
  const { port } = app.server.address() as AddressInfo;
  if (!url) url = `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`;

  return {
    url,
    port,
    secrets: context.secrets,
    clock,
    setWebhookTargets: (targets) => void Object.assign(context.webhookTargets, targets),
    reset,
    fault: (request) => context.faults.add(request),
    webhooks: (service, mode) => deliveries.setMode(service, mode),
    releaseWebhooks: (service, order) => deliveries.release(service, order),
    runTimers: () => timers.runDue(true),
    advanceLabOrder: (id, to) => outsideLab.advance(id, to) !== undefined,
    close: async () => {
      timers.stop();
      await deliveries.close();
      await app.close();
    },
  };
}
