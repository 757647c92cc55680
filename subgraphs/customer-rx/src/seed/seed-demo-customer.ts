import type { CustomerPrincipal } from '@opticworks/kernel';
import { addDays } from '@opticworks/optics';
import { saveAddress } from '../customers/change-customer.ts';
import type { CustomerRxParts } from '../parts.ts';
import { asReader } from '../prescriptions/prescription.rows.ts';
import { emptyContent, emptyPd, type PrescriptionContent } from '../prescriptions/prescription-content.ts';
import { enterSeeded } from './enter-seeded.ts';

/** The account of the guided demonstration; it is created by the identity seed like any other sign-up. */
export const DEMO_EMAIL = 'demo@opticworks.example';
const DAY_MS = 86_400_000;
const ADDRESS = {
  name: 'Dana Demo',
  company: null,
  line1: '388 Townsend Street',
  line2: 'Apt 20',
  city: 'San Francisco',
  region: 'CA',
  postalCode: '94107',
  countryCode: 'US',
  phone: '+1 415 555 0142',
};

const distance: PrescriptionContent = {
  ...emptyContent,
  patientName: 'Dana Demo',
  od: { sphere: -2_250, cylinder: -750, axis: 175, add: null, prisms: [] },
  os: { sphere: -2_000, cylinder: -500, axis: 5, add: null, prisms: [] },
  pd: { ...emptyPd, odMm: 31, osMm: 32 },
  prescriberName: 'Dr. P. Lindholm, OD',
};
const progressive: PrescriptionContent = {
  ...distance,
  od: { sphere: -2_250, cylinder: -750, axis: 175, add: 1_500, prisms: [] },
  os: { sphere: -2_250, cylinder: -500, axis: 5, add: 1_500, prisms: [] },
};

/** Gives the demonstration account two prescriptions and an address, so that every screen has something to show. */
export async function seedDemoCustomer(
  parts: CustomerRxParts,
  { customerId, userId, email }: { customerId: string; userId: string; email: string },
): Promise<void> {
  if (email.toLowerCase() !== DEMO_EMAIL) return;
  const now = parts.clock.now();
  const today = parts.clock.today();
  const at = (daysAgo: number) => new Date(now.getTime() - daysAgo * DAY_MS);
  const who: CustomerPrincipal = { kind: 'customer', id: customerId, userId, guestId: null };
  const present = await asReader(parts.database, who, 'seed demo customer', (tx) =>
    tx.query(`SELECT 1 FROM prescription WHERE owner_kind = 'customer' AND owner_id = $1 LIMIT 1`, [customerId]),
  );
  if (present.length > 0) return;
  for (const [content, days, isSignedOff] of [
    [distance, 420, true],
    [progressive, 30, false],
  ] as const)
    await enterSeeded(parts, who, {
      content,
      issuedOn: addDays(today, -days),
      enteredAt: at(days - 2),
      isSignedOff,
    });
  await saveAddress(parts, who, { address: ADDRESS }, 'en');
}
