import { newId } from '@opticworks/kernel';
import { addDays } from '@opticworks/optics';
import type { CustomerRxParts } from '../parts.ts';
import { asReader } from '../prescriptions/prescription.rows.ts';
import { emptyContent, emptyPd, type PrescriptionContent } from '../prescriptions/prescription-content.ts';
import { signOffSeeded } from './sign-off-seeded.ts';
import { storePrescriptions } from './store-prescriptions.ts';

/** The account of the guided demonstration; it is created by the identity seed like any other sign-up. */
export const DEMO_EMAIL = 'demo@opticworks.example';
const DAY_MS = 86_400_000;

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
export async function seedDemoCustomer(parts: CustomerRxParts, customerId: string, email: string): Promise<void> {
  if (email.toLowerCase() !== DEMO_EMAIL) return;
  const now = parts.clock.now();
  const today = parts.clock.today();
  const at = (daysAgo: number) => new Date(now.getTime() - daysAgo * DAY_MS);
  const reader = { kind: 'service', name: 'customer-rx' } as const;
  const toSignOff = await asReader(parts.database, reader, 'seed demo customer', async (tx) => {
    const [present] = await tx.query(`SELECT 1 FROM prescription WHERE owner_kind = 'customer' AND owner_id = $1`, [
      customerId,
    ]);
    if (present) return [];
    const stored = await storePrescriptions(parts, tx, [
      { customerId, content: distance, issuedOn: addDays(today, -420), enteredAt: at(418), status: 'SIGNED_OFF' },
      { customerId, content: progressive, issuedOn: addDays(today, -30), enteredAt: at(28), status: 'ENTERED' },
    ]);
    await tx.query(
      'INSERT INTO saved_address (id, customer_id, address, is_default, created_at) VALUES ($1, $2, $3, true, $4)',
      [
        newId('addr'),
        customerId,
        JSON.stringify({
          name: 'Dana Demo',
          company: null,
          line1: '388 Townsend Street',
          line2: 'Apt 20',
          city: 'San Francisco',
          region: 'CA',
          postalCode: '94107',
          countryCode: 'US',
          phone: '+1 415 555 0142',
        }),
        now,
      ],
    );
    return stored;
  });
  await signOffSeeded(parts, toSignOff);
}
