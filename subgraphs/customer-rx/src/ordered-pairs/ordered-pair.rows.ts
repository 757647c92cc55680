import type { Tx } from '@opticworks/kernel';
import { defaultMakingRules, type MakingRules } from '@opticworks/optics';
import type { FrameGeometryValue, LensChoiceValue } from '@opticworks/schema';
import { lensRulesDocument } from '@opticworks/schema/making-rules';
import type { OrderedPairValue } from '@opticworks/schema/operations/customer-rx';

export interface OrderedPairRow {
  orderLineId: string;
  title: string;
  lens: LensChoiceValue;
  frame: FrameGeometryValue;
  /** Of this pair, as of now. */
  measurementId: string | null;
}

/** A pair asked for anew (its prescription came later, or another one was sent) is the pair as it is now. */
export async function keepOrderedPairs(
  tx: Tx,
  orderId: string,
  prescriptionId: string,
  pairs: readonly OrderedPairValue[],
): Promise<void> {
  for (const { orderLineId, title, lens, frame } of pairs)
    await tx.query(
      `INSERT INTO ordered_pair (order_line_id, order_id, prescription_id, title, lens, frame, measurement_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (order_line_id) DO UPDATE SET prescription_id = excluded.prescription_id, title = excluded.title,
         lens = excluded.lens, frame = excluded.frame, measurement_id = excluded.measurement_id`,
      [
        orderLineId,
        orderId,
        prescriptionId,
        title,
        JSON.stringify(lens),
        JSON.stringify(frame),
        lens.measurementId ?? null,
      ],
    );
}

/** Pairs made on each of these prescriptions: ordered on it, or on a version it corrects and whose order it took over. */
export const orderedPairsOf = (
  query: Tx['query'],
  prescriptionIds: readonly string[],
): Promise<(OrderedPairRow & { of: string })[]> =>
  query(
    `WITH RECURSIVE line AS (
       SELECT id AS of, id, supersedes FROM prescription WHERE id = ANY($1)
       UNION ALL SELECT l.of, p.id, p.supersedes FROM prescription p JOIN line l ON p.id = l.supersedes
     )
     SELECT l.of, o.order_line_id AS "orderLineId", o.title, o.lens, o.frame, o.measurement_id AS "measurementId"
     FROM ordered_pair o JOIN line l ON l.id = o.prescription_id ORDER BY o.order_line_id LIMIT 500`,
    [prescriptionIds],
  );

/**
 * The rules of making as the catalogue told them last; those the house comes with while nobody replaced them. Which blanks are on the
 * shelf is not known here: what waits for one is no question of the desk.
 */
export async function toldMakingRules(query: Tx['query']): Promise<MakingRules> {
  const [row] = await query<{ version: number; rules: unknown }>('SELECT version, rules FROM told_lens_rules');
  if (!row) return defaultMakingRules;
  const { version: _, blanks, ...usual } = defaultMakingRules;
  // A document told before a number was known takes it from what the house comes with, as the catalogue does.
  const told = row.rules as Partial<typeof usual>;
  const rules = lensRulesDocument.parse({
    ...usual,
    ...told,
    limits: { ...usual.limits, ...told.limits },
    designs: { ...usual.designs, ...told.designs },
  });
  return { ...rules, version: String(row.version), blanks };
}
