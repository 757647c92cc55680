import { type BlankSeries, blankName, blankSku, stockItemsOf } from '@opticworks/optics';
import type { ListLensBlanks } from '@opticworks/schema/operations/catalog';
import type { z } from 'zod';

/** One series of blanks as it stands in its table; powers in thousandths of a dioptre. */
export interface BlankSeriesRow {
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

/** Finished lenses are stocked in quarters. */
const STEP = 250;

/** A series as the rules of making read it; its shape is checked with the whole data set. */
export const seriesOf = (row: BlankSeriesRow): unknown => {
  const common = { code: row.code, name: row.name, material: row.material_code, diametersMm: row.diameters_mm };
  if (row.form === 'semi-finished')
    return {
      form: row.form,
      ...common,
      design: row.design_code ?? 'plain',
      bases: row.bases,
      adds: row.adds,
      isPerEye: row.per_eye,
    };
  const grid = {
    minSphere: row.sphere_min ?? 0,
    maxSphere: row.sphere_max ?? 0,
    minCylinder: row.cylinder_min ?? 0,
    step: STEP,
  };
  return { form: row.form, ...common, grid, isCoated: row.coated };
};

/** Every stock item of the series, as the store, the buyers and the lab ask for it. */
export function expandSeries(all: readonly BlankSeries[]): z.infer<typeof ListLensBlanks.output> {
  const out: z.infer<typeof ListLensBlanks.output> = { finished: [], semiFinished: [] };
  for (const series of all)
    for (const item of stockItemsOf(series)) {
      const common = {
        sku: blankSku(item),
        name: blankName(item, series.name),
        materialCode: item.material,
        diameterMm: item.diameterMm,
      };
      if (item.form === 'finished')
        out.finished.push({ ...common, coated: item.isCoated, sphere: item.sphere, cylinder: item.cylinder });
      else
        out.semiFinished.push({
          ...common,
          designCode: item.design,
          baseCurveMdpt: item.base,
          add: item.add,
          eye: item.eye && (item.eye === 'od' ? 'OD' : 'OS'),
        });
    }
  return out;
}
