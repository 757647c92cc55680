import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** Orders at other labs. What is sent (powers, outline) is written anew from the sealed values and not kept here. */
export class OutsideLabs implements Migration {
  readonly name = '1764520000000-outside-labs';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE outside_lab_order (
        id text PRIMARY KEY,
        job_id text NOT NULL REFERENCES lab_job (id) ON DELETE CASCADE,
        lab text NOT NULL,
        status text NOT NULL CHECK (status IN ('REQUESTED', 'RECEIVED', 'IN_LAB', 'SURFACING', 'TREATMENT', 'FINISHING', 'SHIPPED',
          'RETURNED', 'REFUSED', 'CANCELLED')),
        frame text NOT NULL CHECK (frame IN ('CUT_TO_TRACE', 'UNCUT')),
        provider_id text UNIQUE,
        attempts integer NOT NULL DEFAULT 0,
        reason text,
        expected_on date,
        tracking_code text,
        requested_at timestamptz NOT NULL,
        requested_by text NOT NULL,
        cancel_requested_at timestamptz,
        checked_at timestamptz,
        CHECK (status IN ('REQUESTED', 'REFUSED', 'CANCELLED') OR provider_id IS NOT NULL)
      );
      CREATE UNIQUE INDEX outside_lab_order_live ON outside_lab_order (job_id) WHERE status NOT IN ('RETURNED', 'REFUSED', 'CANCELLED');
      CREATE INDEX outside_lab_order_job ON outside_lab_order (job_id, requested_at, id);
      CREATE INDEX outside_lab_order_stale ON outside_lab_order ((coalesce(checked_at, requested_at)))
        WHERE status NOT IN ('RETURNED', 'REFUSED', 'CANCELLED', 'SHIPPED');

      CREATE TABLE outside_lab_event (
        id text PRIMARY KEY,
        order_id text NOT NULL REFERENCES outside_lab_order (id) ON DELETE CASCADE,
        status text NOT NULL,
        at timestamptz NOT NULL,
        told_by text NOT NULL,
        UNIQUE (order_id, status)
      );
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('DROP TABLE outside_lab_event, outside_lab_order');
  }
}
