import { type Principal, refuse } from '@opticworks/kernel';
import { type BlankCandidates, type BlankRule, type BlankStock, blankRuleFor } from '@opticworks/optics';
import { StockOf } from '@opticworks/schema/operations/inventory';
import { ERRORS } from '../errors.ts';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { PublishBlankSupply } from '../promise/blank-supply.job.ts';
import { changeSetting, versionOf } from '../settings/change-setting.ts';

/** What the store has of the candidates; nothing is asked where there is nothing to choose. */
export async function stockOfCandidates(
  parts: LabParts,
  lenses: readonly BlankCandidates[],
): Promise<ReadonlyMap<string, BlankStock>> {
  const skus = [
    ...new Set(lenses.flatMap(({ finished, surfaced }) => [...finished, ...surfaced].map(({ sku }) => sku))),
  ];
  if (skus.length < 2) return new Map();
  const { levels } = await parts.caller.call(StockOf, { skus: skus.slice(0, 200) });
  return new Map(
    levels.map(({ sku, available, onOrder, waiting }) => [sku, { available, coming: Math.max(0, onOrder - waiting) }]),
  );
}

/** For a stock number the store does not know. */
const NONE: BlankStock = { available: 0, coming: 0 };
export const levelIn =
  (stock: ReadonlyMap<string, BlankStock>) =>
  (sku: string): BlankStock =>
    stock.get(sku) ?? NONE;

const COLUMNS = `material, when_short AS "whenShort", pair_alike AS "pairAlike"`;

export const blankRuleOf = async (parts: LabParts, material: string): Promise<BlankRule> =>
  blankRuleFor(material, await parts.database.query<BlankRule>(`SELECT ${COLUMNS} FROM lab_blank_rule`));

export const blankRules = (parts: LabParts): Promise<(BlankRule & { version: number })[]> =>
  parts.database.query<BlankRule & { version: number }>(
    `SELECT ${COLUMNS}, ${versionOf('BLANK_RULE', 'lab_blank_rule.material')} AS version
     FROM lab_blank_rule ORDER BY material <> '*', material`,
  );

/** Sets the rule of a material, or of all that have none (`*`). */
export async function saveBlankRule(
  parts: LabParts,
  principal: Principal,
  rule: BlankRule & { basedOn?: number | null },
): Promise<BlankRule & { version: number }> {
  insist({ principal }, 'manageLab');
  const { material, whenShort, pairAlike, basedOn } = rule;
  if (!/^(\*|[a-z0-9-]{1,40})$/.test(material)) refuse(ERRORS.BLANK_UNREADABLE, { field: 'material' });
  return changeSetting<BlankRule>(
    parts,
    principal,
    { area: 'BLANK_RULE', key: material, basedOn },
    {
      read: async (tx) =>
        (await tx.query<BlankRule>(`SELECT ${COLUMNS} FROM lab_blank_rule WHERE material = $1`, [material]))[0] ?? null,
      async write(tx) {
        const [saved] = await tx.query<BlankRule>(
          `INSERT INTO lab_blank_rule (material, when_short, pair_alike) VALUES ($1, $2, $3)
           ON CONFLICT (material) DO UPDATE SET when_short = $2, pair_alike = $3 RETURNING ${COLUMNS}`,
          [material, whenShort, pairAlike],
        );
        await tx.enqueue(PublishBlankSupply, {}, { singletonKey: 'blank-supply' });
        return saved!;
      },
    },
  );
}
