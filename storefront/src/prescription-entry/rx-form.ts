import { centrationRules, monocularNearPd } from '@opticworks/optics/frame';
import { ageKnown, isCalendarDate } from '@opticworks/optics/legal';
import {
  type Finding,
  type FindingLocale,
  findingMessage,
  type LensUse as OpticalUse,
  type Pd,
  parseEyeRx,
  strongestPower,
  validatePrescription,
} from '@opticworks/optics/prescription';
import type { Paper } from '../papers/paper-upload.tsx';
import type { RxRules } from './rx-rules.ts';

/** A draft kept before papers could be sent in has none. */
export const papersOf = (form: RxForm): Paper[] => form.papers ?? [];

export type LensUse = 'DISTANCE' | 'NEAR' | 'INTERMEDIATE' | 'MULTIFOCAL' | 'OFFICE';
export const lensUses: readonly LensUse[] = ['DISTANCE', 'NEAR', 'INTERMEDIATE', 'MULTIFOCAL', 'OFFICE'];
export type Base = 'UP' | 'DOWN' | 'IN' | 'OUT';

/** One eye exactly as it stands in the fields. */
export interface EyeText {
  sphere: string;
  cylinder: string;
  axis: string;
  add: string;
  prisms: { amount: string; base: Base | '' }[];
}

export interface RxForm {
  od: EyeText;
  os: EyeText;
  pdKind: 'one' | 'two';
  pdBoth: string;
  pdOd: string;
  pdOs: string;
  /** At reading distance; left empty it is calculated. */
  nearBoth: string;
  nearOd: string;
  nearOs: string;
  /** In the chosen frame, of each eye. */
  heightOd: string;
  heightOs: string;
  vertex: string;
  issuedOn: string;
  expiresOn: string;
  prescriberName: string;
  prescriberPhone: string;
  patientName: string;
  birthDate: string;
  /** Where it will be filled, one of the shop's places; empty is the usual one. */
  place?: string;
  /** Papers that have been sent in for it. */
  papers: Paper[];
}

const emptyEye = (): EyeText => ({ sphere: '', cylinder: '', axis: '', add: '', prisms: [] });

export const emptyForm = (): RxForm => ({
  od: emptyEye(),
  os: emptyEye(),
  pdKind: 'one',
  pdBoth: '',
  pdOd: '',
  pdOs: '',
  nearBoth: '',
  nearOd: '',
  nearOs: '',
  heightOd: '',
  heightOs: '',
  vertex: '',
  issuedOn: '',
  expiresOn: '',
  prescriberName: '',
  prescriberPhone: '',
  patientName: '',
  birthDate: '',
  papers: [],
});

export interface Told {
  code: string;
  field: string;
  message: string;
  severity: 'ERROR' | 'WARNING' | 'NOTICE';
  /** Values to offer as buttons; none is taken on its own. */
  suggestions: string[];
}

const opticalUses: Record<LensUse, OpticalUse> = {
  DISTANCE: 'single-vision-distance',
  NEAR: 'single-vision-near',
  INTERMEDIATE: 'single-vision-intermediate',
  MULTIFOCAL: 'progressive',
  OFFICE: 'office',
};

/** A length as typed, either decimal sign; null when empty, NaN when unreadable. */
export function readMm(text: string): number | null {
  const typed = text
    .trim()
    .replace(',', '.')
    .replace(/\s*mm$/i, '');
  if (typed === '') return null;
  return /^\d{1,3}(\.\d{1,2})?$/.test(typed) ? Number(typed) : Number.NaN;
}

/** Names of the optics' fields as the form and the graph's inputs call them. */
export function formField(field: string): string {
  if (/^pd\.(distanceMm|binocularMm)$/.test(field) || field === 'pd') return 'pd.binocularMm';
  if (/^(segHeightMm|(segHeights|fittingHeights|heights)(\.odMm)?)$/.test(field)) return 'heightOdMm';
  if (/^(segHeights|fittingHeights|heights)\.osMm$/.test(field)) return 'heightOsMm';
  if (/^prescriber(\.name|Name)?$/.test(field)) return 'prescriberName';
  return field.replace(/^(od|os)\.prism$/, '$1.prisms');
}

/** A place the shop has given up since the draft was kept is no choice any more. */
export const placeOf = ({ place }: RxForm, { places }: RxRules): string =>
  place && places.includes(place) ? place : places[0]!;

/** A length where one was typed that can be read. A draft kept before the field existed has none. */
function given<K extends string>(key: K, typed: string | undefined): { [P in K]?: number } {
  const value = readMm(typed ?? '');
  return (value === null || Number.isNaN(value) ? {} : { [key]: value }) as { [P in K]?: number };
}

/** Whether the lenses are looked through up close, so that their near PD counts. */
export const asksForNearPd = (use: LensUse): boolean => use !== 'DISTANCE';

/** Whether the lenses need to know where in the frame the eyes are. */
export const asksForHeights = (use: LensUse): boolean => use === 'MULTIFOCAL' || use === 'OFFICE';

/** The near PD that is taken where none is typed, from the distance PD; null while that is not known. One number, or one per eye. mm */
export function derivedNearPd(form: RxForm): { odMm: number; osMm: number; bothMm: number } | null {
  const pd = pdOf({ ...form, nearBoth: '', nearOd: '', nearOs: '' });
  if (!pd) return null;
  const [odMm, osMm] = [monocularNearPd(pd, 'od', centrationRules), monocularNearPd(pd, 'os', centrationRules)];
  return { odMm, osMm, bothMm: odMm + osMm };
}

/** Lengths that cannot be read, and a height of one eye alone. */
function lengthsToldOf(form: RxForm, use: LensUse, locale: FindingLocale): Told[] {
  const near = form.pdKind === 'one' ? (['nearBoth'] as const) : (['nearOd', 'nearOs'] as const);
  const asked = [
    ...(asksForNearPd(use) ? near : []),
    ...(asksForHeights(use) ? (['heightOd', 'heightOs'] as const) : []),
  ];
  const fields = {
    nearBoth: 'pd.nearMm',
    nearOd: 'pd.nearOdMm',
    nearOs: 'pd.nearOsMm',
    heightOd: 'heightOdMm',
    heightOs: 'heightOsMm',
  };
  const error = (code: string, field: string, params: Finding['params']): Told => ({
    code,
    field,
    message: findingMessage({ code, field, params }, locale, { withEye: false }),
    severity: 'ERROR',
    suggestions: [],
  });
  const unreadable = asked
    .filter((name) => Number.isNaN(readMm(form[name] ?? '') ?? 0))
    .map((name) => error('VALUE_INVALID', fields[name], { value: form[name] }));
  const [od, os] = [readMm(form.heightOd ?? ''), readMm(form.heightOs ?? '')];
  const isAlone = asksForHeights(use) && (od === null) !== (os === null);
  return isAlone
    ? [...unreadable, error('HEIGHT_OTHER_EYE_MISSING', od === null ? 'heightOdMm' : 'heightOsMm', {})]
    : unreadable;
}

/** The PD as the rules take it; null until it is complete. */
function pdOf(form: RxForm): Pd | null {
  if (form.pdKind === 'one') {
    const distanceMm = readMm(form.pdBoth);
    if (distanceMm === null || Number.isNaN(distanceMm)) return null;
    return { kind: 'binocular', distanceMm, ...given('nearMm', form.nearBoth) };
  }
  const odMm = readMm(form.pdOd);
  const osMm = readMm(form.pdOs);
  if (odMm === null || osMm === null || Number.isNaN(odMm + osMm)) return null;
  return { kind: 'monocular', odMm, osMm, ...given('nearOdMm', form.nearOd), ...given('nearOsMm', form.nearOs) };
}

/** A date that is still being typed says nothing. */
const bornOn = (form: RxForm): string | null => (isCalendarDate(form.birthDate) ? form.birthDate : null);

/** The server asks for these in other words, or knows them better than a browser can. */
const leftToServer = new Set(['PRESCRIBER_NOT_VERIFIABLE', 'HEIGHT_REQUIRED']);

/**
 * Which confirmations still hold after something was typed: those of warnings that say exactly what they said when they were confirmed, of
 * every field. What only the server asked is asked again.
 */
export function stillConfirmed(
  confirmed: readonly string[],
  before: readonly Told[],
  after: readonly Told[],
): string[] {
  const saying = (told: readonly Told[], code: string) =>
    told
      .filter((one) => one.code === code && one.severity === 'WARNING')
      .map(({ field, message }) => `${field} ${message}`)
      .sort()
      .join('\n');
  return confirmed.filter((code) => saying(before, code) !== '' && saying(before, code) === saying(after, code));
}

/** A warning of several fields is one question, which names them all. */
export function warningsByCode(told: readonly Told[]): Told[] {
  const byCode = Map.groupBy(
    told.filter((one) => one.severity === 'WARNING'),
    ({ code }) => code,
  );
  return [...byCode.values()].map((all) => ({
    ...all[0]!,
    message: [...new Set(all.map(({ message }) => message))].join(' '),
  }));
}

/**
 * Everything to say about the form, by the very rules the server holds it against.
 * @param asked.today calendar date of the visitor
 * @param asked.rules as they came with the page
 */
export function judgeForm(
  form: RxForm,
  { use, today, locale, rules }: { use: LensUse; today: string; locale: FindingLocale; rules: RxRules },
): Told[] {
  const od = parseEyeRx('od', eyeText(form.od), rules.thresholds);
  const os = parseEyeRx('os', eyeText(form.os), rules.thresholds);
  const heights = heightsOf(form);
  const vertex = readMm(form.vertex);
  const { errors, warnings, notices } = validatePrescription(
    {
      od: od.draft,
      os: os.draft,
      pd: pdOf(form),
      issuedOn: form.issuedOn || null,
      expiresOn: form.expiresOn || null,
      prescriber: { name: form.prescriberName },
      ...(vertex !== null && !Number.isNaN(vertex) ? { vertexMm: vertex } : {}),
      ...(heights ? { fittingHeights: heights } : {}),
    },
    {
      use: opticalUses[use],
      today,
      jurisdiction: placeOf(form, rules),
      thresholds: rules.thresholds,
      expiryLaws: rules.expiryLaws,
      wearerAgeYears: ageKnown({ birthDate: bornOn(form) }, today),
      checksDocument: true,
    },
  );
  const parsing = [...od.errors, ...os.errors];
  const unreadable = new Set(parsing.map((finding) => finding.field));
  const told = (finding: Finding, severity: Told['severity']): Told => ({
    code: finding.code,
    field: formField(finding.field),
    message: findingMessage(finding, locale, { withEye: false }),
    severity,
    suggestions: String(finding.params.suggestions ?? '')
      .split(', ')
      .filter(Boolean),
  });
  const pdMissing: Told[] =
    pdOf(form) === null
      ? [
          {
            ...told({ code: 'PD_MISSING', field: 'pd', params: {} }, 'ERROR'),
            ...(form.pdKind === 'two' ? { field: readMm(form.pdOd) === null ? 'pd.odMm' : 'pd.osMm' } : {}),
          },
        ]
      : [];
  return [
    ...parsing.map((finding) => told(finding, 'ERROR')),
    // An unreadable field is left empty in the draft; "missing" said beside "unreadable" would be one too many.
    ...errors
      .filter((finding) => !unreadable.has(finding.field) && !leftToServer.has(finding.code))
      .map((finding) => told(finding, 'ERROR')),
    ...pdMissing,
    ...lengthsToldOf(form, use, locale),
    ...warnings.map((finding) => told(finding, 'WARNING')),
    ...notices.filter((finding) => finding.code !== 'PD_MISSING').map((finding) => told(finding, 'NOTICE')),
  ];
}

/** Of both eyes, or none. */
function heightsOf(form: RxForm): { odMm: number; osMm: number } | null {
  const [odMm, osMm] = [readMm(form.heightOd ?? ''), readMm(form.heightOs ?? '')];
  return odMm === null || osMm === null || Number.isNaN(odMm + osMm) ? null : { odMm, osMm };
}

const eyeText = (eye: EyeText) => ({
  ...eye,
  prisms: eye.prisms.map(({ amount, base }) => ({
    amount,
    base: (base.toLowerCase() || null) as 'up' | 'down' | 'in' | 'out' | null,
  })),
});

/**
 * Whether to ask for the vertex distance: from the power on at which the rules miss it, counted in the stronger principal meridian of
 * either eye, and where one is given already.
 */
export const asksForVertex = (form: RxForm, { thresholds }: RxRules): boolean =>
  form.vertex !== '' ||
  (['od', 'os'] as const).some((eye) => {
    const { sphere, cylinder, axis } = parseEyeRx(eye, eyeText(form[eye]), thresholds).draft;
    if (sphere === null) return false;
    const strongest = strongestPower({ sphere, cylinder: cylinder ?? 0, axis });
    return Math.abs(strongest) >= thresholds.vertex.neededFrom;
  });

const decimalOf = (text: string): string | null => {
  const value = readMm(text);
  return value === null || Number.isNaN(value) ? null : String(value);
};

/** One eye as the graph takes it: powers as typed, the axis as a number. */
export function eyeInput(eye: EyeText) {
  const prisms = eye.prisms
    .filter((prism) => prism.amount.trim() && prism.base)
    .map((prism) => ({ amount: prism.amount.trim().replace(',', '.'), base: prism.base as Base }));
  const axis = /^\d{1,3}$/.test(eye.axis.trim()) ? Number(eye.axis) : null;
  return {
    sphere: eye.sphere.trim(),
    cylinder: eye.cylinder.trim() || null,
    axis,
    add: eye.add.trim() || null,
    ...(prisms.length ? { prisms } : {}),
  };
}

export function pdInput(form: RxForm) {
  return form.pdKind === 'one'
    ? { binocularMm: decimalOf(form.pdBoth), nearMm: decimalOf(form.nearBoth ?? '') }
    : {
        odMm: decimalOf(form.pdOd),
        osMm: decimalOf(form.pdOs),
        nearOdMm: decimalOf(form.nearOd ?? ''),
        nearOsMm: decimalOf(form.nearOs ?? ''),
      };
}

/** What a quote needs to know of the wearer; no name; the day of birth, for who is under age is decided by it. */
export function quoteRx(form: RxForm) {
  const birthDate = bornOn(form);
  return {
    od: eyeInput(form.od),
    os: eyeInput(form.os),
    pd: pdInput(form),
    heightOdMm: decimalOf(form.heightOd ?? ''),
    heightOsMm: decimalOf(form.heightOs ?? ''),
    vertexMm: decimalOf(form.vertex),
    ...(birthDate === null ? {} : { birthDate }),
  };
}

export function savingInput(form: RxForm, confirmedWarnings: readonly string[], rules: RxRules) {
  return {
    product: 'GLASSES' as const,
    od: eyeInput(form.od),
    os: eyeInput(form.os),
    pd: pdInput(form),
    heightOdMm: decimalOf(form.heightOd ?? ''),
    heightOsMm: decimalOf(form.heightOs ?? ''),
    vertexMm: decimalOf(form.vertex),
    issuedOn: form.issuedOn || null,
    expiresOn: form.expiresOn || null,
    prescriberName: form.prescriberName.trim() || null,
    patientName: form.patientName.trim() || null,
    birthDate: form.birthDate || null,
    ...(form.prescriberPhone?.trim() ? { prescriber: { phone: form.prescriberPhone.trim() } } : {}),
    ...(form.papers?.length ? { documentIds: form.papers.map(({ id }) => id) } : {}),
    // What the form was judged for; a shop of one place has nothing to choose.
    ...(rules.places.length > 1 ? { place: placeOf(form, rules) } : {}),
    confirmedWarnings: [...confirmedWarnings],
  };
}

interface EyeValues {
  sphere: string;
  cylinder: string | null;
  axis: number | null;
  add: string | null;
  prisms: readonly { amount: string; base: Base }[];
}

/** Values the graph read from a file or keeps, back into form fields. */
export function formOf(
  values: {
    od: EyeValues | null;
    os: EyeValues | null;
    pd: {
      binocularMm: string | null;
      odMm: string | null;
      osMm: string | null;
      nearMm?: string | null;
      nearOdMm?: string | null;
      nearOsMm?: string | null;
    } | null;
    issuedOn: string | null;
    expiresOn: string | null;
    prescriberName: string | null;
    patientName?: string | null;
    segHeightMm?: string | null;
    heightOdMm?: string | null;
    heightOsMm?: string | null;
    vertexMm?: string | null;
  },
  before: RxForm = emptyForm(),
): RxForm {
  const eye = (value: EyeValues | null): EyeText =>
    value
      ? {
          sphere: value.sphere,
          cylinder: value.cylinder ?? '',
          axis: value.axis === null ? '' : String(value.axis),
          add: value.add ?? '',
          prisms: value.prisms.map((prism) => ({ ...prism })),
        }
      : emptyEye();
  const { pd } = values;
  return {
    ...before,
    od: eye(values.od),
    os: eye(values.os),
    ...(pd?.odMm && pd.osMm
      ? {
          pdKind: 'two' as const,
          pdOd: pd.odMm,
          pdOs: pd.osMm,
          nearOd: pd.nearOdMm ?? '',
          nearOs: pd.nearOsMm ?? '',
        }
      : pd?.binocularMm
        ? { pdKind: 'one' as const, pdBoth: pd.binocularMm, nearBoth: pd.nearMm ?? '' }
        : {}),
    issuedOn: values.issuedOn ?? '',
    expiresOn: values.expiresOn ?? '',
    prescriberName: values.prescriberName ?? before.prescriberName,
    patientName: values.patientName ?? before.patientName,
    // One height for both eyes is the height of each.
    heightOd: values.heightOdMm ?? values.segHeightMm ?? before.heightOd ?? '',
    heightOs: values.heightOsMm ?? values.segHeightMm ?? before.heightOs ?? '',
    vertex: values.vertexMm ?? before.vertex,
  };
}
