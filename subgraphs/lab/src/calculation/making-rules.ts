import type { Caller } from '@opticworks/kernel';
import type { MakingRules } from '@opticworks/optics';
import { ReadMakingRules } from '@opticworks/schema/operations/catalog';

/**
 * The rules of making with the blanks of the house, as price and order are judged by at this moment. Asked with the version that is
 * known, which is answered by the version alone while nothing changed; a failed answer is not kept.
 */
export function currentMakingRules(caller: Caller): () => Promise<MakingRules> {
  let known: MakingRules | null = null;
  return async () => {
    const { rules } = await caller.call(ReadMakingRules, { knownVersion: known?.version ?? null });
    if (rules) known = rules;
    if (!known) throw new Error('The catalogue knows of a version nobody has.');
    return known;
  };
}
