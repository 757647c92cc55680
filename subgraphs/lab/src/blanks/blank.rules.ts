import {
  backSurfaceFor,
  frontAtBackVertex,
  type LensCalculation,
  type LensMaterial,
  markedBase,
  trueBase,
} from '@opticworks/optics';

export interface MeasuredBlank {
  /** Marked base as measured, dioptres at 1.530. */
  measuredBase: number | null;
  /** Back vertex power off its label, dioptres: finished lenses only. */
  powerError: number | null;
}

/**
 * What the very blank changes. A front that is off its marked curve is made up for on the back, so that the lens still has the power that
 * was ordered; a finished lens carries its error into the inspection.
 * @param lens calculated on the marked base: curves in dioptres, thickness in mm
 * @returns back curve to cut (true, dioptres) and on a tool (at 1.530); null where nothing was measured
 */
export function correctedBack(
  lens: {
    baseCurve: number;
    backCurve: number;
    centreThicknessMm: number;
    material: Pick<LensMaterial, 'calculationIndex'>;
  },
  blank: Pick<MeasuredBlank, 'measuredBase'>,
): { backCurve: number; toolCurve: number; shift: number } | null {
  if (blank.measuredBase === null) return null;
  const index = lens.material.calculationIndex;
  const power = frontAtBackVertex(trueBase(lens.baseCurve, index), lens.centreThicknessMm, index) + lens.backCurve;
  const backCurve = backSurfaceFor(power, trueBase(blank.measuredBase, index), lens.centreThicknessMm, index);
  return { backCurve, toolCurve: markedBase(backCurve, index), shift: backCurve - lens.backCurve };
}

/**
 * A calculated lens on the very blank it is ground from: both meridians of the back make up for the front as measured, and so do the
 * tools. The marked base stays what is printed on the blank.
 * @param measuredBase marked base as measured, dioptres at 1.530
 */
export function measuredOnBlank(lens: LensCalculation, measuredBase: number, material: LensMaterial): LensCalculation {
  const index = material.calculationIndex;
  const { centreMm } = lens.profile;
  const correct = (backCurve: number) =>
    correctedBack({ baseCurve: lens.baseCurve, backCurve, centreThicknessMm: centreMm, material }, { measuredBase })
      ?.backCurve ?? backCurve;
  const backPowers = {
    alongAxis: correct(lens.backPowers.alongAxis),
    acrossAxis: correct(lens.backPowers.acrossAxis),
  };
  return {
    ...lens,
    backPowers,
    toolCurves: {
      alongAxis: markedBase(backPowers.alongAxis, index),
      acrossAxis: markedBase(backPowers.acrossAxis, index),
    },
    profile: { ...lens.profile, frontPower: trueBase(measuredBase, index), backPowers },
  };
}
