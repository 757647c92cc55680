import { type Finding, finding, findingMessage, parseEyeRx } from '@opticworks/optics/prescription';
import type { RefusalShape } from '../../graph/act.ts';
import { bases, eyes, planes, type Typed } from './typed-input.ts';

type Issue = RefusalShape['issues'][number];

/** Lengths of the form: the name the graph gives each, and what it is called on the screen. */
const lengths = {
  pdOd: ['pd.odMm', 'PD right'],
  pdOs: ['pd.osMm', 'PD left'],
  pdBoth: ['pd.binocularMm', 'PD as one number'],
  nearOd: ['pd.nearOdMm', 'Near PD right'],
  nearOs: ['pd.nearOsMm', 'Near PD left'],
  nearBoth: ['pd.nearMm', 'Near PD as one number'],
  heightOd: ['heightOdMm', 'Height right'],
  heightOs: ['heightOsMm', 'Height left'],
  vertex: ['vertexMm', 'Vertex distance'],
} as const;

/** What the graph could not even take, or would drop: half a prism, an axis with letters, a length that is none. */
export function typedIssues(typed: Typed): Issue[] {
  const findings = [...eyes.flatMap((eye) => eyeFindings(typed, eye)), ...lengthFindings(typed)];
  return findings.map((one) => ({
    code: one.code,
    severity: 'ERROR',
    message: findingMessage(one, 'en'),
    field: one.field.replace(/\.prism$/, '.prisms'),
  }));
}

function eyeFindings(typed: Typed, eye: 'od' | 'os'): Finding[] {
  const prisms = planes.map((plane) => ({
    amount: typed[`${eye}Prism${plane}`],
    base: bases[plane].find(({ value }) => value === typed[`${eye}Base${plane}`])?.value ?? null,
  }));
  const read = parseEyeRx(eye, { axis: typed[`${eye}Axis`], prisms: prisms.map(({ amount }) => ({ amount })) });
  const halves = prisms.flatMap(({ amount, base }) => {
    if (base) return amount.trim() ? [] : [finding('PRISM_AMOUNT_REQUIRED', `${eye}.prism`, { base })];
    const [prism] = parseEyeRx(eye, { prisms: [{ amount }] }).draft.prisms;
    return prism?.amount ? [finding('PRISM_BASE_REQUIRED', `${eye}.prism`, { amount: prism.amount })] : [];
  });
  return [...read.errors, ...halves];
}

const lengthFindings = (typed: Typed): Finding[] =>
  (Object.keys(lengths) as (keyof typeof lengths)[]).flatMap((name) => {
    const value = typed[name].trim();
    const [path, label] = lengths[name];
    return value === '' || /^\d{1,3}([.,]\d{1,2})?$/.test(value)
      ? []
      : [finding('VALUE_INVALID', path, { field: label, value })];
  });

/** What the form says instead of sending, or null when everything can be read. */
export function unreadable(typed: Typed): RefusalShape | null {
  const issues = typedIssues(typed);
  return issues.length > 0
    ? { code: 'INPUT_UNREADABLE', message: 'Not saved yet: this cannot be read as typed.', retryable: false, issues }
    : null;
}

const places: Record<string, keyof Typed> = {
  ...Object.fromEntries(Object.entries(lengths).map(([name, [path]]) => [path, name as keyof Typed])),
  pd: 'pdBoth',
  issuedOn: 'issuedOn',
  expiresOn: 'expiresOn',
  prescriberName: 'prescriberName',
  'prescriber.phone': 'prescriberPhone',
  'prescriber.licence': 'prescriberLicence',
  'prescriber.npi': 'prescriberNpi',
  patientName: 'patientName',
  birthDate: 'birthDate',
};

/** The field under which an error is told. One about an eye's prism, or the near PD, stands where something was typed. */
function placeOf(field: string, typed: Typed): keyof Typed | null {
  const [, eye, value] = /^(od|os)\.(sphere|cylinder|axis|add|prisms)$/.exec(field) ?? [];
  if (eye === 'od' || eye === 'os') {
    if (value === 'prisms') return typed[`${eye}PrismH`] || typed[`${eye}BaseH`] ? `${eye}PrismH` : `${eye}PrismV`;
    return ({ sphere: `${eye}Sphere`, cylinder: `${eye}Cylinder`, axis: `${eye}Axis`, add: `${eye}Add` } as const)[
      value as 'sphere' | 'cylinder' | 'axis' | 'add'
    ];
  }
  if (field === 'pd.nearMm' && !typed.nearBoth && typed.nearOd) return 'nearOd';
  return places[field] ?? null;
}

/** Errors by the field they belong to, the first of each. Warnings are read as a list and confirmed together. */
export function errorsAt(issues: readonly Issue[] | undefined, typed: Typed): Partial<Record<keyof Typed, string>> {
  const errors: Partial<Record<keyof Typed, string>> = {};
  for (const { severity, field, message } of issues ?? []) {
    const place = severity === 'ERROR' && field ? placeOf(field, typed) : null;
    if (place) errors[place] ??= message;
  }
  return errors;
}
