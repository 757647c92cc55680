import type { Migration, MigrationRunner } from '@opticworks/kernel';

/**
 * Whether a line's task is still to be collected stands in the line as well: what is planned out of a bin is then one look into an
 * index, however many orders wait for the same item. Before, each of their tasks was looked up.
 */
export class PlansInTheLine1767484800000 implements Migration {
  readonly name = '1767484800000-plans-in-the-line';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      ALTER TABLE pick_line ADD COLUMN task_open boolean NOT NULL DEFAULT true;
      UPDATE pick_line l SET task_open = false FROM pick_task t WHERE t.id = l.task_id AND t.status <> 'OPEN';
      DROP INDEX pick_line_bin;
      CREATE INDEX pick_line_planned ON pick_line (sku, bin_id, lot) INCLUDE (quantity, picked)
        WHERE task_open AND picked < quantity;
      CREATE FUNCTION pick_line_follows_task() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE pick_line SET task_open = NEW.status = 'OPEN' WHERE task_id = NEW.id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER pick_line_follows_task AFTER UPDATE OF status ON pick_task FOR EACH ROW
        WHEN ((OLD.status = 'OPEN') <> (NEW.status = 'OPEN')) EXECUTE FUNCTION pick_line_follows_task();
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      DROP TRIGGER pick_line_follows_task ON pick_task;
      DROP FUNCTION pick_line_follows_task;
      DROP INDEX pick_line_planned;
      ALTER TABLE pick_line DROP COLUMN task_open;
      CREATE INDEX pick_line_bin ON pick_line (sku, bin_id) WHERE picked < quantity;
    `);
  }
}
