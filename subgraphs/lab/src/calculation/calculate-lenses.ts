import {
  calculateJob,
  type DesignId,
  designs,
  drawnLens,
  type EyePairMm,
  type EyeRx,
  type Finding,
  type FrameGeometry,
  finding,
  type LensCalculation,
  type MaterialId,
  type Pd,
  roundHalfAway,
  type TreatmentId,
  validatePrescription,
} from '@opticworks/optics';
import type { EyeRxValue, FrameGeometryValue, LensChoiceValue, PrescriptionValue } from '@opticworks/schema';
import { benchNames } from '../jobs/bench-names.ts';
import {
  type BlankCandidates,
  type BlankList,
  blankCandidates,
  type ChosenBlank,
  listedBases,
} from './choose-blank.ts';
import type { LabValues, LensValues } from './lab-values.ts';

export interface CalculatedJob {
  values: LabValues;
  /** The blank as listed, and all it could be made from: the shelf decides between them. */
  blanks: ({ eye: 'OD' | 'OS'; blank: ChosenBlank | null } & BlankCandidates)[];
}

const rims = { FULL: 'full-rim', HALF: 'half-rim', RIMLESS: 'rimless', WRAP: 'full-rim' } as const;
/** Face-form angle assumed for wrap frames where none was measured, degrees. */
const WRAP_ANGLE_DEG = 18;

export const frameOf = (
  frame: FrameGeometryValue,
  tilt: { wrapAngleDeg: number | null; pantoscopicTiltDeg: number | null },
): FrameGeometry => {
  const wrap = tilt.wrapAngleDeg ?? (frame.rim === 'WRAP' ? WRAP_ANGLE_DEG : null);
  return {
    eyeSizeMm: frame.eyeSizeTenthsMm / 10,
    lensHeightMm: frame.lensHeightTenthsMm / 10,
    dblMm: frame.dblTenthsMm / 10,
    effectiveDiameterMm: frame.effectiveDiameterTenthsMm / 10,
    rim: rims[frame.rim],
    baseCurve: frame.baseCurveMdpt / 1_000,
    ...(frame.outlineHundredthsMm.length > 0 ? { outline: { radii: frame.outlineHundredthsMm } } : {}),
    ...(wrap === null ? {} : { wrapAngleDeg: wrap }),
    ...(tilt.pantoscopicTiltDeg === null ? {} : { pantoscopicTiltDeg: tilt.pantoscopicTiltDeg }),
  };
};

/** Codes of the catalogue are the names of the optical rules. */
export const orderOf = (lens: LensChoiceValue) => ({
  design: lens.designCode as DesignId,
  material: lens.materialCode as MaterialId,
  treatments: lens.treatmentCodes as TreatmentId[],
});

const pdOf = (pd: PrescriptionValue['pd']): Pd | null => {
  if (!pd) return null;
  if (pd.odMm !== null && pd.osMm !== null) {
    const near = pd.nearOdMm !== null && pd.nearOsMm !== null ? { nearOdMm: pd.nearOdMm, nearOsMm: pd.nearOsMm } : {};
    return { kind: 'monocular', odMm: pd.odMm, osMm: pd.osMm, ...near };
  }
  if (pd.binocularMm === null) return null;
  return { kind: 'binocular', distanceMm: pd.binocularMm, ...(pd.nearMm === null ? {} : { nearMm: pd.nearMm }) };
};

/**
 * From prescription, frame and lens choice to what the bench needs: powers, centration, thickness and the blank of each eye.
 * @param eyes lenses to make; a remake may be of one eye
 * @returns `CalculatedJob` with the reasons it cannot go on in `values.problems`; null when powers or distances are missing, with
 * the finding that says so
 */
export function calculateLenses(
  prescription: PrescriptionValue,
  lens: LensChoiceValue,
  frame: FrameGeometryValue,
  blanks: BlankList,
  context: { today: string; eyes: readonly ('OD' | 'OS')[] },
): { calculated: CalculatedJob } | { calculated: null; problem: Finding } {
  const order = orderOf(lens);
  const pd = pdOf(prescription.pd);
  if (!prescription.od || !prescription.os)
    return { calculated: null, problem: finding('SPHERE_REQUIRED', 'od.sphere') };
  if (!pd) return { calculated: null, problem: finding('PD_REQUIRED', 'pd') };
  if (!designs[order.design])
    return { calculated: null, problem: finding('DESIGN_UNKNOWN', 'design', { design: lens.designCode }) };

  const rx = { od: eyeOf(prescription.od), os: eyeOf(prescription.os) };
  const geometry = frameOf(frame, prescription);
  const heights: EyePairMm | null =
    prescription.segHeightMm === null ? null : { odMm: prescription.segHeightMm, osMm: prescription.segHeightMm };
  const bases = listedBases(blanks, order);
  const result = calculateJob({
    rx,
    pd,
    frame: geometry,
    ...order,
    ...(bases.length > 0 ? { bases } : {}),
    ...(heights ? { heights } : {}),
  });
  const chosen = result.lenses
    .filter(({ eye }) => context.eyes.includes(eyeName(eye)))
    .map((one) => {
      const candidates = blankCandidates(one, order, blanks);
      return { eye: eyeName(one.eye), blank: candidates.finished[0] ?? candidates.surfaced[0] ?? null, ...candidates };
    });
  // The listed blanks are the truth here; the calculation's own opinion about diameters is only its default range.
  const problems = chosen
    .filter(({ blank }) => !blank)
    .map(({ eye }) => noBlank(eye, result.lenses, benchNames(lens).material, blanks, order.material));
  return {
    calculated: {
      values: {
        form: 1,
        rx,
        pd,
        heights,
        vertexMm: prescription.vertexMm,
        pantoscopicTiltDeg: prescription.pantoscopicTiltDeg,
        wrapAngleDeg: prescription.wrapAngleDeg,
        lenses: result.lenses.map(lensValues),
        warnings: warningsOf(rx, pd, order.design, heights, context.today),
        problems,
      },
      blanks: chosen,
    },
  };
}

const eyeOf = (value: EyeRxValue): EyeRx => ({ ...value, prisms: value.prisms.map((prism) => ({ ...prism })) });
export const eyeName = (eye: 'od' | 'os'): 'OD' | 'OS' => (eye === 'od' ? 'OD' : 'OS');

/** Divided, not multiplied by 0.1: the result must print with one decimal. */
const tenth = (mm: number) => roundHalfAway(mm * 10) / 10;
const hundredth = (mm: number) => roundHalfAway(mm * 100) / 100;

const lensValues = (lens: LensCalculation): LensValues => ({
  eye: eyeName(lens.eye),
  rx: lens.rx,
  decentrationInMm: tenth(lens.decentrationInMm),
  decentrationUpMm: tenth(lens.decentrationUpMm),
  segmentInMm: lens.segmentInMm === null ? null : tenth(lens.segmentInMm),
  minimumBlankMm: tenth(lens.minimumBlankMm),
  baseCurve: lens.baseCurve,
  backCurve: hundredth(lens.backPowers.alongAxis),
  centreThicknessMm: hundredth(lens.profile.centreMm),
  edgeMaxMm: hundredth(lens.profile.maxEdgeMm),
  edgeMinMm: hundredth(lens.profile.minEdgeMm),
  weightGrams: tenth(lens.profile.weightGrams),
  drawn: drawnLens(lens.profile),
});

function noBlank(
  eye: 'OD' | 'OS',
  lenses: readonly LensCalculation[],
  materialName: string,
  blanks: BlankList,
  material: MaterialId,
): Finding {
  const needed = lenses.find((lens) => eyeName(lens.eye) === eye)?.minimumBlankMm ?? 0;
  const sizes = [...blanks.finished, ...blanks.semiFinished]
    .filter((blank) => blank.materialCode === material)
    .map((blank) => blank.diameterMm);
  return finding('BLANK_TOO_SMALL', `${eye.toLowerCase()}.blank`, {
    needed: Math.ceil(needed),
    material: materialName,
    largest: Math.max(0, ...sizes),
  });
}

/** What the rules would ask about, now that the use is known; nobody is asked any more, the bench is told. */
function warningsOf(
  rx: { od: EyeRx; os: EyeRx },
  pd: Pd,
  design: DesignId,
  heights: EyePairMm | null,
  today: string,
): Finding[] {
  const { segment, corridors, use } = designs[design];
  const checked = validatePrescription(
    { ...rx, pd, ...(heights ? (segment ? { segHeights: heights } : { fittingHeights: heights }) : {}) },
    { use, today, jurisdiction: 'US', checksDocument: false },
  );
  const assumed =
    (segment || corridors) && !heights ? [finding('HEIGHT_ASSUMED', segment ? 'segHeights' : 'fittingHeights')] : [];
  return [...assumed, ...checked.warnings];
}
