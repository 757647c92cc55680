import { defaultMakingRules, type MakingRules } from '@opticworks/optics';
import { makingRulesValue } from '@opticworks/schema/making-rules';
import { type BlankSeriesRow, seriesOf } from '../operations/lens-blank-series.ts';

/** What the statement that loads the lens catalogue selects for the rules, so that both are of one moment. */
export const RULES_SQL = `(select version::text from catalog_version where name = 'making') as making_version,
  (select r.rules from lens_rule_set r order by r.version desc limit 1) as rules,
  (select coalesce(json_agg(b order by b.code), '[]') from lens_blank_series b) as blanks`;

export interface StoredRules {
  making_version: string;
  /** The owner's document; null while the defaults hold. */
  rules: unknown;
  blanks: BlankSeriesRow[];
}

type RulesDocument = Omit<MakingRules, 'version' | 'blanks'>;

/** What an earlier program stored may lack numbers this one knows: those the house came with stand in, as they did until then. */
export function completeRules(stored: unknown): RulesDocument {
  const { version: _, blanks: __, ...defaults } = defaultMakingRules;
  const own = (stored ?? {}) as Partial<RulesDocument>;
  return {
    ...defaults,
    ...own,
    limits: { ...defaults.limits, ...own.limits },
    designs: { ...defaults.designs, ...own.designs },
  };
}

/**
 * The rules of making with the blanks of the house. Whoever wrote them, a use case or a hand at the SQL prompt: they are parsed before
 * anything is judged by them.
 * @throws ZodError when the tables hold what cannot be read; a shop that judges by half-read rules would be worse than one that stops
 */
export function makingRulesOf({ making_version, rules, blanks }: StoredRules): MakingRules {
  return makingRulesValue.parse({
    ...completeRules(rules),
    version: making_version,
    blanks: blanks.map(seriesOf),
  });
}
