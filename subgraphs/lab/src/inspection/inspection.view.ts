import type { OpenInspection } from '../jobs/lab-job.loader.ts';
import type { InspectionType } from '../jobs/lab-job.type.ts';
import { checkLabels, printCheckValue } from './inspection-labels.ts';

export const inspectionView = (row: OpenInspection, locale: 'en' | 'de'): InspectionType => ({
  id: row.id,
  at: row.at,
  inspector: row.inspector,
  verdict: row.verdict,
  profile: row.profile,
  cosmeticPass: row.content?.cosmeticPass ?? row.verdict === 'PASS',
  cosmeticNotes: [...(row.content?.cosmeticNotes ?? [])],
  checks: (row.content?.checks ?? []).map((check) => ({
    code: check.code,
    label: checkLabels[check.code][locale],
    eye: check.eye === 'pair' ? null : check.eye.toUpperCase(),
    nominal: printCheckValue(check.code, check.nominal),
    measured: printCheckValue(check.code, check.measured),
    tolerance: `±${printCheckValue(check.code, check.tolerance, false)}`,
    deviation: printCheckValue(check.code, check.deviation, false),
    pass: check.pass,
  })),
});
