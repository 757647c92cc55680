import { type Principal, refuse } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import type { StandardCost } from './remake-cost.rules.ts';

/** Enters or changes a line of the book. Remakes keep what they cost when they were started. */
export async function saveStandardCost(
  parts: LabParts,
  principal: Principal,
  entry: StandardCost,
): Promise<StandardCost> {
  insist({ principal }, 'manageLab');
  const code = entry.code.trim().slice(0, 60);
  if (code === '' || entry.amountMinor < 0n) refuse(ERRORS.STANDARD_COST_UNREADABLE);
  return parts.database.transaction(
    async (tx) => {
      // The book is read as a whole: two writers must not leave it in two currencies.
      await tx.query('LOCK TABLE lab_standard_cost IN SHARE ROW EXCLUSIVE MODE');
      const [other] = await tx.query<{ currency: string }>(
        'SELECT currency FROM lab_standard_cost WHERE currency <> $1 AND (kind, code) <> ($2, $3) LIMIT 1',
        [entry.currency, entry.kind, code],
      );
      if (other) refuse(ERRORS.STANDARD_COST_CURRENCY, { currency: other.currency });
      await tx.query(
        `INSERT INTO lab_standard_cost (kind, code, amount_minor, currency) VALUES ($1, $2, $3, $4)
         ON CONFLICT (kind, code) DO UPDATE SET amount_minor = excluded.amount_minor, currency = excluded.currency`,
        [entry.kind, code, entry.amountMinor.toString(), entry.currency],
      );
      return { ...entry, code };
    },
    { name: 'save standard cost' },
  );
}
