import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** A line of several pairs is finished when each of its pairs has passed: they are kept by job, not by line. */
export class PairsByJob1767312000000 implements Migration {
  readonly name = '1767312000000-pairs-by-job';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      ALTER TABLE finished_pair DROP CONSTRAINT finished_pair_pkey, ADD PRIMARY KEY (order_line_id, job_number);
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      DELETE FROM finished_pair a USING finished_pair b WHERE a.order_line_id = b.order_line_id AND a.job_number < b.job_number;
      ALTER TABLE finished_pair DROP CONSTRAINT finished_pair_pkey, ADD PRIMARY KEY (order_line_id);
    `);
  }
}
