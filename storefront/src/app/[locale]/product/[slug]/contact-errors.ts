import type { ContactPaper } from './contact-paper.ts';
import { type ContactChoice, type Parameter, parameters } from './contact-rows.ts';

/** What is wrong, by field: `OD.power`, `paper.issuedOn`; `''` holds what belongs to no field. */
export type ContactErrors = Readonly<Record<string, string>>;

type PaperField = Exclude<keyof ContactPaper, 'papers' | 'savedId'>;

/** Without these nobody can say who prescribed what to whom. */
const NEEDED: readonly PaperField[] = ['patientName', 'prescriberName', 'issuedOn'];

/** What is missing before anything is sent. */
export function contactGaps(
  given: {
    eyes: readonly { eye: 'OD' | 'OS'; used: readonly Parameter[]; choice: ContactChoice }[];
    /** Null where a prescription is at hand already. */
    paper: ContactPaper | null;
  },
  says: { choose: string; fillIn: string; noEye: string },
): ContactErrors {
  if (given.eyes.length === 0) return { '': says.noEye };
  const open = given.eyes.flatMap(({ eye, used, choice }) =>
    used.filter((parameter) => !choice[parameter]).map((parameter) => [`${eye}.${parameter}`, says.choose] as const),
  );
  const { paper } = given;
  const blank = paper ? NEEDED.filter((name) => !String(paper[name]).trim()) : [];
  return Object.fromEntries([...open, ...blank.map((name) => [`paper.${name}`, says.fillIn] as const)]);
}

const NAMES: Readonly<Record<string, Parameter>> = { baseCurveMm: 'baseCurve', diameterMm: 'diameter' };
const isParameter = (name: string): name is Parameter => (parameters as readonly string[]).includes(name);

/** Findings of the desk at the fields of this form; notices stop nobody. The first one of a field stands there. */
export function contactErrors(
  issues: readonly { field: string | null; message: string; severity: string }[],
  otherwise: string,
): ContactErrors {
  const errors: Record<string, string> = {};
  for (const { field, message, severity } of issues)
    if (severity !== 'NOTICE') errors[placeOf(field ?? '')] ??= message;
  return Object.keys(errors).length > 0 ? errors : { '': otherwise };
}

function placeOf(field: string): string {
  const [, eye, name = ''] = /^contactLenses\.(OD|OS)(?:\.(\w+))?$/.exec(field) ?? [];
  if (eye) {
    const parameter = NAMES[name] ?? name;
    return isParameter(parameter) ? `${eye}.${parameter}` : '';
  }
  const last = field.split('.').at(-1) ?? '';
  return last in PLACES ? `paper.${last}` : '';
}

const PLACES: Readonly<Record<PaperField, true>> = {
  patientName: true,
  prescriberName: true,
  phone: true,
  email: true,
  issuedOn: true,
  expiresOn: true,
  examinedOn: true,
  birthDate: true,
  licence: true,
  fax: true,
  address: true,
  medicalReason: true,
  privateLabel: true,
  manufacturer: true,
  equivalentBrand: true,
};
