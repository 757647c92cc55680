import { BlankSupplyChanged } from '@opticworks/schema/events/lab';
import { ScarceBlanks } from '@opticworks/schema/operations/inventory';
import { blankRules } from '../blanks/blank-stock.ts';
import type { LabParts } from '../parts.ts';
import { BLANKS_OF_A_PAIR } from './blank-supply.job.ts';
import { blankWait } from './blank-wait.rules.ts';
import { labTerms } from './lab-terms.ts';

/** Tells the shop which blanks a pair would have to wait for, and how long, when that has changed. */
export async function publishBlankSupply(parts: LabParts): Promise<void> {
  // Taken before the store is asked: of two at once, the one that asked later counts.
  const at = parts.clock.now();
  const [{ blanks }, terms, rules] = await Promise.all([
    parts.caller.call(ScarceBlanks, { below: BLANKS_OF_A_PAIR }),
    labTerms(parts.database.query.bind(parts.database)),
    blankRules(parts),
  ]);
  const supply = {
    scarce: blanks.map(({ sku, available, coming, expectedOn }) => ({
      sku,
      available,
      coming,
      weekdays: blankWait(parts.today(), expectedOn, terms).weekdays,
    })),
    rules: rules.map(({ material, whenShort, pairAlike }) => ({ material, whenShort, pairAlike })),
  };
  await parts.database.transaction(
    async (tx) => {
      const [told] = await tx.query(
        `INSERT INTO lab_supply_told AS t (supply, told_at) VALUES ($1, $2)
         ON CONFLICT (one) DO UPDATE SET supply = $1, told_at = $2 WHERE t.told_at <= $2 AND t.supply <> $1 RETURNING 1`,
        [JSON.stringify(supply), at],
      );
      if (!told) return;
      await tx.publish(
        BlankSupplyChanged,
        { at: at.toISOString(), ...supply },
        { aggregate: 'lab-blank-supply', aggregateId: 'lab' },
      );
    },
    { name: 'publish blank supply' },
  );
}
