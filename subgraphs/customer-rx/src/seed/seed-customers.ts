import { type Logger, newId, type Tx } from '@opticworks/kernel';
import { addDays } from '@opticworks/optics';
import type { CustomerRxParts } from '../parts.ts';
import { asReader } from '../prescriptions/prescription.rows.ts';
import { type Dice, dice } from './dice.ts';
import { FAMILY_NAMES, GERMAN_PLACES, GERMAN_STREETS, GIVEN_NAMES, STREETS, US_PLACES } from './people.ts';
import { aPair, beforeTheChange, changedALot, drifted, withRareFindings } from './prescription-samples.ts';
import { seedPapers } from './seed-papers.ts';
import { signOffSeeded } from './sign-off-seeded.ts';
import { type SeededPrescription, storePrescriptions } from './store-prescriptions.ts';

const CUSTOMERS = 320;
const DAY_MS = 86_400_000;

/** Demonstration customers with addresses and prescriptions. Does nothing when customers are there already. */
export async function seedCustomers(parts: CustomerRxParts, log: Logger, scale: number): Promise<void> {
  const [present] = await parts.database.query(
    'SELECT 1 FROM customer WHERE user_id IS NULL AND erased_at IS NULL LIMIT 1',
  );
  if (present) return;
  const d = dice(20_260_101);
  const now = parts.clock.now();
  const today = parts.clock.today();
  const people = Array.from({ length: CUSTOMERS * scale }, (_, i) => aPerson(d, i, now));
  const rare = dice(20_260_718);
  const prescriptions = people.flatMap((person, i) => prescriptionsFor({ d, rare }, person.id, i, now, today));
  const toSignOff = await asReader(
    parts.database,
    { kind: 'service', name: 'customer-rx' },
    'seed customers',
    async (tx) => {
      await storePeople(tx, people);
      return storePrescriptions(parts, tx, prescriptions);
    },
  );
  await signOffSeeded(parts, toSignOff);
  const owners = new Set(prescriptions.map(({ customerId }) => customerId));
  await seedPapers(
    parts,
    people.filter(({ id }) => !owners.has(id)),
  );
  log.info({ customers: people.length, prescriptions: prescriptions.length }, 'Demonstration customers are in place.');
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
    id: newId('cust'),
    email: `${name.toLowerCase().replaceAll(' ', '.')}.${index}@example.com`,
    name,
    phone,
    locale: isGerman ? 'de' : 'en',
    created_at: new Date(now.getTime() - d.whole(1, 700) * DAY_MS),
    address_id: newId('addr'),
    consent_id: newId('consent'),
    granted: d.chance(0.4),
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
  customerId: string,
  index: number,
  now: Date,
  today: string,
): SeededPrescription[] {
  const at = (daysAgo: number) => new Date(now.getTime() - daysAgo * DAY_MS);
  const one = (
    content: SeededPrescription['content'],
    daysAgo: number,
    status: SeededPrescription['status'],
  ): SeededPrescription => ({
    customerId,
    content,
    issuedOn: addDays(today, -daysAgo),
    enteredAt: at(Math.max(0, daysAgo - 3)),
    status,
  });
  // The first customer shows the optician a change that must be asked about.
  if (index === 0) return [one(beforeTheChange, 500, 'SIGNED_OFF'), one(changedALot(beforeTheChange), 4, 'IN_REVIEW')];
  if (!d.chance(0.66)) return [];
  const now1 = withRareFindings(rare, aPair(d, d.whole(19, 74)));
  const age = d.chance(0.12) ? d.whole(760, 1_200) : d.whole(5, 340);
  const latest = one(
    now1,
    age,
    age > 730
      ? 'SIGNED_OFF'
      : d.pick(['ENTERED', 'SIGNED_OFF', 'SIGNED_OFF', ...(index < 40 ? ['IN_REVIEW' as const] : [])]),
  );
  return d.chance(0.25) ? [one(drifted(d, now1), age + 400, 'SIGNED_OFF'), latest] : [latest];
}

async function storePeople(tx: Tx, people: readonly ReturnType<typeof aPerson>[]): Promise<void> {
  const rows = JSON.stringify(people);
  await tx.query(
    `INSERT INTO customer (id, email, name, phone, locale, created_at)
     SELECT id, email, name, phone, locale, created_at FROM jsonb_to_recordset($1::jsonb)
       AS r (id text, email text, name text, phone text, locale text, created_at timestamptz)`,
    [rows],
  );
  await tx.query(
    `INSERT INTO saved_address (id, customer_id, address, is_default, created_at)
     SELECT address_id, id, address, true, created_at FROM jsonb_to_recordset($1::jsonb)
       AS r (id text, address_id text, address jsonb, created_at timestamptz)`,
    [rows],
  );
  await tx.query(
    `INSERT INTO consent (id, customer_id, purpose, granted, version, at)
     SELECT consent_id, id, 'marketing_email', granted, '2026-01', created_at FROM jsonb_to_recordset($1::jsonb)
       AS r (id text, consent_id text, granted boolean, created_at timestamptz)`,
    [rows],
  );
}
