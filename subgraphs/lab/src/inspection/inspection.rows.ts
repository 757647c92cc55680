import type { Tx } from '@opticworks/kernel';
import type { ChecklistItem, InspectionCheck } from '@opticworks/optics';
import type { Instrument } from './instruments.ts';
import type { MeasuredJob } from './read-measurements.ts';

export type InspectionStageName = 'UNCUT' | 'FINAL';
export type Verdict = 'PASS' | 'FAIL';

/** An item of the checklist that was not right. */
export interface ChecklistFault {
  code: string;
  eye: 'OD' | 'OS' | null;
  note: string | null;
}

/** An item as it stood on the list that was looked at. */
export type SeenItem = Pick<ChecklistItem, 'code' | 'isWaivable' | 'en' | 'de'>;

/** The measured part of an inspection, kept sealed: nominal values are the prescription. Older records lack what is optional. */
export interface InspectionContent {
  checks: (Omit<InspectionCheck, 'source' | 'isBinding'> & Partial<Pick<InspectionCheck, 'source' | 'isBinding'>>)[];
  cosmeticPass: boolean;
  cosmeticNotes: readonly string[];
  /** Codes of the items that were looked at, and those that were not right. */
  checklist?: readonly string[];
  /** The items as they were worded that day: the owner may change the list. */
  items?: readonly SeenItem[];
  faults?: readonly ChecklistFault[];
  /** As they were typed or sent by the instrument. */
  readings?: MeasuredJob;
}

/** CALCULATED: as ordered. COMPENSATED: for the position of wear. EXPECTED: what the maker of a compensated lens says. */
export type NominalFrom = 'CALCULATED' | 'COMPENSATED' | 'EXPECTED';

export interface InspectionRow {
  id: string;
  jobId: string;
  at: Date;
  stage: InspectionStageName;
  inspector: string;
  inspectorId: string | null;
  verdict: Verdict;
  profile: string;
  edition: string | null;
  instrument: Instrument | null;
  nominalFrom: NominalFrom;
  warnings: string[];
  scans: number | null;
  /** Version of the house's checklist. */
  checklistVersion?: number;
}

export const INSPECTION_COLUMNS = `id, job_id AS "jobId", at, stage, inspector, inspector_id AS "inspectorId", verdict, profile, edition, instrument,
  nominal_from AS "nominalFrom", warnings, scans`;

export const inspectionCell = (id: string) => ({ table: 'lab_inspection', row: id, column: 'sealed' });

export async function insertInspection(tx: Tx, row: InspectionRow, sealed: string): Promise<void> {
  await tx.query(
    `INSERT INTO lab_inspection (id, job_id, at, stage, inspector, inspector_id, verdict, profile, edition, instrument_id, instrument,
       nominal_from, warnings, scans, sealed, checklist_version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      row.id,
      row.jobId,
      row.at,
      row.stage,
      row.inspector,
      row.inspectorId,
      row.verdict,
      row.profile,
      row.edition,
      row.instrument?.id ?? null,
      row.instrument ? JSON.stringify(row.instrument) : null,
      row.nominalFrom,
      row.warnings,
      row.scans,
      sealed,
      row.checklistVersion ?? 0,
    ],
  );
}

export const countScans = async (tx: Tx, jobId: string): Promise<number> => {
  const [row] = await tx.query<{ count: number }>('SELECT count(*)::int AS count FROM lab_scan WHERE job_id = $1', [
    jobId,
  ]);
  return row!.count;
};
