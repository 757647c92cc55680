import type { Tx } from '@opticworks/kernel';
import { subjectOf } from '../calculation/lab-vault.ts';
import type { LabJobRow } from '../jobs/job.rows.ts';
import type { LabParts } from '../parts.ts';
import { waiversNow } from '../settings/policies.ts';
import type { WaiverRow } from './inspection.loader.ts';
import { INSPECTION_COLUMNS, type InspectionContent, type InspectionRow, inspectionCell } from './inspection.rows.ts';
import type { InspectionType } from './inspection.type.ts';
import { inspectionView } from './inspection.view.ts';

/** Inspections of a job that a supervisor let pass, for its papers. Whoever asks has opened the job's values, which is audited. */
export async function waivedInspections(
  parts: LabParts,
  query: Tx['query'],
  job: Pick<LabJobRow, 'id' | 'ownerKind' | 'ownerId'>,
): Promise<InspectionType[]> {
  const rows = await query<InspectionRow & WaiverRow & { sealed: string; waivedAt: Date }>(
    `SELECT i.*, w.job_id AS "jobId", w.inspection_id AS "inspectionId", w.at AS "waivedAt", w.supervisor, w.reason, w.items
     FROM (SELECT ${INSPECTION_COLUMNS}, sealed FROM lab_inspection WHERE job_id = $1) i
     JOIN lab_waiver w ON w.inspection_id = i.id ORDER BY i.at, i.id LIMIT 20`,
    [job.id],
  );
  if (rows.length === 0) return [];
  const policy = await waiversNow(parts, query);
  const texts = await parts.cipher.decryptMany(
    { query },
    rows.map((row) => ({ subject: subjectOf(job), cell: inspectionCell(row.id), sealed: row.sealed })),
  );
  return rows.map((row, i) => {
    const { jobId, inspectionId, waivedAt, supervisor, reason, items } = row;
    const content = texts[i] ? (JSON.parse(texts[i]) as InspectionContent) : null;
    return inspectionView({ ...row, content }, 'en', {
      policy,
      waiver: { jobId, inspectionId, at: waivedAt, supervisor, reason, items },
    });
  });
}

/** What was let pass, value by value: measured, wanted, by how much beyond which limit, and from where. */
export function waivedValues(inspection: Pick<InspectionType, 'checks' | 'faults'>): string[] {
  const eyeOf = (eye: string | null) => (eye ? `${eye} ` : '');
  return [
    ...inspection.checks
      .filter(({ pass, isBinding }) => !pass && isBinding)
      .map(
        ({ eye, label, measured, nominal, deviation, tolerance }) =>
          `${eyeOf(eye)}${label}: ${measured} for ${nominal}, off by ${deviation}, limit ${tolerance}`,
      ),
    ...inspection.faults.map(({ eye, label, note }) => `${eyeOf(eye)}not so: ${label}${note ? ` (${note})` : ''}`),
  ];
}
