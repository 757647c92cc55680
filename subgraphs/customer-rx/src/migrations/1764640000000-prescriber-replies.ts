import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** By which way an answer came: written down by somebody here, or given by the practice through the link in the request. */
export class PrescriberReplies implements Migration {
  readonly name = '1764640000000-prescriber-replies';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      ALTER TABLE verification ADD COLUMN answered_via text CHECK (answered_via IN ('STAFF', 'LINK'));
      UPDATE verification SET answered_via = 'STAFF' WHERE status IN ('CONFIRMED', 'CORRECTED', 'REJECTED');
      ALTER TABLE verification ADD CONSTRAINT verification_answered_some_way
        CHECK (answered_via IS NULL OR status IN ('CONFIRMED', 'CORRECTED', 'REJECTED'));
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('ALTER TABLE verification DROP COLUMN answered_via');
  }
}
