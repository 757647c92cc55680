import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** Frames of pairs that cannot be begun yet: they are allocated, but nobody fetches them. */
export class TasksThatWait1767398400000 implements Migration {
  readonly name = '1767398400000-tasks-that-wait';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`ALTER TABLE pick_task ADD COLUMN waits_for text CHECK (waits_for IN ('PRESCRIPTION'))`);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('ALTER TABLE pick_task DROP COLUMN waits_for');
  }
}
