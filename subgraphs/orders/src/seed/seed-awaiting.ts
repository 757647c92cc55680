import { remindAwaited } from '../awaited/remind-awaited.ts';
import { sendPrescription } from '../awaited/send-prescription.ts';
import { loadLines, loadOrder } from '../orders/order.store.ts';
import type { Services } from '../services.ts';
import type { Person, Shelf } from './customers-and-shelf.ts';
import { asCustomer, HOUR_MS, place, servicesAt } from './past-services.ts';
import { type Random, seededRandom } from './seeded-random.ts';
import { canBeMade, lensOf } from './wishes.ts';

const DAY_HOURS = 24;
/** Hours since they were ordered: one on the call list, one that was reminded of, this morning’s. */
const WAITING_SINCE = [16 * DAY_HOURS, 4 * DAY_HOURS, 5];
/** Those who sent a paper ordered some days ago. */
const PAPERS_SINCE = [2 * DAY_HOURS, 30];
const FRAMES_TRIED = 12;

/**
 * Orders whose prescription comes later: one is fresh, one was reminded of, one stands in the call list, and two customers have sent their
 * papers, which opticians have yet to type in. Reminders are those of the hourly job, on the days they were due.
 */
export async function seedAwaiting(real: Services, people: readonly Person[], shelf: Shelf, now: Date): Promise<void> {
  const random = seededRandom(20_260_805);
  const unknown = people.filter(({ prescriptionId, paperId }) => prescriptionId === null && paperId === null);
  for (const [i, hours] of WAITING_SINCE.entries()) {
    const person = unknown[i * 7];
    if (person) await orderUnseen(real, random, shelf, { person, hours, now });
  }
  await remindDayByDay(real, now);
  for (const [i, person] of people.filter(({ paperId }) => paperId !== null).entries()) {
    const hours = PAPERS_SINCE[i % PAPERS_SINCE.length]!;
    const order = await orderUnseen(real, random, shelf, { person, hours, now });
    if (order) await sendPaper(real, { person, order, at: new Date(now.getTime() - (hours - 4) * HOUR_MS) });
  }
}

async function orderUnseen(
  real: Services,
  random: Random,
  shelf: Shelf,
  { person, hours, now }: { person: Person; hours: number; now: Date },
): Promise<{ id: string; number: string; lineId: string } | null> {
  const { services } = servicesAt(real, new Date(now.getTime() - hours * HOUR_MS), { events: true, ownStock: true });
  const lens = lensOf(shelf, {
    prescriptionId: null,
    use: 'DISTANCE',
    design: 'sv-distance',
    material: random.pick(['index-160', 'polycarbonate']),
    treatments: [random.pick(['ar-premium', 'ar-standard'])],
  });
  for (let tried = 0; tried < FRAMES_TRIED; tried += 1) {
    const line = {
      variantId: random.pick(shelf.frames),
      quantity: 1,
      lens,
      contactLens: null,
      prescriptionId: null,
    };
    if (!(await canBeMade(services, line, null))) continue;
    const id = await place(services, person, [line]);
    const [order, lines] = await Promise.all([loadOrder(real.database, id), loadLines(real.database, [id])]);
    return { id, number: order!.number, lineId: lines[0]!.id };
  }
  return null;
}

/** The hourly job as it ran on each of the days since the oldest of them. */
async function remindDayByDay(real: Services, now: Date): Promise<void> {
  for (let hours = Math.max(...WAITING_SINCE); hours > 0; hours -= DAY_HOURS) {
    const { services } = servicesAt(real, new Date(now.getTime() - (hours - 1) * HOUR_MS), {
      events: true,
      ownStock: true,
    });
    await remindAwaited(services);
  }
}

async function sendPaper(
  real: Services,
  { person, order, at }: { person: Person; order: { id: string; number: string; lineId: string }; at: Date },
): Promise<void> {
  const { services } = servicesAt(real, at, { events: true, ownStock: true });
  await sendPrescription(services, asCustomer(services, person), {
    orderId: order.id,
    lineId: order.lineId,
    prescriptionId: person.paperId!,
    confirmedWarnings: [],
  });
  // Jobs of the past count as done; this one has to be.
  await real.prescriptions.requestReview(person.paperId!, order.id, order.number);
}
