import { refuse } from '@opticworks/kernel';
import type { OrderedPairValue } from '@opticworks/schema/operations/customer-rx';
import { ERRORS } from '../errors.ts';
import { loadLines } from '../orders/order.store.ts';
import type { OrderLineRow } from '../orders/order-line.entity.ts';
import type { SalesOrder } from '../orders/sales-order.entity.ts';
import type { Services } from '../services.ts';

/**
 * Contact lenses leave the house only on a prescription that was presented or verified (15 USC 7603(a)), glasses only on one that is
 * signed off: the lab asks before it makes them, and a sign-off may have been taken back since.
 * @throws PRESCRIPTION_NOT_VERIFIED
 */
export async function insistOnRelease(services: Services, orderId: string): Promise<void> {
  const lines = await loadLines(services.database, [orderId]);
  const ids = lines.flatMap((line) => (line.quantity > 0 && line.prescriptionId ? [line.prescriptionId] : []));
  const unreleased = await services.prescriptions.unreleased([...new Set(ids)]);
  if (unreleased.length > 0) refuse(ERRORS.PRESCRIPTION_NOT_VERIFIED);
}

/** What a request to the prescriber must name: who it is for, where they live, and how much is asked for. */
export function orderFactsFor(
  order: Pick<SalesOrder, 'shippingAddress'>,
  lines: readonly OrderLineRow[],
  prescriptionId: string,
): { patientName: string; patientAddress: string; quantity: string } {
  const { name, line1, line2, city, region, postalCode, countryCode } = order.shippingAddress;
  return {
    patientName: name,
    patientAddress: [line1, line2, [city, region, postalCode].filter(Boolean).join(' '), countryCode]
      .filter(Boolean)
      .join(', '),
    quantity: lines
      .filter((line) => line.prescriptionId === prescriptionId && line.kind === 'CONTACT_LENS' && line.quantity > 0)
      .map((line) => `${line.title}: ${line.quantity}`)
      .join('; '),
  };
}

/** The pairs that are made on a prescription, as the optical desk judges them before anybody vouches for it. */
export const pairsFor = (lines: readonly OrderLineRow[], prescriptionId: string): OrderedPairValue[] =>
  lines.flatMap((line) =>
    line.prescriptionId === prescriptionId && line.lens && line.frame
      ? [{ orderLineId: line.id, title: line.title, lens: line.lens, frame: line.frame }]
      : [],
  );
