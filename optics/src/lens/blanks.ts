import type { Eye, SpheroCylinder } from '../prescription/prescription.types.ts';
import { canonical } from '../prescription/transpose.ts';
import type { DesignId } from './designs.ts';
import type { MaterialId } from './materials.ts';

/** Finished lenses by canonical (minus cylinder) power, Mdpt. Axis is no part of it: the lens is turned. */
export interface FinishedGrid {
  minSphere: number;
  maxSphere: number;
  /** The strongest stocked minus cylinder, e.g. −2000. */
  minCylinder: number;
  step: number;
}

interface SeriesBase {
  /** Beginning of every stock number of the series, e.g. FSV-160-AR. */
  code: string;
  name: string;
  material: MaterialId;
  diametersMm: readonly number[];
}

/** Lenses with both sides done, in every diameter and every power of the grid. */
export interface FinishedSeries extends SeriesBase {
  form: 'finished';
  grid: FinishedGrid;
  /** Whether the anti-reflection coat is on already. */
  isCoated: boolean;
}

/** Blanks with the front done, in every diameter, base and, where they have one, ADD. */
export interface SemiFinishedSeries extends SeriesBase {
  form: 'semi-finished';
  /** What is moulded into the front; `plain` serves surfaced single vision and free-form. */
  design: DesignId | 'plain';
  /** Marked base curves, thousandths of a dioptre at 1.530. */
  bases: readonly number[];
  /** ADDs in Mdpt; empty for plain fronts. */
  adds: readonly number[];
  /** Right and left blanks differ. */
  isPerEye: boolean;
}

/** One series of blanks as a house stocks it: each, never pairs. */
export type BlankSeries = FinishedSeries | SemiFinishedSeries;

export const usualGrid: FinishedGrid = { minSphere: -6_000, maxSphere: 4_000, minCylinder: -2_000, step: 250 };

const shortNames: Record<MaterialId, string> = {
  crown: 'CRN',
  cr39: '150',
  trivex: 'TVX',
  'index-156': '156',
  polycarbonate: 'PLY',
  'index-160': '160',
  'index-167': '167',
  'index-174': '174',
};

const finished = (material: MaterialId, isCoated: boolean, ...diametersMm: number[]): FinishedSeries => ({
  form: 'finished',
  code: `FSV-${shortNames[material]}-${isCoated ? 'AR' : 'HC'}`,
  name: `Finished SV ${shortNames[material]} ${isCoated ? 'AR' : 'hard coat'}`,
  material,
  diametersMm,
  grid: usualGrid,
  isCoated,
});

const plain = (material: MaterialId, ...diametersMm: number[]): SemiFinishedSeries => ({
  form: 'semi-finished',
  code: `SFV-${shortNames[material]}-PLAIN`,
  name: `Semi-finished ${shortNames[material]} plain`,
  material,
  design: 'plain',
  diametersMm,
  bases: [500, 1_000, 2_000, 4_000, 6_000, 8_000],
  adds: [],
  isPerEye: false,
});

const castShort = {
  'ft-28': 'FT28',
  'ft-35': 'FT35',
  'round-28': 'RD28',
  executive: 'EXEC',
  'trifocal-7x28': 'TR28',
  'trifocal-8x35': 'TR35',
  'progressive-standard': 'PAL',
} as const;
const castAdds = Array.from({ length: 11 }, (_, i) => 1_000 + i * 250);

const cast = (material: MaterialId, design: keyof typeof castShort): SemiFinishedSeries => ({
  form: 'semi-finished',
  code: `SFV-${shortNames[material]}-${castShort[design]}`,
  name: `Semi-finished ${shortNames[material]} ${design}`,
  material,
  design,
  diametersMm: [75],
  bases: [2_000, 4_000, 6_000, 8_000],
  adds: castAdds,
  isPerEye: true,
});

const castMaterials: readonly MaterialId[] = ['cr39', 'index-156', 'trivex', 'polycarbonate', 'index-160', 'index-167'];

/** What a usual lab keeps; the real stock replaces it. */
export const defaultBlankSeries: readonly BlankSeries[] = [
  finished('cr39', false, 65, 70, 75),
  finished('cr39', true, 70),
  finished('index-156', true, 65, 70, 75),
  finished('trivex', true, 65, 70),
  finished('polycarbonate', false, 65, 70, 75),
  finished('index-160', true, 65, 70, 75),
  finished('index-167', true, 65, 70, 75),
  finished('index-174', true, 65, 70),
  plain('crown', 65, 70),
  plain('cr39', 70, 75, 80),
  plain('index-156', 70, 75),
  plain('trivex', 70, 75),
  plain('polycarbonate', 70, 75, 80),
  plain('index-160', 70, 75, 80),
  plain('index-167', 70, 75),
  plain('index-174', 70),
  ...castMaterials.flatMap((material) =>
    (['ft-28', 'ft-35', 'progressive-standard'] as const).map((design) => cast(material, design)),
  ),
  cast('cr39', 'round-28'),
  cast('cr39', 'executive'),
  ...(['cr39', 'polycarbonate'] as const).flatMap((material) =>
    (['trifocal-7x28', 'trifocal-8x35'] as const).map((design) => cast(material, design)),
  ),
];

/** Diameters blanks come in, mm; a need is named in these. */
export const usualDiameters: readonly number[] = [55, 60, 65, 70, 75, 80, 85];

/** Whether a power lies on the grid of finished lenses. */
export function isInFinishedGrid(rx: SpheroCylinder, stocked: FinishedGrid): boolean {
  const { sphere, cylinder } = canonical(rx);
  return (
    sphere >= stocked.minSphere &&
    sphere <= stocked.maxSphere &&
    cylinder >= stocked.minCylinder &&
    sphere % stocked.step === 0 &&
    cylinder % stocked.step === 0
  );
}

/** Number of finished lenses in a grid. */
export const gridSize = (g: FinishedGrid): number =>
  ((g.maxSphere - g.minSphere) / g.step + 1) * (-g.minCylinder / g.step + 1);

/** One stock item: what is asked for from the shelf. R and L are separate; axis is never part of it. */
export type BlankItem =
  | {
      form: 'finished';
      series: string;
      material: MaterialId;
      diameterMm: number;
      sphere: number;
      cylinder: number;
      isCoated: boolean;
    }
  | {
      form: 'semi-finished';
      series: string;
      material: MaterialId;
      design: DesignId | 'plain';
      diameterMm: number;
      /** Thousandths of a dioptre. */
      base: number;
      add: number | null;
      eye: Eye | null;
    };

/** Hundredths with a letter for the sign: −2250 → M0225, 500 → P0050. */
const signed = (mdpt: number): string => `${mdpt < 0 ? 'M' : 'P'}${String(Math.abs(mdpt) / 10).padStart(4, '0')}`;
const unsigned = (mdpt: number, digits: number): string => String(Math.abs(mdpt) / 10).padStart(digits, '0');

/**
 * Stock number of a blank: FSV-150-HC-70-M0225-C050 for a finished lens (minus cylinder), SFV-160-PLAIN-75-B0400 for a semi-finished
 * one, and SFV-150-FT28-75-B0400-A200-R where it has an ADD and an eye.
 */
export function blankSku(item: BlankItem): string {
  if (item.form === 'finished')
    return `${item.series}-${item.diameterMm}-${signed(item.sphere)}-C${unsigned(item.cylinder, 3)}`;
  return [
    item.series,
    item.diameterMm,
    `B${unsigned(item.base, 4)}`,
    ...(item.add === null ? [] : [`A${unsigned(item.add, 3)}`]),
    ...(item.eye === null ? [] : [item.eye === 'od' ? 'R' : 'L']),
  ].join('-');
}

const power = (mdpt: number): string => (mdpt / 1000).toFixed(2);

/** What the shelf's label says. */
export function blankName(item: BlankItem, seriesName: string): string {
  if (item.form === 'finished')
    return `${seriesName} Ø${item.diameterMm} ${power(item.sphere)} ${power(item.cylinder)}`;
  return [
    `${seriesName} Ø${item.diameterMm} base ${power(item.base)}`,
    ...(item.add === null ? [] : [`add ${power(item.add)}`]),
    ...(item.eye === null ? [] : [item.eye.toUpperCase()]),
  ].join(' ');
}

const steps = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.floor((to - from) / step + 1e-9) + 1 }, (_, i) => from + i * step);

/** Every stock item of a series. A full finished grid −6.00..+4.00 by cylinder 0..−2.00 in quarters is 41 × 9 = 369. */
export function stockItemsOf(series: BlankSeries): BlankItem[] {
  const { code, material } = series;
  if (series.form === 'finished') {
    const { minSphere, maxSphere, minCylinder, step } = series.grid;
    return series.diametersMm.flatMap((diameterMm) =>
      steps(minSphere, maxSphere, step).flatMap((sphere) =>
        steps(minCylinder, 0, step).map((cylinder) => ({
          form: 'finished' as const,
          series: code,
          material,
          diameterMm,
          sphere,
          cylinder,
          isCoated: series.isCoated,
        })),
      ),
    );
  }
  const adds = series.adds.length > 0 ? series.adds : [null];
  const eyes = series.isPerEye ? (['od', 'os'] as const) : [null];
  return series.diametersMm.flatMap((diameterMm) =>
    series.bases.flatMap((base) =>
      adds.flatMap((add) =>
        eyes.map((eye) => ({
          form: 'semi-finished' as const,
          series: code,
          material,
          design: series.design,
          diameterMm,
          base,
          add,
          eye,
        })),
      ),
    ),
  );
}
