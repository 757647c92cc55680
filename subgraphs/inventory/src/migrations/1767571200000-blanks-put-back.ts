import type { Migration, MigrationRunner } from '@opticworks/kernel';

const kinds = (
  more: string,
) => `'OPENING', 'RECEIPT', 'PICK', 'LAB_ISSUE', 'SHIP', 'CONSUME', 'SCRAP', 'RETURN', 'WRITE_OFF', 'ADJUSTMENT',
          'COUNT', 'TRANSFER'${more}`;
const demand = (more: string) => `
      DROP INDEX movement_demand;
      CREATE INDEX movement_demand ON movement (sku, at) INCLUDE (quantity)
        WHERE kind IN ('LAB_ISSUE', 'SHIP', 'CONSUME', 'SCRAP'${more});`;

/** A blank that was taken for a lab job and comes back whole: a movement of its own, which takes its share of the demand back too. */
export class BlanksPutBack1767571200000 implements Migration {
  readonly name = '1767571200000-blanks-put-back';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      ALTER TABLE movement DROP CONSTRAINT movement_kind_check;
      ALTER TABLE movement ADD CONSTRAINT movement_kind_check CHECK (kind IN (${kinds(", 'PUT_BACK'")}));
      ${demand(", 'PUT_BACK'")}
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      ALTER TABLE movement DISABLE TRIGGER movement_append_only;
      UPDATE movement SET kind = 'RETURN' WHERE kind = 'PUT_BACK';
      ALTER TABLE movement ENABLE TRIGGER movement_append_only;
      ALTER TABLE movement DROP CONSTRAINT movement_kind_check;
      ALTER TABLE movement ADD CONSTRAINT movement_kind_check CHECK (kind IN (${kinds('')}));
      ${demand('')}
    `);
  }
}
