import type { MakingRulesValue } from '@opticworks/schema/making-rules';
import type { ReadMakingRules } from '@opticworks/schema/operations/catalog';
import type { z } from 'zod';
import type { Catalogue } from '../catalogue.ts';

/** The rules price and order are judged by at this moment; nothing when the asker has them already. */
export async function readMakingRules(
  catalogue: Catalogue,
  { knownVersion }: z.infer<typeof ReadMakingRules.input>,
): Promise<z.infer<typeof ReadMakingRules.output>> {
  const { rules } = await catalogue.lenses.latest();
  // What was read from the tables was parsed by the same schema; only the readonly marks differ.
  return { version: rules.version, rules: rules.version === knownVersion ? null : (rules as MakingRulesValue) };
}
