import type { Migration, MigrationRunner } from '@opticworks/kernel';

/**
 * What prescriptions are judged by, as versioned data: each change is a new row, the newest one holds; none means that the values the
 * house came with hold, which is version 0. A prescription remembers the version it was entered under, and the one it was signed off under.
 */
export class PrescriptionRuleSets implements Migration {
  readonly name = '1764660000000-prescription-rules';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE prescription_rule_set (
        version integer PRIMARY KEY CHECK (version > 0),
        rules jsonb NOT NULL,
        reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
        changed_by text NOT NULL,
        changed_by_id text,
        at timestamptz NOT NULL
      );
      CREATE FUNCTION prescription_rule_set_is_history() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'Rules of prescriptions are never edited or removed: write a new version.';
      END $$;
      CREATE TRIGGER prescription_rule_set_is_history BEFORE UPDATE OR DELETE ON prescription_rule_set
        FOR EACH STATEMENT EXECUTE FUNCTION prescription_rule_set_is_history();
      ALTER TABLE prescription ADD COLUMN rules_version integer NOT NULL DEFAULT 0, ADD COLUMN reviewed_rules_version integer;
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      ALTER TABLE prescription DROP COLUMN rules_version, DROP COLUMN reviewed_rules_version;
      DROP TABLE prescription_rule_set;
      DROP FUNCTION prescription_rule_set_is_history;
    `);
  }
}
