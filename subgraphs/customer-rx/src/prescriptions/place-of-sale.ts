import { type Principal, refuse } from '@opticworks/kernel';
import type { PrescriptionRules } from '@opticworks/optics';
import { ERRORS } from '../errors.ts';
import type { CustomerRxParts } from '../parts.ts';
import { asReader } from './prescription.rows.ts';

export interface PlaceWish {
  /** As the customer chose it; null where nobody did. */
  place: string | null;
  /** Staff: whose it is. */
  customerId: string | null;
  /** The prescription it corrects keeps its place. */
  corrects: string | null;
}

/**
 * Where a prescription is filled: as chosen, else as the version it corrects, else where its owner lives as far as the shop sells there,
 * else the usual place of the shop.
 * @throws PLACE_NOT_SOLD when it was chosen and the shop does not sell there
 */
export async function placeOfSale(
  parts: Pick<CustomerRxParts, 'database'>,
  principal: Principal,
  rules: PrescriptionRules,
  wish: PlaceWish,
): Promise<string> {
  const { places } = rules;
  const usual = places[0]!;
  if (wish.place)
    return places.includes(wish.place) ? wish.place : refuse(ERRORS.PLACE_NOT_SOLD, { place: wish.place });
  const customerId = principal.kind === 'customer' ? principal.id : wish.customerId;
  // A shop of one place asks nobody.
  if (places.length === 1 || (!customerId && !wish.corrects)) return usual;
  const known = await asReader(parts.database, principal, 'place of sale', async (tx) => {
    const [row] = await tx.query<{ corrected: string | null; country: string | null; region: string | null }>(
      `SELECT (SELECT place FROM prescription WHERE id = $2) AS corrected, a.address->>'countryCode' AS country,
         a.address->>'region' AS region
       FROM (SELECT 1) one LEFT JOIN saved_address a ON a.customer_id = $1 AND a.is_default`,
      [customerId, wish.corrects],
    );
    return row;
  });
  const home = known?.country ? [`${known.country}-${known.region ?? ''}`, known.country] : [];
  return [known?.corrected, ...home].find((place) => place && places.includes(place)) ?? usual;
}
