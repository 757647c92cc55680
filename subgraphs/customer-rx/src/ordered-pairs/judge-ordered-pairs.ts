import type { Issue, Principal, RequestContext, Tx } from '@opticworks/kernel';
import { ageKnown, type Finding, judgeOrderedPair, type MakingRules } from '@opticworks/optics';
import type { Measurement } from '../measurements/measurement.rows.ts';
import { measurementValueOf } from '../measurements/measurement-value.ts';
import { openMeasurements } from '../measurements/read-measurements.ts';
import type { CustomerRxParts } from '../parts.ts';
import { issueOf } from '../prescriptions/finding-issue.ts';
import type { JudgingContext } from '../prescriptions/judging-context.ts';
import { asReader, type PrescriptionRow } from '../prescriptions/prescription.rows.ts';
import type { PrescriptionContent } from '../prescriptions/prescription-content.ts';
import { prescriptionValueOf } from '../prescriptions/prescription-value.ts';
import { type OrderedPairRow, orderedPairsOf, toldMakingRules } from './ordered-pair.rows.ts';

/** What was ordered with a prescription, with what it is judged by. */
export interface PairsToJudge {
  pairs: readonly { ordered: OrderedPairRow; measured: Measurement | null }[];
  making: MakingRules;
}

/** Of each prescription, in a few statements however many there are. One nothing was ordered with is left out. */
export async function readPairs(
  parts: CustomerRxParts,
  tx: Tx,
  principal: Principal,
  prescriptionIds: readonly string[],
): Promise<Map<string, PairsToJudge>> {
  const ordered = await orderedPairsOf(tx.query, prescriptionIds);
  if (ordered.length === 0) return new Map();
  const ids = [...new Set(ordered.flatMap(({ measurementId }) => measurementId ?? []))];
  const opened = await openMeasurements(parts, tx, principal, ids, 'judged for what was ordered');
  const measured = new Map(opened.map((one) => [one.id, one]));
  const making = await toldMakingRules(tx.query);
  return new Map(
    [...new Set(ordered.map(({ of }) => of))].map((of) => [
      of,
      {
        making,
        pairs: ordered
          .filter((one) => one.of === of)
          .map((one) => ({ ordered: one, measured: measured.get(one.measurementId ?? '') ?? null })),
      },
    ]),
  );
}

/**
 * A prescription held against what was really ordered with it: use, design, frame, and what was measured for the pair. The lab asks the
 * same of the same values, so what is signed off here is not held there. Each issue names its pair, because an order may have several.
 * @returns errors, for which the lab would hold the pair, and warnings, which are told at its bench
 */
export function judgeOrderedPairs(
  { today, jurisdiction, rules }: JudgingContext,
  row: PrescriptionRow,
  content: PrescriptionContent,
  { pairs, making }: PairsToJudge,
  locale: 'en' | 'de',
): Issue[] {
  if (row.product !== 'GLASSES' || (!content.od && !content.os)) return [];
  const prescription = prescriptionValueOf(row, content);
  const context = {
    today,
    rules: making,
    thresholds: rules.thresholds,
    place: jurisdiction,
    ageYears: ageKnown(prescription, today),
  };
  return pairs.flatMap(({ ordered: { title, lens, frame }, measured }) => {
    // Of the same person's account, as whoever makes glasses insists.
    const isTheirs = measured?.ownerKind === row.ownerKind && measured.ownerId === row.ownerId;
    const worn = measured && isTheirs ? measurementValueOf(measured) : null;
    const { problems, warnings } = judgeOrderedPair(prescription, worn, { ...lens, frame }, context);
    const said = (one: Finding, severity: Issue['severity']): Issue => {
      const issue = issueOf(one, severity, locale);
      return { ...issue, message: `${title}: ${issue.message}` };
    };
    return [...problems.map((one) => said(one, 'error')), ...warnings.map((one) => said(one, 'warning'))];
  });
}

/** For a screen: of everything it shows at once. */
export async function loadPairs(
  parts: CustomerRxParts,
  ctx: RequestContext,
  row: PrescriptionRow,
): Promise<PairsToJudge | null> {
  // Nothing is ordered with most of them, and contact lenses are no pair.
  if (!row.orderNumber || row.product !== 'GLASSES') return null;
  return ctx
    .loader<string, PairsToJudge>('prescription.pairs', (ids) =>
      asReader(parts.database, ctx.principal, 'pairs of prescriptions', async (tx) => {
        const found = await readPairs(parts, tx, ctx.principal, ids);
        return ids.map((id) => found.get(id) ?? null);
      }),
    )
    .load(row.id);
}
