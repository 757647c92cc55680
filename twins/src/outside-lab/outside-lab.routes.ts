import { createHmac } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { unixSeconds } from '../clock.ts';
import { type Answer, exchange, withFault } from '../http/exchange.ts';
import { randomText } from '../ids.ts';
import type { Collection } from '../store.ts';
import type { TwinContext } from '../twin-context.ts';

/** The stages of an order, in their order. `cancelled` stands beside them. */
export const STAGES: readonly string[] = ['received', 'in_lab', 'surfacing', 'treatment', 'finishing', 'shipped'];
/** From here on lenses are cut and nothing is called off. */
const TOO_LATE = STAGES.indexOf('surfacing');
const DAY_MS = 86_400_000;

export interface LabOrder {
  id: string;
  reference: string;
  status: string;
  expectedOn: string;
  trackingCode: string | null;
}

export interface OutsideLabWorld {
  orders: Collection<LabOrder>;
  /** @returns the order, or undefined when there is none or it does not go there */
  advance(id: string, to?: string): LabOrder | undefined;
}

interface Wish {
  reference?: unknown;
  lens?: { design?: unknown; material?: unknown };
  dcs?: unknown;
}

const failure = (status: number, code: string, message: string): Answer => ({ status, body: { code, message } });
const onDemand = (status: number): Answer => failure(status, 'on_demand', `Refused with status ${status} on demand.`);

/** A lab that takes orders as JSON, at `/outside-lab/v1`. */
export function registerOutsideLab(app: FastifyInstance, context: TwinContext): OutsideLabWorld {
  const orders: Collection<LabOrder> = context.store.collection('outside-lab.orders');
  /** Idempotency key → order, or the refusal that was answered under it. */
  const keys: Collection<{ orderId: string; fingerprint: string }> = context.store.collection('outside-lab.keys');

  context.deliveries.signWith('outside-lab', (delivery, mode) => {
    const secret = mode.badSignature ? 'not the secret' : context.secrets.outsideLabWebhook;
    const seconds = unixSeconds(context.clock) + mode.timestampSkewSeconds;
    const proof = createHmac('sha256', secret).update(`${seconds}.${delivery.body}`).digest('hex');
    return { 'x-lab-signature': `t=${seconds},v1=${proof}` };
  });

  const tell = (order: LabOrder): void => {
    const url = context.webhookTargets['outside-lab'];
    const id = `labevt_${randomText(20)}`;
    const body = JSON.stringify({ id, type: 'order.status', at: context.clock.now().toISOString(), order });
    if (url)
      context.deliveries.send({
        service: 'outside-lab',
        eventId: id,
        eventType: 'order.status',
        url,
        endpointId: 'outside-lab',
        body,
      });
  };
  const move = (order: LabOrder, status: string): LabOrder => {
    const moved = {
      ...order,
      status,
      trackingCode: status === 'shipped' ? `LAB${order.id.slice(-8).toUpperCase()}` : order.trackingCode,
    };
    orders.set(order.id, moved);
    tell(moved);
    return moved;
  };
  const advance = (id: string, to?: string): LabOrder | undefined => {
    const order = orders.get(id);
    const at = STAGES.indexOf(order?.status ?? '');
    const target = to ?? STAGES[at + 1];
    if (!order || at < 0 || !target || STAGES.indexOf(target) <= at) return undefined;
    return move(order, target);
  };

  const create = (request: FastifyRequest): Answer => {
    const key = String(request.headers['idempotency-key'] ?? '');
    if (key === '') return failure(400, 'key_missing', 'Send an idempotency-key header.');
    const wish = (request.body ?? {}) as Wish;
    const fingerprint = JSON.stringify(wish);
    const known = keys.get(key);
    if (known)
      return known.fingerprint === fingerprint
        ? { status: 200, body: orders.get(known.orderId) }
        : failure(409, 'key_reused', 'This key was used for another order.');
    const { reference, lens, dcs } = wish;
    if (typeof reference !== 'string' || reference === '')
      return failure(422, 'reference_missing', 'An order needs a reference.');
    if (typeof dcs !== 'string' || !/^SPH=/m.test(dcs))
      return failure(422, 'dcs_missing', 'The DCS text holds no powers.');
    if (typeof lens?.design !== 'string' || typeof lens.material !== 'string')
      return failure(422, 'lens_missing', 'Design and material must be named.');
    if (orders.find((order) => order.reference === reference))
      return failure(409, 'reference_known', 'There is an order with this reference already.');
    const order: LabOrder = {
      id: `lab_${randomText(16)}`,
      reference,
      status: 'received',
      expectedOn: new Date(context.clock.now().getTime() + 3 * DAY_MS).toISOString().slice(0, 10),
      trackingCode: null,
    };
    orders.set(order.id, order);
    keys.set(key, { orderId: order.id, fingerprint });
    tell(order);
    return { status: 201, body: order };
  };

  const cancel = (id: string): Answer => {
    const order = orders.get(id);
    if (!order) return failure(404, 'unknown_order', 'There is no such order.');
    if (order.status === 'cancelled') return { status: 200, body: order };
    if (STAGES.indexOf(order.status) >= TOO_LATE) return failure(409, 'too_late', 'The lenses are already in work.');
    return { status: 200, body: move(order, 'cancelled') };
  };

  void app.register(async (scope) => {
    const route = (method: 'GET' | 'POST', path: string, handler: (request: FastifyRequest) => Answer) =>
      scope.route({
        method,
        url: `/outside-lab/v1/${path}`,
        handler: (request, reply) =>
          exchange(context, 'outside-lab', request, reply, (fault) =>
            withFault(fault, onDemand, () =>
              request.headers.authorization?.startsWith('Bearer ')
                ? handler(request)
                : failure(401, 'key_wrong', 'The key is missing or wrong.'),
            ),
          ),
      });
    const idOf = (request: FastifyRequest) => (request.params as { id: string }).id;

    route('POST', 'orders', create);
    route('GET', 'orders', (request) => {
      const { reference } = request.query as { reference?: string };
      return { status: 200, body: { orders: orders.filter((order) => order.reference === reference) } };
    });
    route('GET', 'orders/:id', (request) => {
      const order = orders.get(idOf(request));
      return order ? { status: 200, body: order } : failure(404, 'unknown_order', 'There is no such order.');
    });
    route('POST', 'orders/:id/cancel', (request) => cancel(idOf(request)));
  });
  return { orders, advance };
}
