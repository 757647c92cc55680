import { refuse } from '@opticworks/kernel';
import { LensRulesChanged } from '@opticworks/schema/events/catalog';
import { lensRulesDocument } from '@opticworks/schema/making-rules';
import type { Catalogue } from '../catalogue.ts';
import { ERRORS } from '../errors.ts';
import { completeRules } from './making-rules.store.ts';

export interface RuleSetRow {
  /** 0 while the defaults hold. */
  version: number;
  rules: unknown;
  note: string | null;
  changed_by: string | null;
  changed_at: Date | null;
}

/** The rules that hold, without the blanks; the defaults of the optics while nobody replaced them. */
export async function currentRuleSet(query: Catalogue['database']['query']): Promise<RuleSetRow> {
  const [row] = await query<RuleSetRow>(
    'select version, rules, note, changed_by, changed_at from lens_rule_set order by version desc limit 1',
  );
  // What is shown is what is judged by, also where the document was stored before a number was known.
  if (row) return { ...row, rules: completeRules(row.rules) };
  return { version: 0, rules: completeRules(null), note: null, changed_by: null, changed_at: null };
}

/** Earlier versions, newest first. */
export const ruleSetHistory = (query: Catalogue['database']['query']) =>
  query<RuleSetRow>(
    'select version, rules, note, changed_by, changed_at from lens_rule_set order by version desc limit 50',
  );

/**
 * Replaces the rules of making from the next quote on: in the builder, at price, at order and in the lab.
 * @param rules the whole document as JSON text, see `lensRulesDocument`
 * @param basedOn the version the change was made from; somebody else's change in between is not overwritten
 */
export async function replaceLensRules(
  catalogue: Catalogue,
  { rules, basedOn, note, by }: { rules: string; basedOn: number; note: string; by: string },
): Promise<RuleSetRow> {
  if (note.trim().length < 1 || note.length > 500) refuse(ERRORS.LENS_RULES_NOTE_REQUIRED);
  const read = lensRulesDocument.safeParse(parsed(rules));
  if (!read.success)
    refuse(
      ERRORS.LENS_RULES_NOT_VALID,
      {},
      {
        issues: read.error.issues.slice(0, 20).map((issue) => ({
          code: 'LENS_RULES_NOT_VALID',
          message: issue.message,
          field: issue.path.join('.'),
          severity: 'error',
        })),
      },
    );
  return catalogue.database.transaction(
    async (tx) => {
      // Two owners at once: the second waits here and then sees what the first one wrote.
      await tx.query('lock table lens_rule_set in share row exclusive mode');
      const current = await currentRuleSet(tx.query);
      if (current.version !== basedOn)
        refuse(ERRORS.LENS_RULES_CHANGED_MEANWHILE, { version: String(current.version) });
      const [row] = await tx.query<RuleSetRow>(
        `insert into lens_rule_set (rules, note, changed_by, changed_at) values ($1, $2, $3, $4)
         returning version, rules, note, changed_by, changed_at`,
        [JSON.stringify(read.data), note.trim(), by, catalogue.clock.now()],
      );
      await tx.publish(
        LensRulesChanged,
        { version: Number(row!.version), rules: read.data },
        { aggregate: 'lens-rules', aggregateId: 'rules' },
      );
      return row as RuleSetRow;
    },
    { name: 'replace lens rules' },
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
