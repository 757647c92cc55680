import type { PrescriptionRules } from '@opticworks/optics/desk';
import { formatPower } from '@opticworks/optics/prescription';

/** What an owner replaces: the rules without their version. */
export type RulesDocument = Omit<PrescriptionRules, 'version'>;
export type LimitUnit = 'D' | 'step' | 'signed D' | 'Δ' | 'mm' | '°' | 'years' | 'days' | 'hours';
export type LimitPath = readonly (string | number)[];

/** One number of the rules, as an optician calls it. The document holds powers and prisms in thousandths. */
export interface Limit {
  path: LimitPath;
  label: string;
  unit: LimitUnit;
}

export interface LimitGroup {
  title: string;
  hint?: string;
  limits: readonly Limit[];
}

const inThousandths = (unit: LimitUnit): boolean =>
  unit === 'D' || unit === 'step' || unit === 'signed D' || unit === 'Δ';

export const unitName = (unit: LimitUnit): string => (unit === 'signed D' || unit === 'step' ? 'D' : unit);

/** As it is shown: powers signed with two decimals, sizes of powers and prisms without a sign. */
export function textOf(value: number | undefined, unit: LimitUnit): string {
  if (value === undefined) return '';
  if (unit === 'signed D') return formatPower(value);
  // An eighth has three decimals.
  if (unit === 'step') return (value / 1_000).toFixed(3);
  if (inThousandths(unit)) return (value / 1_000).toFixed(2);
  return String(value).replace('-', '−');
}

/** @returns undefined where the text is no number of this unit */
export function numberIn(text: string, unit: LimitUnit): number | undefined {
  const plain = text.trim().replace('−', '-').replace(',', '.');
  if (!/^[+-]?\d{1,4}(\.\d{1,3})?$/.test(plain)) return undefined;
  const value = Number(plain);
  if (value < 0 && unit !== 'signed D' && unit !== '°') return undefined;
  if (inThousandths(unit)) return Math.round(value * 1_000);
  return ['years', 'days', 'hours'].includes(unit) && !Number.isInteger(value) ? undefined : value;
}

const under = (group: string, rows: readonly (readonly [name: string, label: string, unit: LimitUnit])[]): Limit[] =>
  rows.map(([name, label, unit]) => ({ path: ['thresholds', group, name], label, unit }));

/** Every number an owner decides, in the order in which a prescription is read. */
export const limitGroups: readonly LimitGroup[] = [
  {
    title: 'Steps of a power',
    hint: 'The step is 0.125 or 0.250. Two-digit spellings of an eighth (2.12, 2.13) are taken so far from it.',
    limits: [
      { path: ['thresholds', 'step'], label: 'Powers are written in steps of', unit: 'step' },
      { path: ['thresholds', 'stepSpelling'], label: 'Spelling of an eighth, at most off by', unit: 'step' },
    ],
  },
  {
    title: 'Sphere and cylinder',
    hint: 'Beyond the first two nothing is taken; beyond the usual ones it has to be confirmed.',
    limits: [
      ...under('sphere', [
        ['min', 'Strongest minus sphere taken', 'signed D'],
        ['max', 'Strongest plus sphere taken', 'signed D'],
        ['usualMin', 'Usual minus sphere down to', 'signed D'],
        ['usualMax', 'Usual plus sphere up to', 'signed D'],
      ]),
      ...under('cylinder', [
        ['max', 'Strongest cylinder taken, either sign', 'D'],
        ['usualMax', 'Usual cylinder up to', 'D'],
      ]),
    ],
  },
  {
    title: 'ADD',
    limits: under('add', [
      ['max', 'Largest ADD taken', 'D'],
      ['usualMin', 'Usual ADD from', 'D'],
      ['usualMax', 'Usual ADD up to', 'D'],
      ['youngestUsualAge', 'Asked about below the age of', 'years'],
      ['ageSlack', 'Either side of the usual ADD of an age', 'D'],
    ]),
  },
  {
    title: 'Prism of one eye',
    limits: under('prism', [
      ['max', 'Strongest prism taken', 'Δ'],
      ['verticalUsualMax', 'Usual vertical prism up to', 'Δ'],
      ['horizontalUsualMax', 'Usual horizontal prism up to', 'Δ'],
      ['nearPlano', 'Made by decentration from a principal power of', 'D'],
    ]),
  },
  {
    title: 'Pupillary distance',
    limits: under('pd', [
      ['min', 'Smallest PD taken', 'mm'],
      ['max', 'Largest PD taken', 'mm'],
      ['monocularMin', 'Smallest of one eye', 'mm'],
      ['monocularMax', 'Largest of one eye', 'mm'],
      ['sumSlack', 'Sum of both eyes may differ from the PD by', 'mm'],
      ['adultAge', 'An adult from', 'years'],
      ['adultUsualMin', 'Usual PD of an adult from', 'mm'],
      ['adultUsualMax', 'Usual PD of an adult up to', 'mm'],
      ['asymmetry', 'Eyes usually differ by at most', 'mm'],
      ['nearDifferenceMin', 'Near PD usually smaller by at least', 'mm'],
      ['nearDifferenceMax', 'Near PD usually smaller by at most', 'mm'],
    ]),
  },
  {
    title: 'Segment and fitting heights',
    limits: under('height', [
      ['lowBifocal', 'Segment height is low below', 'mm'],
      ['differ', 'Heights usually differ by at most', 'mm'],
      ['belowMiddle', 'Fitting height below the box middle up to', 'mm'],
      ['aboveMiddle', 'Fitting height above the box middle up to', 'mm'],
      ['aboveFitting', 'Lens above a measured fitting cross at least', 'mm'],
    ]),
  },
  {
    title: 'Position of wear',
    limits: [
      ...under('vertex', [
        ['min', 'Shortest vertex distance taken', 'mm'],
        ['max', 'Longest vertex distance taken', 'mm'],
        ['usualMin', 'Usual vertex distance from', 'mm'],
        ['usualMax', 'Usual vertex distance up to', 'mm'],
        ['neededFrom', 'Asked for from a principal power of', 'D'],
      ]),
      ...under('tilt', [
        ['min', 'Smallest pantoscopic tilt taken', '°'],
        ['max', 'Largest pantoscopic tilt taken', '°'],
        ['usualMin', 'Usual pantoscopic tilt from', '°'],
        ['usualMax', 'Usual pantoscopic tilt up to', '°'],
      ]),
      ...under('wrap', [
        ['min', 'Smallest wrap angle taken', '°'],
        ['max', 'Largest wrap angle taken', '°'],
        ['usualMax', 'Usual wrap angle up to', '°'],
      ]),
    ],
  },
  {
    title: 'The pair',
    limits: under('pair', [
      ['anisometropiaNote', 'Difference of the equivalents told from', 'D'],
      ['anisometropiaConfirm', 'Difference confirmed from', 'D'],
      ['anisometropiaAdvise', 'Aspheric, contact lens or slab-off advised from', 'D'],
      ['readingDropMm', 'Reading level below the centres', 'mm'],
      ['readingImbalance', 'Vertical imbalance at reading asked about above', 'Δ'],
      ['slabOffFrom', 'Slab-off advised from', 'Δ'],
      ['verticalPrismImbalance', 'Prescribed vertical prism of the pair asked about from', 'Δ'],
    ]),
  },
  {
    title: 'Change since the last prescription',
    limits: under('change', [
      ['sphericalEquivalent', 'Equivalent asked about above', 'D'],
      ['cylinder', 'Cylinder asked about above', 'D'],
      ['axisResidual', 'Turn of the axis: cylinder left over above', 'D'],
    ]),
  },
  {
    title: 'Dates',
    limits: under('dates', [
      ['expiresSoonDays', 'Told when it ends within', 'days'],
      ['oldAfterDays', 'Told when it is older than', 'days'],
    ]),
  },
];

/** Usual ADD by age: a row per age from which it holds. */
export const addRows = ({ thresholds }: RulesDocument): { label: string; limits: Limit[] }[] =>
  thresholds.addByAge.map((_, i) => ({
    label: `Row ${i + 1}`,
    limits: [
      { path: ['thresholds', 'addByAge', i, 'fromAge'], label: 'From age', unit: 'years' },
      { path: ['thresholds', 'addByAge', i, 'min'], label: 'Usual ADD from', unit: 'D' },
      { path: ['thresholds', 'addByAge', i, 'max'], label: 'Usual ADD up to', unit: 'D' },
    ],
  }));

export const allLimits = (document: RulesDocument): Limit[] => [
  ...limitGroups.flatMap(({ limits }) => limits),
  ...addRows(document).flatMap(({ limits }) => limits),
  answerLimit,
];

export const answerLimit: Limit = { path: ['answerHours', 'hours'], label: 'Business hours of silence', unit: 'hours' };
