import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** Who changed what of the lab's settings, from what to what; and the tolerances an owner chose over those of the environment. */
export class ChangesOfSettings implements Migration {
  readonly name = '1764800000000-changes-of-settings';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE lab_setting_change (
        id text PRIMARY KEY,
        area text NOT NULL CHECK (area IN ('STATION', 'TERMS', 'BLANK_RULE', 'INSTRUMENT', 'STANDARD_COST', 'LABOUR_HOURS', 'TOLERANCES')),
        -- Code of the station, material, instrument or cost, the day of the hours; empty where an area is one thing.
        key text NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        before jsonb,
        after jsonb,
        note text,
        changed_by text NOT NULL,
        changed_by_id text,
        at timestamptz NOT NULL,
        -- Two owners who change the same thing at once cannot both be its next version.
        UNIQUE (area, key, version)
      );
      CREATE INDEX lab_setting_change_at ON lab_setting_change (at DESC, id DESC);
      CREATE FUNCTION lab_setting_change_is_history() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'Changes of settings are never edited or removed.';
      END $$;
      CREATE TRIGGER lab_setting_change_is_history BEFORE UPDATE OR DELETE ON lab_setting_change
        FOR EACH STATEMENT EXECUTE FUNCTION lab_setting_change_is_history();

      CREATE TABLE lab_tolerance_choice (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        profile text NOT NULL,
        accepted text[] NOT NULL
      );
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      DROP TABLE lab_tolerance_choice, lab_setting_change;
      DROP FUNCTION lab_setting_change_is_history;
    `);
  }
}
