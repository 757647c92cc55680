import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** What a promise is made of: capacity of each stage, routes, the terms of the house and its closed days. */
export class PromiseAndCapacity implements Migration {
  readonly name = '1764420000000-promise-and-capacity';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE lab_capacity (
        stage text PRIMARY KEY CHECK (stage IN ('PICKED', 'SURFACING', 'COATING', 'FINISHING', 'INSPECTION')),
        lenses_per_day integer NOT NULL CHECK (lenses_per_day > 0),
        dwell_days numeric(4, 2) NOT NULL CHECK (dwell_days >= 0),
        position integer NOT NULL UNIQUE
      );
      INSERT INTO lab_capacity (stage, lenses_per_day, dwell_days, position) VALUES
        ('PICKED', 240, 0.1, 1), ('SURFACING', 80, 0.5, 2), ('COATING', 60, 1, 3), ('FINISHING', 120, 0.25, 4), ('INSPECTION', 160, 0.15, 5);

      CREATE TABLE lab_route (
        code text PRIMARY KEY CHECK (code IN ('FINISHED', 'SURFACED', 'SURFACED_COATED', 'FREE_FORM')),
        stages text[] NOT NULL CHECK (cardinality(stages) > 0
          AND stages <@ ARRAY['PICKED', 'SURFACING', 'COATING', 'FINISHING', 'INSPECTION']),
        extra_days numeric(4, 2) NOT NULL DEFAULT 0 CHECK (extra_days >= 0),
        position integer NOT NULL UNIQUE
      );
      INSERT INTO lab_route (code, stages, extra_days, position) VALUES
        ('FINISHED', '{PICKED,FINISHING,INSPECTION}', 0, 1),
        ('SURFACED', '{PICKED,SURFACING,FINISHING,INSPECTION}', 0, 2),
        ('SURFACED_COATED', '{PICKED,SURFACING,COATING,FINISHING,INSPECTION}', 0, 3),
        ('FREE_FORM', '{PICKED,SURFACING,COATING,FINISHING,INSPECTION}', 1, 4);

      CREATE TABLE lab_terms (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        preparation_days numeric(4, 2) NOT NULL CHECK (preparation_days >= 0),
        tint_days numeric(4, 2) NOT NULL CHECK (tint_days >= 0),
        working_weekdays integer[] NOT NULL CHECK (cardinality(working_weekdays) > 0 AND working_weekdays <@ ARRAY[0, 1, 2, 3, 4, 5, 6]),
        holidays text NOT NULL CHECK (holidays IN ('none', 'us-federal')),
        rush_share_percent numeric(5, 2) NOT NULL CHECK (rush_share_percent BETWEEN 0 AND 100),
        rush_due_time time NOT NULL
      );
      INSERT INTO lab_terms (preparation_days, tint_days, working_weekdays, holidays, rush_share_percent, rush_due_time)
        VALUES (1, 1, '{1,2,3,4,5}', 'us-federal', 10, '14:00');

      CREATE TABLE lab_closed_day (day date PRIMARY KEY, reason text NOT NULL);

      CREATE TABLE lab_lead_time (
        route text NOT NULL REFERENCES lab_route (code),
        rush boolean NOT NULL,
        weekdays integer NOT NULL CHECK (weekdays >= 0),
        told_at timestamptz NOT NULL,
        PRIMARY KEY (route, rush)
      );

      ALTER TABLE lab_job ADD COLUMN planned_on date, ADD COLUMN due_time time,
        ADD COLUMN rush_reason text, ADD COLUMN rush_by text, ADD COLUMN rush_at timestamptz;
      UPDATE lab_job SET due_time = '14:00' WHERE rush;
      CREATE INDEX lab_job_open_rush ON lab_job (rush) WHERE status NOT IN ('PASSED', 'SHIPPED', 'DISPENSED', 'CANCELLED');
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      DROP INDEX lab_job_open_rush;
      ALTER TABLE lab_job DROP COLUMN planned_on, DROP COLUMN due_time, DROP COLUMN rush_reason, DROP COLUMN rush_by, DROP COLUMN rush_at;
      DROP TABLE lab_lead_time, lab_closed_day, lab_terms, lab_route, lab_capacity;
    `);
  }
}
