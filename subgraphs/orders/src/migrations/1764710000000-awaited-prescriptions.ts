import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** Pairs that were paid for before their prescription was known: what is waited for, until when, and what came of it. */
export class AwaitedPrescriptions1764710000000 implements Migration {
  readonly name = '1764710000000-awaited-prescriptions';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(
      `CREATE TABLE awaited_prescription (
         order_line_id text PRIMARY KEY REFERENCES order_line ON DELETE CASCADE,
         order_id text NOT NULL REFERENCES sales_order ON DELETE CASCADE,
         state text NOT NULL CHECK (state IN ('AWAITED', 'RECEIVED', 'SETTLED')),
         prescription_id text,
         asked_at timestamptz NOT NULL,
         due_at timestamptz NOT NULL,
         reminded integer NOT NULL DEFAULT 0,
         overdue_at timestamptz,
         rejected_at timestamptz,
         received_at timestamptz,
         settled_at timestamptz,
         production_days integer,
         CONSTRAINT awaited_known CHECK (state = 'AWAITED' OR prescription_id IS NOT NULL)
       )`,
    );
    await q.query('CREATE INDEX awaited_prescription_order ON awaited_prescription (order_id)');
    await q.query(`CREATE INDEX awaited_prescription_open ON awaited_prescription (due_at) WHERE state = 'AWAITED'`);
    await q.query(
      'CREATE INDEX awaited_prescription_rx ON awaited_prescription (prescription_id) WHERE prescription_id IS NOT NULL',
    );
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('DROP TABLE awaited_prescription');
  }
}
