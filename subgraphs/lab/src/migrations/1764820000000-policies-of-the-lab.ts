import type { Migration, MigrationRunner } from '@opticworks/kernel';

const areas = (more: string) =>
  `'STATION', 'TERMS', 'BLANK_RULE', 'INSTRUMENT', 'STANDARD_COST', 'LABOUR_HOURS', 'TOLERANCES'${more}`;
const check = (more: string) => `
      ALTER TABLE lab_setting_change DROP CONSTRAINT lab_setting_change_area_check;
      ALTER TABLE lab_setting_change ADD CONSTRAINT lab_setting_change_area_check CHECK (area IN (${areas(more)}));`;

/**
 * What an owner decides over the settings of the installation: how far a supervisor may let a lens pass, what an instrument out of
 * calibration does, and what beside the power is compensated. No row means that nobody has decided: the installation's values hold.
 */
export class PoliciesOfTheLab implements Migration {
  readonly name = '1764820000000-policies-of-the-lab';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE lab_policy (
        area text PRIMARY KEY CHECK (area IN ('WAIVERS', 'CALIBRATION', 'WEAR')),
        value jsonb NOT NULL
      );
      ${check(", 'WAIVERS', 'CALIBRATION', 'WEAR'")}
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      DROP TABLE lab_policy;
      ALTER TABLE lab_setting_change DISABLE TRIGGER lab_setting_change_is_history;
      DELETE FROM lab_setting_change WHERE area IN ('WAIVERS', 'CALIBRATION', 'WEAR');
      ALTER TABLE lab_setting_change ENABLE TRIGGER lab_setting_change_is_history;
      ${check('')}
    `);
  }
}
