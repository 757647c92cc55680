import { isRefusal, type SeedContext } from '@opticworks/kernel';
import { cancelOrder } from '../orders/cancel-order.ts';
import { moveOrder } from '../orders/move-order.ts';
import { loadLines } from '../orders/order.store.ts';
import { noteBlankWait } from '../promise/keep-promise.ts';
import { measurePromises } from '../promise/measure-promises.ts';
import { weekdaysFromTo } from '../promise/promise.rules.ts';
import { receiveReturn } from '../returns/decide-return.ts';
import { inspectReturn } from '../returns/inspect-return.ts';
import { requestReturn } from '../returns/request-return.ts';
import { sendReturnLabel } from '../returns/send-return-label.ts';
import type { Services } from '../services.ts';
import { buyLabel } from '../shipping/buy-label.ts';
import { pairsFor } from '../shipping/insist-on-release.ts';
import { markShipped } from '../shipping/mark-shipped.ts';
import { quoteShipment } from '../shipping/quote-shipment.ts';
import { takeTracking } from '../shipping/take-tracking.ts';
import { allCustomers, type Person, type Shelf, shelfOf } from './customers-and-shelf.ts';
import { nameLetters } from './name-letters.ts';
import { asCustomer, asStaff, HOUR_MS, place, servicesAt } from './past-services.ts';
import { seedAwaiting } from './seed-awaiting.ts';
import { type Random, seededRandom } from './seeded-random.ts';
import { wishes } from './wishes.ts';

const PAST_ORDERS = 140;
const OPEN_ORDERS = 14;
/** Placed some days ago, with lenses: what the lab has on its benches. */
const ORDERS_IN_WORK = 12;
/** Placed in the last two days with a prescription that nobody has vouched for. */
const TO_LOOK_AT = 10;
const LOOKS = 6;
const DAYS_BACK = 90;
const DAY_MS = 86_400_000;

/**
 * A shop that has been running for three months: past orders go through the same use cases as real ones, with a clock of their
 * own and providers that need no network; the newest are really placed, so that warehouse and lab have work.
 */
export async function seedOrders(real: Services, context: SeedContext): Promise<void> {
  const [present] = await real.database.query('SELECT 1 FROM sales_order LIMIT 1');
  if (present) return;
  const people = await allCustomers(context);
  const shelf = await shelfOf(context);
  if (people.length === 0 || shelf.others.length === 0) return;
  const random = seededRandom(20_260_301);
  const now = context.clock.now().getTime();
  const times = Array.from(
    { length: PAST_ORDERS * context.scale },
    () => now - DAY_MS * (4 + random.next() * (DAYS_BACK - 4)),
  ).sort((a, b) => a - b);
  // What came later draws for itself: the other orders stay the ones they were.
  const later = seededRandom(20_260_612);
  for (const at of times)
    await orNot(real, () => pastOrder(real, new Date(at), new Date(now), { random, later }, people, shelf));
  // Whoever signs in as a demonstration customer places the first order of their own.
  const strangers = people.filter(({ email }) => !email.endsWith('@opticworks.example'));
  for (let index = 0; index < ORDERS_IN_WORK; index += 1) {
    const at = new Date(now - HOUR_MS * (20 + 16 * (ORDERS_IN_WORK - index)));
    await orNot(real, () => openOrder(real, at, later, strangers, shelf, true));
  }
  for (let index = 0; index < OPEN_ORDERS; index += 1) {
    const at = new Date(now - HOUR_MS * (OPEN_ORDERS - index));
    await orNot(real, () => openOrder(real, at, random, people, shelf, index < 6));
  }
  const unseen = seededRandom(20_261_201);
  for (const [index, person] of notLookedAt(strangers).entries()) {
    const at = new Date(now - HOUR_MS * (3 + 5 * index));
    for (let tried = 0; tried < LOOKS; tried += 1)
      if (await orNot(real, () => openOrder(real, at, unseen, [person], shelf, true))) break;
  }
  await seedAwaiting(real, strangers, shelf, new Date(now));
  await nameLetters(real);
  // What the past promised and kept is known from the first day on.
  await measurePromises(real);
}

/**
 * Whose glasses wait for an optician's look: the seed's first customer, whose powers changed so much that it must be asked about, and some
 * spread over the alphabet.
 */
function notLookedAt(people: readonly Person[]): Person[] {
  const waiting = people.filter(({ prescriptionId, signedOffAt }) => prescriptionId && !signedOffAt);
  const first = waiting.find(({ email }) => email.endsWith('.0@example.com'));
  const step = Math.max(1, Math.floor(waiting.length / TO_LOOK_AT));
  const some = waiting.filter((person, i) => i % step === 0 && person !== first).slice(0, TO_LOOK_AT - 1);
  return first ? [first, ...some] : some;
}

/** Not every mix of customer and goods can be sold; the next one can. */
async function orNot(services: Services, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    services.log.debug({ code: error.code, reason: error.message }, 'A demonstration order was left out.');
    return false;
  }
}

async function pastOrder(
  real: Services,
  at: Date,
  now: Date,
  { random, later }: { random: Random; later: Random },
  people: Person[],
  shelf: Shelf,
): Promise<void> {
  const { services, clock } = servicesAt(real, at, { events: false, ownStock: false });
  const withLenses = random.chance(0.55);
  // Made from what an optician had vouched for by then.
  const vouched = people.filter(({ signedOffAt }) => signedOffAt !== null && new Date(signedOffAt) < at);
  const person = random.pick(withLenses && vouched.length > 0 ? vouched : people);
  const orderId = await place(services, person, await wishes(services, random, person, shelf, withLenses));
  const fate = random.next();
  const forward = (hours: number): boolean => {
    const next = clock.now().getTime() + hours * HOUR_MS;
    if (next >= now.getTime()) return false;
    clock.set(new Date(next).toISOString());
    return true;
  };
  if (fate < 0.04) {
    forward(2);
    await cancelOrder(services, asCustomer(services, person), orderId, 'Ordered twice by mistake');
    return;
  }
  const lines = await loadLines(services.database, [orderId]);
  const hasLab = lines.some((line) => line.requiresLab);
  const step = (to: 'IN_PRODUCTION' | 'READY_TO_SHIP', actor: string) =>
    services.database.transaction((tx) => moveOrder(tx, { orderId, to, at: clock.now(), actor }));
  if (hasLab) {
    forward(6 + random.int(1, 18));
    await step('IN_PRODUCTION', 'lab');
  }
  // A blank that has to be bought first makes an order late.
  const waiting = hasLab && later.chance(0.1) ? later.int(130, 200) : 0;
  const begun = dayOf(services);
  if (waiting > 0 && forward(waiting)) {
    const days = weekdaysFromTo(begun, dayOf(services));
    await services.database.transaction((tx) => noteBlankWait(tx, orderId, days));
  }
  forward(hasLab ? random.int(24, 60) : random.int(3, 20));
  await step('READY_TO_SHIP', 'warehouse');
  const warehouse = asStaff(services, 'Sam Ortiz');
  const quote = await quoteShipment(services, warehouse, orderId);
  const shipment = await buyLabel(services, warehouse, orderId, quote.recommendedRateId ?? quote.rates[0]!.id);
  forward(1);
  await markShipped(services, warehouse, shipment.id);
  const scan = async (status: string, message: string) => {
    await services.database.transaction((tx) =>
      takeTracking(services, tx, {
        trackingCode: shipment.trackingCode!,
        shipmentId: null,
        status,
        details: [{ at: clock.now(), status, message, location: String(person.address.city) }],
      }),
    );
  };
  if (!forward(random.int(20, 50))) return;
  await scan('out_for_delivery', 'Out for delivery');
  if (!forward(random.int(2, 8))) return;
  await scan('delivered', 'Delivered');
  if (fate > 0.9) await comeBack(services, forward, person, orderId, random);
}

const dayOf = ({ clock, settings }: Services): string => clock.today(settings.SHOP_TIME_ZONE);

async function comeBack(
  services: Services,
  forward: (hours: number) => boolean,
  person: Person,
  orderId: string,
  random: Random,
): Promise<void> {
  const line = (await loadLines(services.database, [orderId])).find(({ requiresLab }) => !requiresLab);
  if (!line || !forward(random.int(24, 120))) return;
  const wanted = await requestReturn(services, asCustomer(services, person), orderId, [
    {
      orderLineId: line.id,
      quantity: 1,
      reason: random.pick(['DOES_NOT_FIT', 'NOT_AS_DESCRIBED', 'CHANGED_MIND'] as const),
    },
  ]);
  await sendReturnLabel(services, wanted.id);
  if (!forward(random.int(72, 140))) return;
  await receiveReturn(services, asStaff(services, 'Sam Ortiz'), wanted.id);
  if (!forward(3)) return;
  await inspectReturn(services, asStaff(services, 'Sam Ortiz'), wanted.id, [
    { orderLineId: line.id, verdict: 'AS_NEW', restock: true },
  ]);
}

/** Really placed just now: stock is leased, everybody is told, prescriptions go to the opticians. */
async function openOrder(
  real: Services,
  at: Date,
  random: Random,
  people: Person[],
  shelf: Shelf,
  withLenses: boolean,
): Promise<void> {
  const { services } = servicesAt(real, at, { events: true, ownStock: true });
  const person = random.pick(withLenses ? people.filter(({ prescriptionId }) => prescriptionId) : people);
  if (!person) return;
  let lines = await wishes(services, random, person, shelf, withLenses);
  // Not every lens type is made for every prescription: somebody who came for glasses looks on.
  for (let more = 0; withLenses && more < LOOKS && !lines.some(({ lens }) => lens); more += 1)
    lines = await wishes(services, random, person, shelf, withLenses);
  const orderId = await place(services, person, lines);
  const [order] = await real.database.query<{ number: string }>('SELECT number FROM sales_order WHERE id = $1', [
    orderId,
  ]);
  const placed = await loadLines(real.database, [orderId]);
  for (const { lens } of lines)
    if (lens?.prescriptionId)
      await real.prescriptions.requestReview(lens.prescriptionId, orderId, order!.number, {
        pairs: pairsFor(placed, lens.prescriptionId),
      });
}
