import type { Migration, MigrationRunner } from '@opticworks/kernel';

const changes = (more: string) => `
      ALTER TABLE lab_setting_change DROP CONSTRAINT lab_setting_change_area_check;
      ALTER TABLE lab_setting_change ADD CONSTRAINT lab_setting_change_area_check CHECK (area IN ('STATION', 'TERMS', 'BLANK_RULE',
        'INSTRUMENT', 'STANDARD_COST', 'LABOUR_HOURS', 'TOLERANCES', 'WAIVERS', 'CALIBRATION', 'WEAR'${more}));`;
const policies = (more: string) => `
      ALTER TABLE lab_policy DROP CONSTRAINT lab_policy_area_check;
      ALTER TABLE lab_policy ADD CONSTRAINT lab_policy_area_check CHECK (area IN ('WAIVERS', 'CALIBRATION', 'WEAR'${more}));`;

/** Who bears a remake and when it is free, as an owner decides; a remake remembers by which version it was charged. */
export class TermsOfRemakes implements Migration {
  readonly name = '1764880000000-terms-of-remakes';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`${changes(", 'REMAKES'")} ${policies(", 'REMAKES'")}
      ALTER TABLE lab_remake ADD COLUMN terms_version integer NOT NULL DEFAULT 0 CHECK (terms_version >= 0);
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      ALTER TABLE lab_remake DROP COLUMN terms_version;
      DELETE FROM lab_policy WHERE area = 'REMAKES';
      ALTER TABLE lab_setting_change DISABLE TRIGGER lab_setting_change_is_history;
      DELETE FROM lab_setting_change WHERE area = 'REMAKES';
      ALTER TABLE lab_setting_change ENABLE TRIGGER lab_setting_change_is_history;
      ${policies('')} ${changes('')}
    `);
  }
}
