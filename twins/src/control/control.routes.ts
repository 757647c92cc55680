import type { FastifyInstance, FastifyReply } from 'fastify';
import { EasyPostFailure } from '../easypost/easypost-failure.ts';
import type { EasyPostWorld } from '../easypost/easypost-world.ts';
import { type Advance, advanceTracker, USUAL_WAY } from '../easypost/trackers.ts';
import { FAULT_KINDS, type FaultRequest, SENDERS, SERVICES, type Sender, type Service } from '../faults.ts';
import type { OutsideLabWorld } from '../outside-lab/outside-lab.routes.ts';
import type { Mailbox } from '../resend/mailbox.ts';
import { closeDispute, openDispute } from '../stripe/disputes.ts';
import { StripeFailure } from '../stripe/stripe-failure.ts';
import type { StripeWorld } from '../stripe/stripe-world.ts';
import { TEST_CARDS } from '../stripe/test-cards.ts';
import type { TwinContext } from '../twin-context.ts';
import { USUAL_MODE } from '../webhooks/deliveries.ts';

export interface Worlds {
  stripe: StripeWorld;
  easypost: EasyPostWorld;
  mailbox: Mailbox;
  outsideLab: OutsideLabWorld;
}

const refuse = (reply: FastifyReply, message: string, status = 400) => reply.code(status).send({ error: message });

const isSender = (service: string): service is Sender => SENDERS.some((sender) => sender === service);
const NOT_A_SENDER = `service must be one of ${SENDERS.join(', ')}`;

/** What tests and demonstrations move: faults, events, parcels, time, mails. No part of any provider's API. */
export function registerControl(app: FastifyInstance, context: TwinContext, worlds: Worlds, reset: () => void): void {
  const { faults, deliveries, timers, clock, log } = context;

  app.post<{ Body: FaultRequest }>('/control/faults', (request, reply) => {
    const wish = request.body ?? {};
    if (!SERVICES.includes(wish.service)) return refuse(reply, `service must be one of ${SERVICES.join(', ')}`);
    if (!FAULT_KINDS.includes(wish.kind)) return refuse(reply, `kind must be one of ${FAULT_KINDS.join(', ')}`);
    return reply.code(201).send(faults.add(wish));
  });
  app.get('/control/faults', () => faults.list());
  app.delete<{ Querystring: { service?: Service } }>('/control/faults', (request) => {
    faults.clear(request.query.service);
    return { faults: faults.list() };
  });

  app.get('/control/state', () => ({
    now: clock.now().toISOString(),
    counts: context.store.counts(),
    faults: faults.list(),
    webhooks: {
      stripe: deliveries.mode('stripe'),
      easypost: deliveries.mode('easypost'),
      'outside-lab': deliveries.mode('outside-lab'),
      targets: context.webhookTargets,
    },
    timers: timers.pending(),
  }));
  app.post('/control/reset', () => {
    reset();
    return { reset: true };
  });
  app.post<{ Body: { advanceMs?: number } }>('/control/clock', (request, reply) => {
    const ms = Number(request.body?.advanceMs);
    if (!(ms > 0)) return refuse(reply, 'advanceMs must be a positive number of milliseconds');
    clock.advance(ms);
    return { now: clock.now().toISOString() };
  });
  app.post('/control/timers/run', async () => ({ ran: await timers.runDue(true) }));
  app.get<{ Querystring: { limit?: string } }>('/control/requests', (request) =>
    log.newestFirst(Number(request.query.limit ?? 100)),
  );

  app.get<{ Querystring: { service?: Service } }>('/control/webhooks', (request) =>
    deliveries
      .list(request.query.service)
      .slice(0, 200)
      .map(({ body: _body, ...delivery }) => delivery),
  );
  app.post<{ Params: { service: string }; Body: object }>('/control/webhooks/:service', (request, reply) => {
    if (!isSender(request.params.service)) return refuse(reply, NOT_A_SENDER);
    const known = Object.entries(request.body ?? {}).filter(([name]) => name in USUAL_MODE);
    return deliveries.setMode(request.params.service, Object.fromEntries(known));
  });
  app.post<{ Params: { service: string }; Body: { order?: 'created' | 'reversed' | 'shuffled' } }>(
    '/control/webhooks/:service/release',
    async (request, reply) => {
      if (!isSender(request.params.service)) return refuse(reply, NOT_A_SENDER);
      deliveries.setMode(request.params.service, { hold: false });
      return { released: await deliveries.release(request.params.service, request.body?.order ?? 'created') };
    },
  );
  app.post<{ Params: { id: string }; Body: { times?: number } }>('/control/events/:id/redeliver', (request, reply) => {
    const sent = deliveries.redeliver(request.params.id, request.body?.times ?? 1);
    return sent > 0 ? { sent } : refuse(reply, 'no delivery of this event is known', 404);
  });

  app.get('/control/easypost/trackers', () =>
    worlds.easypost.trackers.newestFirst().map((tracker) => {
      const shipment = tracker.shipment_id ? worlds.easypost.shipments.get(tracker.shipment_id) : undefined;
      return {
        id: tracker.id,
        trackingCode: tracker.tracking_code,
        carrier: tracker.carrier,
        service: shipment?.selected_rate?.service ?? null,
        status: tracker.status,
        next: tracker.finalized ? null : (USUAL_WAY[USUAL_WAY.indexOf(tracker.status) + 1] ?? null),
        reference: shipment?.reference ?? null,
        to: shipment ? [shipment.to_address.name, shipment.to_address.city].filter(Boolean).join(', ') : null,
        labelUrl: shipment?.postage_label?.label_url ?? null,
        updatedAt: tracker.updated_at,
      };
    }),
  );
  app.post<{ Params: { code: string }; Body: Advance | undefined }>(
    '/control/easypost/trackers/:code/advance',
    (request, reply) => {
      const { code } = request.params;
      const tracker =
        worlds.easypost.trackers.find((candidate) => candidate.tracking_code === code) ??
        worlds.easypost.trackers.get(code);
      if (!tracker) return refuse(reply, 'no such tracker', 404);
      try {
        return advanceTracker(worlds.easypost, tracker, {
          ...request.body,
          duplicate: Number(request.body?.duplicate ?? 0),
        });
      } catch (error) {
        if (error instanceof EasyPostFailure) return refuse(reply, error.message);
        throw error;
      }
    },
  );

  app.get('/control/outside-lab/orders', () => worlds.outsideLab.orders.newestFirst());
  app.post<{ Params: { id: string }; Body: { to?: string } | undefined }>(
    '/control/outside-lab/orders/:id/advance',
    (request, reply) =>
      worlds.outsideLab.advance(request.params.id, request.body?.to) ??
      refuse(reply, 'no such order, or no such stage', 404),
  );
  app.get('/control/stripe/test-cards', () =>
    TEST_CARDS.map(({ number, tokens, title, brand }) => ({ number, token: tokens[0], title, brand })),
  );
  app.post<{ Params: { id: string } }>('/control/stripe/charges/:id/dispute', (request, reply) => {
    const dispute = openDispute(worlds.stripe, request.params.id);
    return dispute ?? refuse(reply, 'no such charge, or it cannot be disputed', 404);
  });
  app.post<{ Params: { id: string }; Body: { outcome?: 'won' | 'lost' } }>(
    '/control/stripe/disputes/:id/close',
    (request, reply) => {
      const dispute = worlds.stripe.disputes.get(request.params.id);
      if (!dispute) return refuse(reply, 'no such dispute', 404);
      try {
        return closeDispute(worlds.stripe, dispute, request.body?.outcome === 'won' ? 'won' : 'lost');
      } catch (error) {
        if (error instanceof StripeFailure) return refuse(reply, error.message);
        throw error;
      }
    },
  );

  app.get<{ Querystring: { to?: string; subject?: string; limit?: string } }>('/control/mail', (request) =>
    worlds.mailbox.find(request.query),
  );
  app.delete('/control/mail', () => {
    worlds.mailbox.clear();
    return { cleared: true };
  });

  /** Topics as server-sent events; a page then asks again for what it shows. */
  app.get('/control/live', (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      connection: 'keep-alive',
    });
    reply.raw.write('retry: 2000\n\n');
    const stop = log.listen((topic) => reply.raw.write(`event: ${topic}\ndata: 1\n\n`));
    const beat = setInterval(() => reply.raw.write(': \n\n'), 15_000);
    beat.unref();
    request.raw.on('close', () => {
      clearInterval(beat);
      stop();
    });
  });
}
