import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** Blanks that were taken for a lens and are not cut for it: each is put back on its shelf by somebody, or found damaged. */
export class BlanksPutBack implements Migration {
  readonly name = '1764810000000-blanks-put-back';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE lab_blank_return (
        id text PRIMARY KEY,
        job_id text NOT NULL REFERENCES lab_job (id) ON DELETE CASCADE,
        lens_id text NOT NULL REFERENCES lab_lens (id) ON DELETE CASCADE,
        eye text NOT NULL CHECK (eye IN ('OD', 'OS')),
        attempt integer NOT NULL,
        sku text NOT NULL,
        name text,
        lot text,
        serial text,
        reason text NOT NULL CHECK (reason IN ('BLANK_TOO_SMALL', 'GROUND_TOO_THIN', 'CURVE_TOO_STEEP', 'ORDER_CANCELLED')),
        status text NOT NULL DEFAULT 'DUE' CHECK (status IN ('DUE', 'PUT_BACK', 'SPOILED')),
        opened_at timestamptz NOT NULL,
        opened_by text NOT NULL,
        settled_at timestamptz,
        settled_by text,
        -- Where the store says it lies; known once the store has booked it.
        shelf text,
        CHECK ((status = 'DUE') = (settled_at IS NULL) AND (settled_at IS NULL) = (settled_by IS NULL)),
        CHECK (shelf IS NULL OR status = 'PUT_BACK'),
        -- One blank is taken for one try at a lens, so it comes back once.
        UNIQUE (lens_id, attempt)
      );
      CREATE INDEX lab_blank_return_job ON lab_blank_return (job_id);
      CREATE INDEX lab_blank_return_due ON lab_blank_return (opened_at, id) WHERE status = 'DUE';
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('DROP TABLE lab_blank_return');
  }
}
