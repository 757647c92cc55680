import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** Which sign-in account an erased customer had: whoever keeps accounts takes it away, and no new customer is made for it. */
export class ErasedAccountsOfCustomers implements Migration {
  readonly name = '1764700000000-erased-accounts';

  async up(q: MigrationRunner): Promise<void> {
    await q.query('ALTER TABLE erasure_receipt ADD COLUMN user_id text');
    await q.query('CREATE UNIQUE INDEX erasure_receipt_user ON erasure_receipt (user_id) WHERE user_id IS NOT NULL');
    await q.query('CREATE INDEX erasure_receipt_requested ON erasure_receipt (requested_at)');
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('ALTER TABLE erasure_receipt DROP COLUMN user_id');
    await q.query('DROP INDEX erasure_receipt_requested');
  }
}
