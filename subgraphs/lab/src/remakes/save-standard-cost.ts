import { type Principal, refuse, type Tx, toDecimalString, writtenText } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { changeSetting, versionOf } from '../settings/change-setting.ts';
import type { StandardCost } from './remake-cost.rules.ts';

/** The book with how often each line was changed. */
export async function standardCostBook(query: Tx['query']): Promise<(StandardCost & { version: number })[]> {
  const rows = await query<Omit<StandardCost, 'amountMinor'> & { amount: string; version: number }>(
    `SELECT kind, code, amount_minor AS amount, currency, ${versionOf('STANDARD_COST', "b.kind || ':' || b.code")} AS version
     FROM lab_standard_cost b ORDER BY kind, code`,
  );
  return rows.map(({ amount, ...row }) => ({ ...row, amountMinor: BigInt(amount) }));
}

/** Enters or changes a line of the book. Remakes keep what they cost when they were started. */
export async function saveStandardCost(
  parts: LabParts,
  principal: Principal,
  entry: StandardCost & { basedOn?: number | null },
): Promise<StandardCost & { version: number }> {
  insist({ principal }, 'manageLab');
  const { kind, amountMinor, currency } = entry;
  const code = writtenText(entry.code, 60, 'code') ?? '';
  if (code === '' || amountMinor < 0n) refuse(ERRORS.STANDARD_COST_UNREADABLE);
  const { version } = await changeSetting<{ amount: string; currency: string }>(
    parts,
    principal,
    { area: 'STANDARD_COST', key: `${kind}:${code}`, basedOn: entry.basedOn },
    {
      async read(tx) {
        // The book is read as a whole: two writers must not leave it in two currencies.
        await tx.query('LOCK TABLE lab_standard_cost IN SHARE ROW EXCLUSIVE MODE');
        const [row] = await tx.query<{ amount: string; currency: string }>(
          'SELECT amount_minor AS amount, currency FROM lab_standard_cost WHERE kind = $1 AND code = $2',
          [kind, code],
        );
        return row ? recordOf(BigInt(row.amount), row.currency) : null;
      },
      async write(tx) {
        const [other] = await tx.query<{ currency: string }>(
          'SELECT currency FROM lab_standard_cost WHERE currency <> $1 AND (kind, code) <> ($2, $3) LIMIT 1',
          [currency, kind, code],
        );
        if (other) refuse(ERRORS.STANDARD_COST_CURRENCY, { currency: other.currency });
        await tx.query(
          `INSERT INTO lab_standard_cost (kind, code, amount_minor, currency) VALUES ($1, $2, $3, $4)
           ON CONFLICT (kind, code) DO UPDATE SET amount_minor = excluded.amount_minor, currency = excluded.currency`,
          [kind, code, amountMinor.toString(), currency],
        );
        return recordOf(amountMinor, currency);
      },
    },
  );
  return { kind, code, amountMinor, currency, version };
}

/** As it is read, not in cents. */
const recordOf = (amountMinor: bigint, currency: string) => ({
  amount: toDecimalString({ amountMinor, currency }),
  currency,
});
