import type { Migration, MigrationRunner } from '@opticworks/kernel';

/**
 * What an inspection was made with and against, waivers, rework routes, impact tests, expected readings of compensated lenses, and what a
 * remake costs whom. Records of an inspection are written once.
 */
export class InspectionRecords implements Migration {
  readonly name = '1764530000000-inspection-records';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE lab_instrument (
        id text PRIMARY KEY,
        code text NOT NULL UNIQUE CHECK (code = upper(code) AND code <> ''),
        kind text NOT NULL CHECK (kind IN ('LENSMETER', 'PUPILLOMETER', 'CALIPER', 'LENS_CLOCK', 'RULER')),
        name text NOT NULL,
        calibration_due_on date NOT NULL,
        retired_at timestamptz
      );

      ALTER TABLE lab_inspection
        ADD COLUMN stage text NOT NULL DEFAULT 'FINAL' CHECK (stage IN ('UNCUT', 'FINAL')),
        ADD COLUMN inspector_id text,
        ADD COLUMN edition text,
        ADD COLUMN instrument_id text REFERENCES lab_instrument (id),
        -- As it was on the day: a later calibration does not change an old record.
        ADD COLUMN instrument jsonb,
        ADD COLUMN nominal_from text NOT NULL DEFAULT 'CALCULATED' CHECK (nominal_from IN ('CALCULATED', 'EXPECTED')),
        ADD COLUMN warnings text[] NOT NULL DEFAULT '{}',
        -- How often the job had been scanned when it was done: a waiver holds only while nothing came after.
        ADD COLUMN scans integer;
      CREATE INDEX lab_inspection_at ON lab_inspection (at);

      CREATE TABLE lab_waiver (
        id text PRIMARY KEY,
        inspection_id text NOT NULL UNIQUE REFERENCES lab_inspection (id) ON DELETE CASCADE,
        job_id text NOT NULL REFERENCES lab_job (id) ON DELETE CASCADE,
        at timestamptz NOT NULL,
        supervisor text NOT NULL,
        supervisor_id text NOT NULL,
        reason text NOT NULL CHECK (reason <> ''),
        items text[] NOT NULL CHECK (cardinality(items) > 0)
      );
      CREATE INDEX lab_waiver_job ON lab_waiver (job_id);
      CREATE INDEX lab_waiver_at ON lab_waiver (at);

      CREATE TABLE lab_rework (
        id text PRIMARY KEY,
        job_id text NOT NULL REFERENCES lab_job (id) ON DELETE CASCADE,
        inspection_id text REFERENCES lab_inspection (id),
        route text NOT NULL CHECK (route IN ('RE_POLISH', 'RE_COAT', 'RE_EDGE', 'RE_MOUNT')),
        eyes text[] NOT NULL CHECK (cardinality(eyes) > 0 AND eyes <@ ARRAY['OD', 'OS']),
        note text,
        at timestamptz NOT NULL,
        operator text NOT NULL
      );
      CREATE INDEX lab_rework_job ON lab_rework (job_id, at, id);
      CREATE INDEX lab_rework_at ON lab_rework (at);

      CREATE TABLE lab_impact_test (
        id text PRIMARY KEY,
        job_id text NOT NULL REFERENCES lab_job (id) ON DELETE CASCADE,
        eye text NOT NULL CHECK (eye IN ('OD', 'OS')),
        -- A lens that is made again has to be tested again.
        attempt integer NOT NULL,
        method text NOT NULL CHECK (method IN ('DROP_BALL', 'BATCH_SAMPLE')),
        batch text,
        passed boolean NOT NULL,
        at timestamptz NOT NULL,
        operator text NOT NULL,
        CHECK (method <> 'BATCH_SAMPLE' OR batch IS NOT NULL)
      );
      CREATE INDEX lab_impact_test_job ON lab_impact_test (job_id, at, id);

      CREATE TABLE lab_expected_reading (
        job_id text PRIMARY KEY REFERENCES lab_job (id) ON DELETE CASCADE,
        sealed text NOT NULL,
        at timestamptz NOT NULL,
        operator text NOT NULL
      );

      CREATE FUNCTION lab_record_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION '% records are written once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END $$;
      CREATE TRIGGER lab_inspection_final BEFORE UPDATE OR DELETE ON lab_inspection
        FOR EACH ROW EXECUTE FUNCTION lab_record_is_final();
      CREATE TRIGGER lab_waiver_final BEFORE UPDATE OR DELETE ON lab_waiver
        FOR EACH ROW EXECUTE FUNCTION lab_record_is_final();
      CREATE TRIGGER lab_impact_test_final BEFORE UPDATE OR DELETE ON lab_impact_test
        FOR EACH ROW EXECUTE FUNCTION lab_record_is_final();
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      DROP TRIGGER lab_impact_test_final ON lab_impact_test;
      DROP TRIGGER lab_waiver_final ON lab_waiver;
      DROP TRIGGER lab_inspection_final ON lab_inspection;
      DROP FUNCTION lab_record_is_final();
      DROP TABLE lab_expected_reading, lab_impact_test, lab_rework, lab_waiver;
      DROP INDEX lab_inspection_at;
      ALTER TABLE lab_inspection DROP COLUMN stage, DROP COLUMN inspector_id, DROP COLUMN edition, DROP COLUMN instrument_id,
        DROP COLUMN instrument, DROP COLUMN nominal_from, DROP COLUMN warnings,
        DROP COLUMN scans;
      DROP TABLE lab_instrument;
    `);
  }
}
