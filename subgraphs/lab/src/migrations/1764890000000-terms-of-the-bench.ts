import type { Migration, MigrationRunner } from '@opticworks/kernel';

const changes = (more: string) => `
      ALTER TABLE lab_setting_change DROP CONSTRAINT lab_setting_change_area_check;
      ALTER TABLE lab_setting_change ADD CONSTRAINT lab_setting_change_area_check CHECK (area IN ('STATION', 'TERMS', 'BLANK_RULE',
        'INSTRUMENT', 'STANDARD_COST', 'LABOUR_HOURS', 'TOLERANCES', 'WAIVERS', 'CALIBRATION', 'WEAR', 'REMAKES'${more}));`;
const policies = (more: string) => `
      ALTER TABLE lab_policy DROP CONSTRAINT lab_policy_area_check;
      ALTER TABLE lab_policy ADD CONSTRAINT lab_policy_area_check CHECK (area IN ('WAIVERS', 'CALIBRATION', 'WEAR', 'REMAKES'${more}));`;
const MORE = ", 'TRACES', 'CHECKLIST'";

/** By what traces are judged and what is looked at, as an owner decides; a trace and an inspection remember the version. */
export class TermsOfTheBench implements Migration {
  readonly name = '1764890000000-terms-of-the-bench';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`${changes(MORE)} ${policies(MORE)}
      ALTER TABLE lab_trace ADD COLUMN limits_version integer NOT NULL DEFAULT 0 CHECK (limits_version >= 0);
      ALTER TABLE lab_inspection ADD COLUMN checklist_version integer NOT NULL DEFAULT 0 CHECK (checklist_version >= 0);
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      ALTER TABLE lab_inspection DROP COLUMN checklist_version;
      ALTER TABLE lab_trace DROP COLUMN limits_version;
      DELETE FROM lab_policy WHERE area IN ('TRACES', 'CHECKLIST');
      ALTER TABLE lab_setting_change DISABLE TRIGGER lab_setting_change_is_history;
      DELETE FROM lab_setting_change WHERE area IN ('TRACES', 'CHECKLIST');
      ALTER TABLE lab_setting_change ENABLE TRIGGER lab_setting_change_is_history;
      ${policies('')} ${changes('')}
    `);
  }
}
