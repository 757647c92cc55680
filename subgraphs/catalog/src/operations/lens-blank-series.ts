import type { ListLensBlanks } from '@opticworks/schema/operations/catalog';
import type { z } from 'zod';

/** One series of blanks as the house stocks it; powers in thousandths of a dioptre. */
export interface BlankSeries {
  /** Beginning of every SKU of the series: FSV-160-AR. */
  code: string;
  form: 'finished' | 'semi-finished';
  name: string;
  material_code: string;
  design_code: string | null;
  coated: boolean;
  diameters_mm: number[];
  sphere_min: number | null;
  sphere_max: number | null;
  cylinder_min: number | null;
  bases: number[];
  adds: number[];
  per_eye: boolean;
}

const STEP = 250;

/** Hundredths with a letter for the sign: −2250 → M0225, 500 → P0050. */
const signed = (mdpt: number): string => `${mdpt < 0 ? 'M' : 'P'}${String(Math.abs(mdpt) / 10).padStart(4, '0')}`;
const plain = (mdpt: number): string => String(Math.abs(mdpt) / 10).padStart(3, '0');

const steps = (from: number, to: number): number[] =>
  Array.from({ length: Math.round((to - from) / STEP) + 1 }, (_, i) => from + i * STEP);

/** SKU of a finished lens, e.g. FSV-150-HC-70-M0225-C050: minus cylinder, the axis is turned and no part of it. */
export const finishedSku = (series: string, diameterMm: number, sphere: number, cylinder: number): string =>
  `${series}-${diameterMm}-${signed(sphere)}-C${plain(cylinder)}`;

/** SKU of a semi-finished blank, e.g. SFV-160-PLAIN-75-B0400, and SFV-150-FT28-75-B0400-A200-R where it has an add and an eye. */
export const semiFinishedSku = (
  series: string,
  diameterMm: number,
  base: number,
  add: number | null,
  eye: 'OD' | 'OS' | null,
): string =>
  [
    series,
    diameterMm,
    `B${String(base / 10).padStart(4, '0')}`,
    ...(add === null ? [] : [`A${plain(add)}`]),
    ...(eye === null ? [] : [eye === 'OD' ? 'R' : 'L']),
  ].join('-');

/** Every stock item of the series. A full finished grid −6.00..+4.00 by cylinder 0..−2.00 in quarters is 41 × 9 = 369. */
export function expandSeries(all: readonly BlankSeries[]): z.infer<typeof ListLensBlanks.output> {
  const finished = all
    .filter((s) => s.form === 'finished')
    .flatMap((s) =>
      s.diameters_mm.flatMap((diameterMm) =>
        steps(s.sphere_min ?? 0, s.sphere_max ?? 0).flatMap((sphere) =>
          steps(s.cylinder_min ?? 0, 0).map((cylinder) => ({
            sku: finishedSku(s.code, diameterMm, sphere, cylinder),
            name: `${s.name} Ø${diameterMm} ${(sphere / 1000).toFixed(2)} ${(cylinder / 1000).toFixed(2)}`,
            materialCode: s.material_code,
            coated: s.coated,
            diameterMm,
            sphere,
            cylinder: cylinder === 0 ? 0 : cylinder,
          })),
        ),
      ),
    );
  const semiFinished = all
    .filter((s) => s.form === 'semi-finished')
    .flatMap((s) =>
      s.diameters_mm.flatMap((diameterMm) =>
        s.bases.flatMap((base) =>
          (s.adds.length > 0 ? s.adds : [null]).flatMap((add) =>
            (s.per_eye ? (['OD', 'OS'] as const) : [null]).map((eye) => ({
              sku: semiFinishedSku(s.code, diameterMm, base, add, eye),
              name: [
                `${s.name} Ø${diameterMm} base ${(base / 1000).toFixed(2)}`,
                add === null ? '' : `add ${(add / 1000).toFixed(2)}`,
                eye ?? '',
              ]
                .filter(Boolean)
                .join(' '),
              materialCode: s.material_code,
              designCode: s.design_code ?? 'plain',
              diameterMm,
              baseCurveMdpt: base,
              add,
              eye,
            })),
          ),
        ),
      ),
    );
  return { finished, semiFinished };
}
