import type { RequestContext, Tx } from '@opticworks/kernel';
import type { EyeRx, PrescriptionRules } from '@opticworks/optics';
import type { CustomerRxParts } from '../parts.ts';

/** What a judgement follows from beside the prescription itself. */
export interface JudgingContext {
  /** Calendar date of the check. */
  today: string;
  /** Place of sale: a country or a US state, for the term of validity. */
  jurisdiction: string;
  rules: PrescriptionRules;
  /** The same person's last prescription. */
  previous?: { od: EyeRx; os: EyeRx } | null;
}

/**
 * The rules of the moment, on today's date.
 * @param place of the prescription; null is the usual place of the shop
 * @param query of the transaction that judges, if there is one
 */
export async function judgingContext(
  parts: Pick<CustomerRxParts, 'clock' | 'rules'>,
  place: string | null,
  query?: Tx['query'],
): Promise<JudgingContext> {
  const rules = await parts.rules.now(query);
  return { today: parts.clock.today(), jurisdiction: place ?? rules.places[0]!, rules };
}

/** The rules of the moment for a prescription on the screen, read once for everything a request shows. */
export async function judgingOf(
  parts: Pick<CustomerRxParts, 'clock' | 'rules'>,
  ctx: RequestContext,
  { place }: { place: string | null },
): Promise<JudgingContext> {
  const read = ctx.loader<string, JudgingContext>('prescription.judging', async (keys) => {
    const context = await judgingContext(parts, null);
    return keys.map(() => context);
  });
  const context = (await read.load('now'))!;
  return place ? { ...context, jurisdiction: place } : context;
}
