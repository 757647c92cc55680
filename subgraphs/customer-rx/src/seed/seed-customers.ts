import type { CustomerPrincipal, Logger } from '@opticworks/kernel';
import { addDays } from '@opticworks/optics';
import { saveAddress, setConsent, updateProfile } from '../customers/change-customer.ts';
import { ensureCustomer } from '../customers/ensure-customer.ts';
import type { CustomerRxParts } from '../parts.ts';
import { type Dice, dice } from './dice.ts';
import { enterSeeded, partsAt, type SeededPrescription } from './enter-seeded.ts';
import { FAMILY_NAMES, GERMAN_PLACES, GERMAN_STREETS, GIVEN_NAMES, STREETS, US_PLACES } from './people.ts';
import { aPair, beforeTheChange, changedALot, drifted, withRareFindings } from './prescription-samples.ts';
import { seedPapers } from './seed-papers.ts';

const CUSTOMERS = 320;
const DAY_MS = 86_400_000;

/**
 * Demonstration customers: each signs up, gives an address and a consent and types prescriptions on days of their own, by the use cases
 * of the shop. Does nothing when they are there already.
 */
export async function seedCustomers(parts: CustomerRxParts, log: Logger, scale: number): Promise<void> {
  const [present] = await parts.database.query("SELECT 1 FROM customer WHERE user_id LIKE 'account_seed_%' LIMIT 1");
  if (present) return;
  const d = dice(20_260_101);
  const now = parts.clock.now();
  const today = parts.clock.today();
  const people = Array.from({ length: CUSTOMERS * scale }, (_, i) => aPerson(d, i, now));
  const rare = dice(20_260_718);
  const prescriptions = people.map((person, i) => prescriptionsFor({ d, rare }, person.name, i, now, today));
  const withoutAny: { id: string; name: string; email: string }[] = [];
  for (const [i, person] of people.entries()) {
    const who = await signUp(parts, person, `account_seed_${i}`);
    for (const one of prescriptions[i]!) await enterSeeded(parts, who, one);
    if (prescriptions[i]!.length === 0) withoutAny.push({ id: who.id, name: person.name, email: person.email });
  }
  await seedPapers(parts, withoutAny);
  log.info(
    { customers: people.length, prescriptions: prescriptions.flat().length },
    'Demonstration customers are in place.',
  );
}

type Person = ReturnType<typeof aPerson>;

async function signUp(real: CustomerRxParts, person: Person, userId: string): Promise<CustomerPrincipal> {
  const parts = partsAt(real, person.signedUpAt);
  const { email, name, locale, phone, address, agrees } = person;
  const { customerId } = await ensureCustomer(
    parts,
    { userId, email, name, locale, guestId: null },
    { kind: 'service', name: 'gateway' },
  );
  const who: CustomerPrincipal = { kind: 'customer', id: customerId, userId, guestId: null };
  await updateProfile(parts, who, { phone }, locale);
  await saveAddress(parts, who, { address }, locale);
  await setConsent(parts, who, 'marketing_email', agrees);
  return who;
}

function aPerson(d: Dice, index: number, now: Date) {
  const isGerman = d.chance(0.12);
  const name = `${d.pick(GIVEN_NAMES)} ${d.pick(FAMILY_NAMES)}`;
  const place = d.pick(isGerman ? GERMAN_PLACES : US_PLACES);
  const houseNumber = d.whole(1, isGerman ? 90 : 1900);
  const line1 = isGerman ? `${d.pick(GERMAN_STREETS)} ${houseNumber}` : `${houseNumber} ${d.pick(STREETS)}`;
  const phone = isGerman
    ? `+49 ${place.areaCode} 5550${d.whole(100, 199)}`
    : `+1 ${place.areaCode} 555 01${d.whole(10, 99)}`;
  return {
    email: `${name.toLowerCase().replaceAll(' ', '.')}.${index}@example.com`,
    name,
    phone,
    locale: (isGerman ? 'de' : 'en') as 'de' | 'en',
    signedUpAt: new Date(now.getTime() - d.whole(1, 700) * DAY_MS),
    agrees: d.chance(0.4),
    address: {
      name,
      company: null,
      line1,
      line2: null,
      city: place.city,
      region: place.region,
      postalCode: place.postalCode,
      countryCode: isGerman ? 'DE' : 'US',
      phone,
    },
  };
}

/** Two in three have one; every fourth of those a signed-off earlier one as well; some have let theirs expire. */
function prescriptionsFor(
  { d, rare }: { d: Dice; rare: Dice },
  patientName: string,
  index: number,
  now: Date,
  today: string,
): SeededPrescription[] {
  const at = (daysAgo: number) => new Date(now.getTime() - daysAgo * DAY_MS);
  const one = (content: SeededPrescription['content'], daysAgo: number, isSignedOff: boolean): SeededPrescription => ({
    content: { ...content, patientName },
    issuedOn: addDays(today, -daysAgo),
    enteredAt: at(Math.max(0, daysAgo - 3)),
    isSignedOff,
  });
  // The first customer shows the optician a change that must be asked about.
  if (index === 0) return [one(beforeTheChange, 500, true), one(changedALot(beforeTheChange), 4, false)];
  if (!d.chance(0.66)) return [];
  const now1 = withRareFindings(rare, aPair(d, d.whole(19, 74)));
  const age = d.chance(0.12) ? d.whole(760, 1_200) : d.whole(5, 340);
  const latest = one(now1, age, age > 730 || d.chance(2 / 3));
  return d.chance(0.25) ? [one(drifted(d, now1), age + 400, true), latest] : [latest];
}
