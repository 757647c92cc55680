import type { Migration, MigrationRunner } from '@opticworks/kernel';

/**
 * Shop and staff had reasons of their own for a return, and old ones were free text. Now there is one register; what it does not know stays
 * readable as the note of OTHER.
 */
export class ReturnReasons1764780000000 implements Migration {
  readonly name = '1764780000000-return-reasons';

  async up(q: MigrationRunner): Promise<void> {
    await q.query('ALTER TABLE return_line ADD COLUMN note text');
    await q.query(`UPDATE return_line SET
      note = CASE WHEN ${KNOWN} IS NULL AND upper(trim(reason)) <> 'OTHER' THEN nullif(trim(reason), '') END,
      reason = coalesce(${KNOWN}, 'OTHER')`);
    await q.query(`ALTER TABLE return_line ADD CONSTRAINT return_line_reason CHECK (reason IN
      ('CHANGED_MIND', 'DOES_NOT_FIT', 'NOT_AS_DESCRIBED', 'DEFECTIVE', 'WRONG_ITEM', 'REMAKE', 'OTHER'))`);
  }

  /** The words of what the register did not know come back; both sides read the other codes before. */
  async down(q: MigrationRunner): Promise<void> {
    await q.query('ALTER TABLE return_line DROP CONSTRAINT return_line_reason');
    await q.query("UPDATE return_line SET reason = note WHERE reason = 'OTHER' AND note IS NOT NULL");
    await q.query('ALTER TABLE return_line DROP COLUMN note');
  }
}

/** The codes both sides had, those of the staff, and the sentences of demonstration data. */
const KNOWN = `CASE upper(trim(reason))
    WHEN 'CHANGED_MIND' THEN 'CHANGED_MIND' WHEN 'CHANGED MY MIND' THEN 'CHANGED_MIND'
    WHEN 'DOES_NOT_FIT' THEN 'DOES_NOT_FIT' WHEN 'FIT' THEN 'DOES_NOT_FIT' WHEN 'DOES NOT FIT' THEN 'DOES_NOT_FIT'
    WHEN 'NOT_AS_DESCRIBED' THEN 'NOT_AS_DESCRIBED' WHEN 'LOOKS' THEN 'NOT_AS_DESCRIBED'
    WHEN 'DEFECTIVE' THEN 'DEFECTIVE' WHEN 'DEFECT' THEN 'DEFECTIVE'
    WHEN 'WRONG_ITEM' THEN 'WRONG_ITEM' WHEN 'REMAKE' THEN 'REMAKE' END`;
