import { type EyeRx, formatPowerMachine, formatPrism } from '@opticworks/optics';
import type { LabValues, LensValues } from '../calculation/lab-values.ts';
import type { LensRow } from './lab-job.loader.ts';
import type { LensWorkType, PrismDecentrationType } from './lab-job.type.ts';

/** A lens as the bench sees it: what is made, not what was prescribed, except the prism. Null when its owner was erased. */
export function lensWorkView(row: LensRow, values: LabValues | null): LensWorkType | null {
  const made = values?.lenses.find((lens) => lens.eye === row.eye);
  if (!made) return null;
  const { rx } = made;
  return {
    ...row,
    sphere: formatPowerMachine(rx.sphere),
    cylinder: rx.cylinder === 0 ? null : formatPowerMachine(rx.cylinder),
    axis: rx.axis,
    add: rx.add ? formatPowerMachine(rx.add) : null,
    intermediateAdd: made.intermediateAdd ? formatPowerMachine(made.intermediateAdd) : null,
    imageJump: made.imageJump == null ? null : formatPrism(made.imageJump),
    prescribedPrism: prismText(made.ordered ?? rx),
    groundPrism: prismText(rx),
    prismDecentration: prismDecentrationView(made),
    decentrationInMm: String(made.decentrationInMm),
    decentrationUpMm: String(made.decentrationUpMm),
    minimumBlankMm: String(made.minimumBlankMm),
    baseCurve: String(made.baseCurve),
    backCurve: String(made.backCurve),
    centreThicknessMm: String(made.centreThicknessMm),
    edgeMaxMm: String(made.edgeMaxMm),
    edgeMinMm: String(made.edgeMinMm),
    weightGrams: String(made.weightGrams),
    edgeProfileHundredthsMm: made.drawn?.edge ?? null,
    sectionHundredthsMm: made.drawn?.section ?? null,
    segmentLinesHundredthsMm: made.drawn?.segment ?? null,
  };
}

/** Null as well where the lens has no prism to make. */
const prismDecentrationView = ({ prismDecentration: moved }: LensValues): PrismDecentrationType | null =>
  moved === undefined ? null : { inMm: moved && String(moved.inMm), upMm: moved && String(moved.upMm) };

export const prismText = (rx: EyeRx): string | null =>
  rx.prisms.map(({ amount, base }) => `${formatPrism(amount)}Δ ${base}`).join(' + ') || null;
