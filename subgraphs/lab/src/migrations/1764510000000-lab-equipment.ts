import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** Traces and what machines report. Outlines and sizes are of frames and plain; measured powers are sealed. */
export class LabEquipment implements Migration {
  readonly name = '1764510000000-lab-equipment';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE lab_trace (
        id text PRIMARY KEY,
        job_id text NOT NULL REFERENCES lab_job (id) ON DELETE CASCADE,
        purpose text NOT NULL CHECK (purpose IN ('CALCULATION', 'EDGING')),
        source text NOT NULL CHECK (source IN ('UPLOAD', 'DEVICE')),
        file bytea NOT NULL CHECK (length(file) <= 1000000),
        file_name text,
        sha256 text NOT NULL,
        right_radii jsonb NOT NULL,
        left_radii jsonb NOT NULL,
        synthetic_eye text CHECK (synthetic_eye IN ('OD', 'OS')),
        eye_size_mm numeric(5, 2) NOT NULL,
        lens_height_mm numeric(5, 2) NOT NULL,
        dbl_mm numeric(5, 2),
        circumference_mm numeric(6, 2) NOT NULL,
        sides_differ_mm numeric(5, 2) NOT NULL,
        carried jsonb NOT NULL,
        warnings jsonb NOT NULL,
        ordered_frame jsonb NOT NULL,
        taken_at timestamptz NOT NULL,
        taken_by text NOT NULL,
        device text,
        superseded_at timestamptz
      );
      CREATE UNIQUE INDEX lab_trace_present ON lab_trace (job_id) WHERE superseded_at IS NULL;
      CREATE INDEX lab_trace_job ON lab_trace (job_id, taken_at, id);

      CREATE TABLE lab_device_exchange (
        id text PRIMARY KEY,
        at timestamptz NOT NULL,
        duration_ms integer NOT NULL CHECK (duration_ms >= 0),
        remote text NOT NULL,
        vendor text,
        model text,
        machine_id text,
        operator text,
        request text NOT NULL,
        job_number text,
        job_id text REFERENCES lab_job (id) ON DELETE SET NULL,
        status integer,
        outcome text NOT NULL CHECK (outcome IN ('ANSWERED', 'REFUSED', 'UNCONFIRMED', 'DAMAGED')),
        detail text,
        bytes_in integer NOT NULL,
        bytes_out integer NOT NULL
      );
      CREATE INDEX lab_device_exchange_job ON lab_device_exchange (job_id, at, id);
      CREATE INDEX lab_device_exchange_at ON lab_device_exchange (at, id);

      CREATE TABLE lab_device_result (
        id text PRIMARY KEY,
        job_id text NOT NULL REFERENCES lab_job (id) ON DELETE CASCADE,
        source text NOT NULL CHECK (source IN ('UPLOAD', 'DEVICE')),
        sha256 text NOT NULL,
        status integer,
        sealed text NOT NULL,
        taken_at timestamptz NOT NULL,
        taken_by text NOT NULL,
        device text,
        UNIQUE (job_id, sha256)
      );
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('DROP TABLE lab_device_result, lab_device_exchange, lab_trace');
  }
}
