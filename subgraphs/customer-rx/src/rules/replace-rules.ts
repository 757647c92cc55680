import { actorOf, type Principal, refuse } from '@opticworks/kernel';
import { unverifiedExpiryLaws, unverifiedFacts } from '@opticworks/optics';
import { PrescriptionRulesChanged } from '@opticworks/schema/events/customer-rx';
import { prescriptionRulesDocument } from '@opticworks/schema/prescription-rules';
import { ERRORS } from '../errors.ts';
import type { CustomerRxParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import type { RuleSetRow } from './rule-set.store.ts';

/** What can be switched on: what nobody has held against the text of a law. */
export const unverifiedPlaces = (): string[] => [...unverifiedFacts(), ...Object.keys(unverifiedExpiryLaws)].sort();

/** Countries were switched on as a whole before each fact said how sure it is; a document that still names one is not refused for it. */
const SWITCHED_ON_BEFORE = ['GB', 'CA', 'DE', 'AT', 'FR'];

/**
 * An owner changes what prescriptions are judged by: the form of the shop, the lens builder, the desk and the lab follow from their next
 * judgement on. What was judged keeps the version it was judged by.
 * @param wish.json the whole document, see `prescriptionRulesDocument`
 * @throws PRESCRIPTION_RULES_NOT_VALID with each field, PRESCRIPTION_RULES_REASON_MISSING, PRESCRIPTION_RULES_CHANGED_MEANWHILE
 */
export async function replaceRules(
  parts: CustomerRxParts,
  principal: Principal,
  wish: { json: string; basedOn: number; reason: string },
): Promise<RuleSetRow> {
  insist({ principal }, 'keepRules');
  const reason = wish.reason.trim();
  if (reason === '' || reason.length > 500) refuse(ERRORS.PRESCRIPTION_RULES_REASON_MISSING);
  const rules = readDocument(wish.json);
  return parts.database.transaction(
    async (tx) => {
      // Two owners at once: the second waits here and then sees what the first one wrote.
      await tx.query('LOCK TABLE prescription_rule_set IN SHARE ROW EXCLUSIVE MODE');
      const standing = await parts.rules.standing(tx.query);
      if (standing.version !== wish.basedOn)
        refuse(ERRORS.PRESCRIPTION_RULES_CHANGED_MEANWHILE, {
          by: standing.changedBy ?? 'Somebody',
          version: standing.version,
        });
      const version = standing.version + 1;
      const changedBy = principal.kind === 'staff' ? principal.name : actorOf(principal);
      const at = parts.clock.now();
      await tx.query(
        `INSERT INTO prescription_rule_set (version, rules, reason, changed_by, changed_by_id, at) VALUES ($1, $2, $3, $4, $5, $6)`,
        [version, JSON.stringify(rules), reason, changedBy, actorOf(principal), at],
      );
      await tx.publish(
        PrescriptionRulesChanged,
        { rules: { ...rules, version } },
        { aggregate: 'prescription-rules', aggregateId: 'rules' },
      );
      return { version, rules, reason, changedBy, at };
    },
    { name: 'replace prescription rules' },
  );
}

function readDocument(json: string) {
  const read = prescriptionRulesDocument.safeParse(parsed(json));
  const unknown = read.success
    ? read.data.switchedOn
        .filter((place) => !unverifiedPlaces().includes(place) && !SWITCHED_ON_BEFORE.includes(place))
        .map((place) => ({
          path: ['switchedOn'],
          message: `${place} names nothing that waits to be confirmed.`,
        }))
    : [];
  if (read.success && unknown.length === 0) return read.data;
  refuse(
    ERRORS.PRESCRIPTION_RULES_NOT_VALID,
    {},
    {
      issues: (read.success ? unknown : read.error.issues.slice(0, 20)).map(({ message, path }) => ({
        code: 'PRESCRIPTION_RULES_NOT_VALID',
        message,
        field: path.join('.'),
        severity: 'error' as const,
      })),
    },
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Judged as a document that is none, with the sentence that says so.
    return null;
  }
}
