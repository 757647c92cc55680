import type { Logger } from '@opticworks/kernel';
import { addDays } from '@opticworks/optics';
import { DemandAllocated, FrameHandedToLab } from '@opticworks/schema/events/inventory';
import { OrderPlaced, ShipmentDelivered, ShipmentShipped } from '@opticworks/schema/events/orders';
import { ShippedLensOrders } from '@opticworks/schema/operations/orders';
import { recordLabourHours } from '../figures/labour-hours.ts';
import { startRemake } from '../jobs/start-remake.ts';
import type { LabParts } from '../parts.ts';
import { labTerms } from '../promise/lab-terms.ts';
import { isWorkingDay } from '../promise/working-days.rules.ts';
import { agenda, type Course } from './agenda.ts';
import { pastBench } from './past-bench.ts';
import { type Fate, fateOf } from './past-fates.ts';
import { type PastLab, pastLab } from './past-lab.ts';
import { people } from './past-people.ts';
import { type Random, seededRandom } from './seeded-random.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TRAYS = 900;
/** So far back the hours of the lab are known. */
const HOURS_KNOWN_DAYS = 35;
/** An order that took longer than that waited for its blanks. */
const WAITED_MS = 5 * DAY_MS;

interface ShippedOrder {
  placed: { orderId: string; number: string; placedAt: string; lines: { orderLineId: string; lens: unknown }[] };
  shippedAt: string;
  deliveredAt: string | null;
}

interface History {
  lab: PastLab;
  plan: ReturnType<typeof agenda>;
  bench: ReturnType<typeof pastBench>;
  random: Random;
  now: number;
}

/**
 * The jobs of the orders that have left the house, made in the days between the order and its parcel: through the use cases, under a
 * clock of their own. Board, figures, remakes and batches of a demonstration then have something to tell. Does nothing where jobs are
 * there already.
 */
export async function seedPastJobs(real: LabParts, log: Logger): Promise<void> {
  const [present] = await real.database.query("SELECT 1 FROM lab_job WHERE status IN ('SHIPPED', 'DISPENSED') LIMIT 1");
  if (present) return;
  const orders = (await shippedOrders(real)).sort((a, b) => (a.placed.placedAt < b.placed.placedAt ? -1 : 1));
  const [first] = orders;
  if (!first) return;
  const lab = pastLab(real, new Date(first.placed.placedAt));
  const plan = agenda(lab.clock);
  const random = seededRandom(20_260_415);
  const history: History = {
    lab,
    plan,
    bench: pastBench(lab, plan, random),
    random,
    now: real.clock.now().getTime(),
  };
  for (const [index, order] of orders.entries())
    plan.begin(Date.parse(order.placed.placedAt), lifeOf(history, order, fateOf(index), index));
  await plan.run();
  await seedLabourHours(lab, real.today(), random);
  log.info({ orders: orders.length }, 'Past lab jobs are in place.');
}

async function shippedOrders(parts: LabParts): Promise<ShippedOrder[]> {
  const orders: ShippedOrder[] = [];
  for (let afterId: string | null = null; ; ) {
    const page: { orders: ShippedOrder[]; nextAfterId: string | null } = await parts.caller.call(ShippedLensOrders, {
      afterId,
      limit: 100,
    });
    orders.push(...page.orders);
    afterId = page.nextAfterId;
    if (!afterId) return orders;
  }
}

/** Of one order: placed, its frame handed over, its pairs made, sent, delivered; some are made again later. */
async function* lifeOf(history: History, order: ShippedOrder, fate: Fate, index: number): Course {
  const { lab, plan, bench, now } = history;
  const { orderId, number, lines } = order.placed;
  const [placedAt, shippedAt] = [Date.parse(order.placed.placedAt), Date.parse(order.shippedAt)];
  lab.shelf.isEmpty = shippedAt - placedAt > WAITED_MS;
  await lab.hear(OrderPlaced, order.placed);
  lab.shelf.isEmpty = false;
  yield placedAt + 0.12 * (shippedAt - placedAt);

  const orderLineIds = lines.filter(({ lens }) => lens).map(({ orderLineId }) => orderLineId);
  await handFrame(lab, orderId, orderLineIds, index);
  const jobs = await jobIdsOf(lab, orderId);
  if (shippedAt - placedAt > WAITED_MS) {
    yield shippedAt - 2 * DAY_MS;
    for (const id of jobs) await blanksCome(lab, id);
  }
  for (const id of jobs) plan.begin(lab.clock.now().getTime(), bench.make(id, shippedAt - HOUR_MS, fate));
  yield shippedAt;

  while (await isAnyOpen(history, jobs)) yield lab.clock.now().getTime() + HOUR_MS;
  await lab.hear(ShipmentShipped, {
    shipmentId: `past_${orderId}`,
    orderId,
    orderNumber: number,
    carrier: 'USPS',
    trackingCode: null,
  });
  if (!order.deliveredAt) return;
  yield Date.parse(order.deliveredAt);
  const { deliveredAt } = order;
  await lab.hear(ShipmentDelivered, { shipmentId: `past_${orderId}`, orderId, deliveredAt });
  const again = lab.clock.now().getTime() + history.random.between(4, 12) * DAY_MS;
  // What would still be in work today belongs to the present, which has a shelf and a warehouse.
  if (fate.remake && jobs[0] && again + 5 * DAY_MS < now) {
    yield again;
    yield* makeAgain(history, { jobId: jobs[0], orderId, orderLineIds, index }, fate.remake);
  }
}

/** The wearer brings the pair back and fetches it again: it is handed over at the counter, without a parcel. */
async function* makeAgain(
  { lab, bench }: History,
  first: { jobId: string; orderId: string; orderLineIds: string[]; index: number },
  why: NonNullable<Fate['remake']>,
): Course {
  const remake = await startRemake(lab.parts, people.optician, {
    jobId: first.jobId,
    reasonCode: why.reason,
    eyes: why.eyes,
    chargedParty: why.supervisor?.party ?? null,
    partyReason: why.supervisor?.reason ?? null,
    replacesFrame: null,
    note: why.note,
  });
  await lab.settle();
  const startedAt = lab.clock.now().getTime();
  yield startedAt + 2 * HOUR_MS;
  await handFrame(lab, first.orderId, first.orderLineIds, first.index);
  yield* bench.make(remake.id, startedAt + 2.5 * DAY_MS, {});
  yield lab.clock.now().getTime() + 5 * HOUR_MS;
  await bench.scan(await bench.jobOf(remake.id), 'DISPENSED');
}

const handFrame = (lab: PastLab, orderId: string, orderLineIds: string[], index: number): Promise<void> =>
  lab.hear(FrameHandedToLab, {
    pickTaskId: `past_${orderId}`,
    orderId,
    orderLineIds,
    trayCode: `T-${100 + (index % TRAYS)}`,
  });

/** The store tells that what a job waited for has come. */
async function blanksCome(lab: PastLab, jobId: string): Promise<void> {
  const lenses = await lab.parts.database.query<{ sku: string }>(
    `SELECT blank_sku AS sku FROM lab_lens WHERE job_id = $1 AND blank_status = 'WAITING' AND blank_sku IS NOT NULL ORDER BY eye`,
    [jobId],
  );
  for (const { sku } of lenses) await lab.hear(DemandAllocated, { reference: `job:${jobId}`, sku, quantity: 1 });
}

const jobIdsOf = async (lab: PastLab, orderId: string): Promise<string[]> =>
  (
    await lab.parts.database.query<{ id: string }>('SELECT id FROM lab_job WHERE order_id = $1 ORDER BY number', [
      orderId,
    ])
  ).map(({ id }) => id);

async function isAnyOpen({ bench }: History, ids: readonly string[]): Promise<boolean> {
  for (const id of ids) if (await bench.isOpen(id)) return true;
  return false;
}

/** Paid hours of the working days of the last weeks, each recorded the day after; yesterday's are not entered yet. */
async function seedLabourHours(lab: PastLab, today: string, random: Random): Promise<void> {
  const { database } = lab.parts;
  const { calendar } = await labTerms(database.query.bind(database));
  for (let day = addDays(today, -HOURS_KNOWN_DAYS); day < addDays(today, -1); day = addDays(day, 1)) {
    if (!isWorkingDay(day, calendar)) continue;
    lab.clock.set(`${addDays(day, 1)}T17:05:00Z`);
    await recordLabourHours(lab.parts, people.owner, { day, hours: Math.round(random.between(1.5, 4) * 4) / 4 });
  }
}
