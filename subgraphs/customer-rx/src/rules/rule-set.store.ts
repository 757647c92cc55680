import type { Database, Tx } from '@opticworks/kernel';
import { defaultPrescriptionRules, type PrescriptionRules } from '@opticworks/optics';
import { prescriptionRulesValue } from '@opticworks/schema/prescription-rules';

type Query = Tx['query'];

export interface RuleSetRow {
  /** 0 while what the house came with holds. */
  version: number;
  rules: unknown;
  reason: string | null;
  changedBy: string | null;
  at: Date | null;
}

const COLUMNS = 'version, rules, reason, changed_by AS "changedBy", at';

/** What was read by an earlier program may lack a number this one knows: the number the house came with stands in. */
function readRules(version: number, stored: unknown, installed: PrescriptionRules): PrescriptionRules {
  const { version: _, ...defaults } = installed;
  const found = stored as Partial<PrescriptionRules>;
  const thresholds = Object.fromEntries(
    Object.entries(defaults.thresholds).map(([group, numbers]) => {
      const own: unknown = found.thresholds?.[group as keyof PrescriptionRules['thresholds']];
      const isGroup = typeof numbers === 'object' && !Array.isArray(numbers);
      return [group, isGroup ? { ...numbers, ...(own as object | undefined) } : (own ?? numbers)];
    }),
  );
  const answerHours = { ...defaults.answerHours, ...found.answerHours };
  return prescriptionRulesValue.parse({ ...defaults, ...found, thresholds, answerHours, version });
}

/**
 * The rules of this process. Whoever judges asks for those of the moment: the version is read, the document only when it is a new one;
 * nothing is kept by time.
 */
export class RuleSetStore {
  readonly #database: Database;
  readonly #installed: PrescriptionRules;
  #known: PrescriptionRules;

  /** @param places where the installation says it sells; @param switchedOn what it was set up to have confirmed */
  constructor(database: Database, { place, switchedOn }: { place: string; switchedOn: readonly string[] }) {
    this.#database = database;
    this.#installed = { ...defaultPrescriptionRules, places: [place], switchedOn };
    this.#known = this.#installed;
  }

  /** What the house came with. */
  get installed(): PrescriptionRules {
    return this.#installed;
  }

  /** @param query of the transaction that judges, if there is one */
  async now(query: Query = this.#database.query.bind(this.#database)): Promise<PrescriptionRules> {
    const [row] = await query<{ version: number }>(
      'SELECT coalesce(max(version), 0) AS version FROM prescription_rule_set',
    );
    return this.at(row!.version, query);
  }

  /** @param version as it was read together with what is judged */
  async at(version: number, query: Query = this.#database.query.bind(this.#database)): Promise<PrescriptionRules> {
    if (this.#known.version === version) return this.#known;
    if (version === 0) return this.#installed;
    const [row] = await query<RuleSetRow>(`SELECT ${COLUMNS} FROM prescription_rule_set WHERE version = $1`, [version]);
    if (!row) throw new Error(`There is no version ${version} of the rules of prescriptions.`);
    const rules = readRules(version, row.rules, this.#installed);
    if (version > this.#known.version) this.#known = rules;
    return rules;
  }

  /** The version that holds, with who wrote it. */
  async standing(query: Query = this.#database.query.bind(this.#database)): Promise<RuleSetRow> {
    const [row] = await query<RuleSetRow>(`SELECT ${COLUMNS} FROM prescription_rule_set ORDER BY version DESC LIMIT 1`);
    return row ?? { version: 0, rules: documentOf(this.#installed), reason: null, changedBy: null, at: null };
  }

  /** Versions, newest first, each with the document before it. */
  async history(first: number): Promise<(RuleSetRow & { before: unknown })[]> {
    const rows = await this.#database.query<RuleSetRow>(
      `SELECT ${COLUMNS} FROM prescription_rule_set ORDER BY version DESC LIMIT $1`,
      [first + 1],
    );
    return rows
      .map((row, i) => ({ ...row, before: rows[i + 1]?.rules ?? documentOf(this.#installed) }))
      .slice(0, first);
  }
}

/** The rules without their version: what an owner replaces. */
export function documentOf({ version: _, ...document }: PrescriptionRules): Omit<PrescriptionRules, 'version'> {
  return document;
}
