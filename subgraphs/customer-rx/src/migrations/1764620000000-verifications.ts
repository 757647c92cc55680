import type { Migration, MigrationRunner } from '@opticworks/kernel';

/**
 * Requests to prescribers. What they say is sealed like the prescription; times, clock and outcome are plain because a deadline has to
 * be found without anybody's key. A lapse without proof of receipt, or before its deadline, cannot be written.
 */
export class Verifications implements Migration {
  readonly name = '1764620000000-verifications';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE verification (
        id text PRIMARY KEY,
        prescription_id text NOT NULL REFERENCES prescription (id),
        status text NOT NULL CHECK (status IN ('REQUESTED', 'BOUNCED', 'DELIVERED', 'CONFIRMED', 'CORRECTED', 'REJECTED', 'LAPSED_VERIFIED')),
        channel text NOT NULL CHECK (channel IN ('EMAIL', 'FAX', 'PHONE')),
        time_zone text NOT NULL,
        saturday_from integer CHECK (saturday_from BETWEEN 0 AND 1440),
        saturday_to integer CHECK (saturday_to BETWEEN 0 AND 1440),
        content text NOT NULL,
        requested_at timestamptz NOT NULL,
        requested_by text NOT NULL,
        sent_at timestamptz,
        provider_id text,
        delivered_at timestamptz,
        proof text,
        deadline_at timestamptz,
        settled_at timestamptz,
        settled_by text,
        CHECK ((saturday_from IS NULL) = (saturday_to IS NULL)),
        CHECK (saturday_from IS NULL OR saturday_from < saturday_to),
        CHECK ((delivered_at IS NULL) = (proof IS NULL)),
        CHECK (deadline_at IS NULL OR deadline_at > delivered_at),
        CONSTRAINT verification_lapse_proved CHECK (status <> 'LAPSED_VERIFIED' OR (deadline_at IS NOT NULL AND settled_at >= deadline_at)),
        CONSTRAINT verification_settled CHECK ((status IN ('REQUESTED', 'DELIVERED')) = (settled_at IS NULL))
      );
      CREATE UNIQUE INDEX verification_one_open ON verification (prescription_id) WHERE status IN ('REQUESTED', 'DELIVERED');
      CREATE INDEX verification_of ON verification (prescription_id, requested_at DESC);
      CREATE INDEX verification_due ON verification (deadline_at) WHERE status = 'DELIVERED' AND deadline_at IS NOT NULL;

      ALTER TABLE verification ENABLE ROW LEVEL SECURITY;
      ALTER TABLE verification FORCE ROW LEVEL SECURITY;
      CREATE POLICY verification_of_reader ON verification
        USING (EXISTS (SELECT 1 FROM prescription p WHERE p.id = prescription_id));

      -- What was ordered with a prescription and for whom: needed to ask the prescriber; sealed.
      ALTER TABLE prescription ADD COLUMN order_facts text;
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('ALTER TABLE prescription DROP COLUMN order_facts; DROP TABLE verification;');
  }
}
