import { type DcsFile, type DcsProblem, dcsNumber, eyesOf, parseDcs, recordOf, textOf } from '@opticworks/optics';
import { isOfJob } from './trace.rules.ts';

/** One value a machine reports, as it wrote it. */
export interface ReportedValue {
  label: string;
  od: string | null;
  os: string | null;
}

export interface MachineResult {
  /** STATUS of the answer; null where the machine gave none. */
  status: number | null;
  /** Free words of the machine (XSTATUS, REM). */
  remarks: string[];
  values: ReportedValue[];
}

export type ResultVerdict =
  | { ok: true; result: MachineResult }
  | { ok: false; reason: 'UNREADABLE'; problems: DcsProblem[] }
  | { ok: false; reason: 'OTHER_JOB'; named: string | null };

/** What machines measure, with the word for it. Measured powers come under the labels of the lens they measured. */
export const reportedNames: Readonly<Record<string, string>> = {
  LDDRSPH: 'Sphere',
  LDDRCYL: 'Cylinder',
  LDDRAX: 'Axis',
  LDADD: 'Add',
  LDPRVM: 'Prism',
  LDPRVA: 'Prism direction',
  SPH: 'Sphere',
  CYL: 'Cylinder',
  AX: 'Axis',
  ADD: 'Add',
  PRVM: 'Prism',
  PRVA: 'Prism direction',
  CTHICK: 'Centre thickness',
  THKP: 'Thickest edge',
  THNP: 'Thinnest edge',
  MINEDG: 'Minimum edge',
  DIA: 'Diameter',
  CRIB: 'Crib diameter',
  HBOX: 'Eye size (A)',
  VBOX: 'Lens height (B)',
  CIRC: 'Circumference',
  BSIZ: 'Size correction',
  CSIZ: 'Size correction',
};

/** Reads what a machine says it did: which job, how it ended, what it measured. */
export function judgeResult(
  input: Uint8Array | string,
  job: { number: string; trayCode: string | null },
): ResultVerdict {
  const parsed = parseDcs(input);
  if (!parsed.ok) return { ok: false, reason: 'UNREADABLE', problems: parsed.errors };
  const { file } = parsed;
  const named = textOf(file, 'JOB') ?? null;
  if (named === null || !isOfJob(named, job)) return { ok: false, reason: 'OTHER_JOB', named };
  const status = dcsNumber(textOf(file, 'STATUS') ?? '');
  return {
    ok: true,
    result: {
      status: status === null || !Number.isInteger(status) ? null : status,
      remarks: remarksOf(file),
      values: Object.keys(reportedNames)
        .filter((label) => recordOf(file, label))
        .map((label) => {
          const { od, os } = eyesOf(file, label);
          return { label, od: od ?? null, os: os ?? null };
        }),
    },
  };
}

const remarksOf = (file: DcsFile): string[] =>
  file.records
    .filter(({ label }) => label === 'XSTATUS' || label === 'REM')
    .slice(0, 10)
    .map(({ fields }) =>
      fields
        .filter((field) => field !== '')
        .join(', ')
        .slice(0, 200),
    );
