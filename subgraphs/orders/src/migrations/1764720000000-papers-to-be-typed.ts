import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** A prescription that came as a paper alone: an optician types it in before anything can be made. */
export class PapersToBeTyped1764720000000 implements Migration {
  readonly name = '1764720000000-papers-to-be-typed';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(
      `ALTER TABLE awaited_prescription DROP CONSTRAINT awaited_prescription_state_check,
         ADD CONSTRAINT awaited_prescription_state_check CHECK (state IN ('AWAITED', 'TYPING', 'RECEIVED', 'SETTLED'))`,
    );
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`UPDATE awaited_prescription SET state = 'AWAITED', prescription_id = NULL WHERE state = 'TYPING'`);
    await q.query(
      `ALTER TABLE awaited_prescription DROP CONSTRAINT awaited_prescription_state_check,
         ADD CONSTRAINT awaited_prescription_state_check CHECK (state IN ('AWAITED', 'RECEIVED', 'SETTLED'))`,
    );
  }
}
