import type { Migration, MigrationRunner } from '@opticworks/kernel';

/**
 * Stations as data, one row for each lens at each stage, and batches of lenses that go through a machine together. Lenses that are in work
 * when this runs get the step they stand at, begun with the last scan of their tray.
 */
export class LensStepsAndBatches implements Migration {
  readonly name = '1764410000000-lens-steps-and-batches';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE lab_station (
        code text PRIMARY KEY CHECK (code = upper(code) AND code <> ''),
        name text NOT NULL,
        statuses text[] NOT NULL CHECK (cardinality(statuses) > 0 AND
          statuses <@ ARRAY['PICKED', 'SURFACING', 'COATING', 'FINISHING', 'INSPECTION', 'SHIPPED', 'DISPENSED']),
        batch_kinds text[] NOT NULL DEFAULT '{}' CHECK (batch_kinds <@ ARRAY['TINT', 'HARD_COAT', 'AR', 'MIRROR']),
        batch_capacity integer CHECK (batch_capacity > 0),
        active boolean NOT NULL DEFAULT true,
        position integer NOT NULL DEFAULT 0,
        CHECK (cardinality(batch_kinds) = 0 OR 'COATING' = ANY (statuses))
      );
      CREATE UNIQUE INDEX lab_station_name ON lab_station (lower(name));
      INSERT INTO lab_station (code, name, statuses, batch_kinds, batch_capacity, position) VALUES
        ('BENCH-1', 'Bench 1', '{PICKED,SURFACING,COATING,FINISHING,INSPECTION,SHIPPED,DISPENSED}', '{}', NULL, 0),
        ('PICK-1', 'Blank picking', '{PICKED}', '{}', NULL, 10),
        ('GEN-1', 'Generator 1', '{SURFACING}', '{}', NULL, 20),
        ('GEN-2', 'Generator 2', '{SURFACING}', '{}', NULL, 21),
        ('TINT-1', 'Tint bath 1', '{COATING}', '{TINT}', 12, 30),
        ('HC-1', 'Hard coat line 1', '{COATING}', '{HARD_COAT}', 40, 31),
        ('AR-1', 'Vacuum chamber 1', '{COATING}', '{AR,MIRROR}', 60, 32),
        ('EDGE-1', 'Edger 1', '{FINISHING}', '{}', NULL, 40),
        ('EDGE-2', 'Edger 2', '{FINISHING}', '{}', NULL, 41),
        ('QC-1', 'Final inspection', '{INSPECTION}', '{}', NULL, 50),
        ('SHIP-1', 'Dispatch', '{SHIPPED,DISPENSED}', '{}', NULL, 60);

      ALTER TABLE lab_lens ADD COLUMN stage text NOT NULL DEFAULT 'WAITING'
        CHECK (stage IN ('WAITING', 'REWORK', 'PICKED', 'SURFACING', 'COATING', 'FINISHING', 'INSPECTION'));
      UPDATE lab_lens l SET stage = CASE
          WHEN j.status IN ('PICKED', 'SURFACING', 'COATING', 'FINISHING', 'INSPECTION', 'REWORK') THEN j.status
          WHEN j.status IN ('PASSED', 'SHIPPED', 'DISPENSED') THEN 'INSPECTION'
          WHEN l.blank_status IN ('PICKED', 'CONSUMED') THEN 'PICKED'
          ELSE 'WAITING' END
        FROM lab_job j WHERE j.id = l.job_id;

      ALTER TABLE lab_scan ADD COLUMN eyes text[] NOT NULL DEFAULT '{}' CHECK (eyes <@ ARRAY['OD', 'OS']),
        ADD COLUMN operator_id text,
        ADD COLUMN result text CHECK (result IN ('GOOD', 'REWORK', 'SPOILED', 'UNDO')),
        ADD COLUMN undone_at timestamptz, ADD COLUMN undone_by text;
      UPDATE lab_scan SET eyes = ARRAY[eye] WHERE eye IN ('OD', 'OS');

      CREATE TABLE lab_batch (
        id text PRIMARY KEY,
        number text NOT NULL UNIQUE,
        kind text NOT NULL CHECK (kind IN ('TINT', 'HARD_COAT', 'AR', 'MIRROR')),
        machine text NOT NULL REFERENCES lab_station (code),
        status text NOT NULL CHECK (status IN ('OPEN', 'RUNNING', 'GOOD', 'FAILED', 'ABANDONED')),
        version integer NOT NULL DEFAULT 1,
        lot text,
        note text,
        opened_at timestamptz NOT NULL, opened_by text NOT NULL,
        started_at timestamptz, started_by text,
        finished_at timestamptz, finished_by text,
        failure_reason text, remedy text CHECK (remedy IN ('SPOIL', 'REWORK')),
        CHECK (status <> 'RUNNING' OR (started_at IS NOT NULL AND lot IS NOT NULL)),
        CHECK (status NOT IN ('GOOD', 'FAILED') OR (started_at IS NOT NULL AND finished_at IS NOT NULL AND lot IS NOT NULL)),
        CHECK ((status = 'FAILED') = (failure_reason IS NOT NULL AND remedy IS NOT NULL))
      );
      CREATE SEQUENCE lab_batch_number START 1001;
      ALTER TABLE lab_batch ALTER COLUMN number SET DEFAULT 'B-' || nextval('lab_batch_number');
      -- A carrier is loaded while the machine still runs; it does not run twice at once.
      CREATE UNIQUE INDEX lab_batch_one_open ON lab_batch (machine, kind) WHERE status = 'OPEN';
      CREATE UNIQUE INDEX lab_batch_one_running ON lab_batch (machine) WHERE status = 'RUNNING';
      CREATE INDEX lab_batch_list ON lab_batch (opened_at DESC, id);

      CREATE TABLE lab_batch_lens (
        batch_id text NOT NULL REFERENCES lab_batch (id) ON DELETE CASCADE,
        lens_id text NOT NULL REFERENCES lab_lens (id) ON DELETE CASCADE,
        attempt integer NOT NULL,
        job_id text NOT NULL REFERENCES lab_job (id) ON DELETE CASCADE,
        eye text NOT NULL CHECK (eye IN ('OD', 'OS')),
        added_at timestamptz NOT NULL, added_by text NOT NULL,
        split_reason text,
        -- In the machine or on its carrier: a lens is in one such batch at a time.
        is_open boolean NOT NULL DEFAULT true,
        PRIMARY KEY (batch_id, lens_id)
      );
      CREATE UNIQUE INDEX lab_batch_lens_open ON lab_batch_lens (lens_id) WHERE is_open;
      CREATE INDEX lab_batch_lens_job ON lab_batch_lens (job_id);

      CREATE TABLE lab_lens_step (
        id text PRIMARY KEY,
        job_id text NOT NULL REFERENCES lab_job (id) ON DELETE CASCADE,
        lens_id text NOT NULL REFERENCES lab_lens (id) ON DELETE CASCADE,
        eye text NOT NULL CHECK (eye IN ('OD', 'OS')),
        attempt integer NOT NULL,
        stage text NOT NULL CHECK (stage IN ('PICKED', 'SURFACING', 'COATING', 'FINISHING', 'INSPECTION')),
        station text NOT NULL,
        operator text NOT NULL,
        scan_id text NOT NULL,
        batch_id text REFERENCES lab_batch (id),
        started_at timestamptz NOT NULL,
        ended_at timestamptz,
        ended_by_scan text,
        outcome text CHECK (outcome IN ('GOOD', 'REWORK', 'SPOILED', 'UNDONE', 'CANCELLED')),
        reason text,
        CHECK ((ended_at IS NULL) = (outcome IS NULL)),
        CHECK (ended_at IS NULL OR ended_at >= started_at)
      );
      CREATE UNIQUE INDEX lab_lens_step_open ON lab_lens_step (lens_id) WHERE ended_at IS NULL;
      CREATE INDEX lab_lens_step_job ON lab_lens_step (job_id, started_at, id);
      CREATE INDEX lab_lens_step_ended ON lab_lens_step (ended_at, stage) WHERE ended_at IS NOT NULL;
      CREATE INDEX lab_lens_step_scan ON lab_lens_step (scan_id);
      INSERT INTO lab_lens_step (id, job_id, lens_id, eye, attempt, stage, station, operator, scan_id, started_at)
        SELECT 'step_' || l.id, l.job_id, l.id, l.eye, l.attempt, l.stage, s.station, s.operator, s.id, s.at
        FROM lab_lens l JOIN lab_job j ON j.id = l.job_id
        CROSS JOIN LATERAL (SELECT * FROM lab_scan WHERE job_id = l.job_id ORDER BY at DESC, id DESC LIMIT 1) s
        WHERE j.status = l.stage AND l.stage IN ('PICKED', 'SURFACING', 'COATING', 'FINISHING', 'INSPECTION');

      ALTER TABLE lab_breakage ADD COLUMN batch_id text REFERENCES lab_batch (id), ADD COLUMN station text;
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      ALTER TABLE lab_breakage DROP COLUMN batch_id, DROP COLUMN station;
      DROP TABLE lab_lens_step, lab_batch_lens, lab_batch;
      DROP SEQUENCE lab_batch_number;
      ALTER TABLE lab_scan DROP COLUMN eyes, DROP COLUMN operator_id, DROP COLUMN result, DROP COLUMN undone_at, DROP COLUMN undone_by;
      ALTER TABLE lab_lens DROP COLUMN stage;
      DROP TABLE lab_station;
    `);
  }
}
