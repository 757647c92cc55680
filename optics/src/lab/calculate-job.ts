import { nextStockedDiameter } from '../frame/blank-size.ts';
import { monocularNearPd, monocularPd, raise, segmentInset } from '../frame/centration.ts';
import type { FrameGeometry } from '../frame/frame.types.ts';
import { type BlankRange, defaultBlankRanges, isInFinishedGrid } from '../lens/blanks.ts';
import { boddyBase, markedBase, stockedBases, vogelBase } from '../lens/curves.ts';
import { type DesignId, designs, type LensDesign, rxForDesign } from '../lens/designs.ts';
import { type MaterialId, materials } from '../lens/materials.ts';
import { pairBases } from '../lens/pair-bases.ts';
import { type ThicknessProfile, thicknessProfile } from '../lens/thickness.ts';
import type { TreatmentId } from '../lens/treatments.ts';
import { lensCentre, minimumBlank, thinningPrismFor } from '../lens/what-can-be-made.ts';
import { type Finding, finding } from '../prescription/finding.ts';
import { EYES, type Eye, type EyePairMm, type EyeRx, type Pd } from '../prescription/prescription.types.ts';
import { combinePrism, type PrismVector, prismVector } from '../prescription/prism.ts';
import { canonical } from '../prescription/transpose.ts';

export interface LabJobRequest {
  rx: { od: EyeRx; os: EyeRx };
  pd: Pd;
  frame: FrameGeometry;
  design: DesignId;
  material: MaterialId;
  treatments: readonly TreatmentId[];
  /** Optical centre, segment or fitting heights from the box bottom, mm, as the design needs. */
  heights?: EyePairMm;
  /** Lenses to make; one eye may be remade alone. */
  eyes?: readonly Eye[];
  blanks?: readonly BlankRange[];
  bases?: readonly number[];
  /** Treatments that a finished lens already carries in stock, by material. */
  stockedTreatments?: readonly TreatmentId[];
}

/** The stock item of one lens. R and L are separate work items; axis is never part of the key. */
export type BlankSelection =
  | {
      kind: 'finished';
      material: MaterialId;
      sphere: number;
      cylinder: number;
      diameterMm: number;
      treatments: readonly TreatmentId[];
    }
  | {
      kind: 'semi-finished';
      material: MaterialId;
      design: DesignId | 'plain';
      baseCurve: number;
      diameterMm: number;
      add: number | null;
      eye: Eye | null;
    };

export interface LensCalculation {
  eye: Eye;
  /** What is made: canonical, with a reading or screen pair's share of the ADD in the sphere. */
  rx: EyeRx;
  /** Inward (> 0) and upward (> 0) from the box middle to the optical centre or fitting cross, mm. */
  decentrationInMm: number;
  decentrationUpMm: number;
  /** Segment or near point from the optical centre, mm. */
  segmentInMm: number | null;
  segmentUpMm: number | null;
  minimumBlankMm: number;
  blank: BlankSelection | null;
  /** Marked base, D at 1.530. */
  baseCurve: number;
  /** True and marked back surface powers, dioptres. */
  backPowers: { alongAxis: number; acrossAxis: number };
  toolCurves: { alongAxis: number; acrossAxis: number };
  profile: ThicknessProfile;
  /** Prism thinning, base down, MilliPrism; the same on both eyes. */
  thinningPrism: number;
  /** Prism to be ground: prescribed plus thinning. */
  groundPrism: PrismVector;
  groundPrismPolar: { amount: number; directionDeg: number };
}

export interface JobCalculation {
  lenses: LensCalculation[];
  /** Reasons the job cannot go on; an empty list releases it. */
  problems: Finding[];
}

/**
 * The lab's lens calculation: finished or surfaced, the blank, base and back curves, thickness, centration and prism, per eye.
 * Both eyes get the same base, or bases within 1 D of each other where only such are stocked.
 * @throws RangeError when curves and shape do not go together
 */
export function calculateJob(request: LabJobRequest): JobCalculation {
  const design = designs[request.design];
  const problems: Finding[] = [];
  const made = {
    od: canonical(rxForDesign(request.rx.od, design)),
    os: canonical(rxForDesign(request.rx.os, design)),
  };
  const bases = matchBases(made, design, request.bases ?? stockedBases);
  // Thinning must be equal on both eyes, or it would be a prism between them.
  const thinningPrism = design.corridors ? Math.min(thinningPrismFor(made.od), thinningPrismFor(made.os)) : 0;
  const lenses = (request.eyes ?? EYES).map((eye) => {
    const lens = calculateLens(eye, made[eye], bases[eye], thinningPrism, request, design);
    if (!lens.blank)
      problems.push(
        finding('BLANK_TOO_SMALL', `${eye}.blank`, {
          needed: Math.ceil(lens.minimumBlankMm),
          material: materials[request.material].name,
          largest: Math.max(0, ...(rangeOf(request)?.semiFinishedDiametersMm ?? [])),
        }),
      );
    return lens;
  });
  return { lenses, problems };
}

const rangeOf = ({ blanks = defaultBlankRanges, material }: LabJobRequest): BlankRange | undefined =>
  blanks.find((b) => b.material === material);

function calculateLens(
  eye: Eye,
  rx: EyeRx,
  baseCurve: number,
  thinningPrism: number,
  request: LabJobRequest,
  design: LensDesign,
): LensCalculation {
  const { frame, pd } = request;
  const material = materials[request.material];
  const centre = lensCentre(eye, { frame, pd, heights: request.heights }, design);
  const minimumBlankMm = minimumBlank(eye, frame, centre);
  const profile = thicknessProfile({ eye, rx, material, frame, ...centre, baseCurve, thinningPrism });
  const prescribed = prismVector(eye, rx.prisms);
  const height = request.heights && (eye === 'od' ? request.heights.odMm : request.heights.osMm);
  const index = material.calculationIndex;
  return {
    eye,
    rx,
    decentrationInMm: centre.inMm,
    decentrationUpMm: centre.upMm,
    segmentInMm: design.add ? segmentInset(monocularPd(pd, eye), monocularNearPd(pd, eye)) : null,
    segmentUpMm: design.segment && height !== undefined ? raise(height, frame.lensHeightMm) : null,
    minimumBlankMm,
    blank: selectBlank(eye, rx, baseCurve, minimumBlankMm, request, design),
    baseCurve,
    backPowers: profile.backPowers,
    toolCurves: {
      alongAxis: markedBase(profile.backPowers.alongAxis, index),
      acrossAxis: markedBase(profile.backPowers.acrossAxis, index),
    },
    profile,
    thinningPrism,
    groundPrism: { x: prescribed.x, y: prescribed.y - thinningPrism },
    groundPrismPolar: combinePrism(eye, [...rx.prisms, { amount: thinningPrism, base: 'down' }]),
  };
}

/**
 * Finished when single vision, without prism, on the stock grid, with stocked treatments and a large enough blank; otherwise
 * semi-finished. Free-form uses plain blanks; cast progressives and segments need the eye and the ADD.
 * @returns null when no stocked diameter is large enough
 */
export function selectBlank(
  eye: Eye,
  rx: EyeRx,
  baseCurve: number,
  minimumBlankMm: number,
  request: LabJobRequest,
  design: LensDesign = designs[request.design],
): BlankSelection | null {
  const stocked = rangeOf(request);
  if (!stocked) return null;
  const { material } = request;
  const finishedDiameter = nextStockedDiameter(minimumBlankMm, stocked.finishedDiametersMm);
  const carries = request.stockedTreatments ?? ['hard-coat', 'ar-standard', 'uv400'];
  const isFinished =
    design.hasFinished &&
    rx.prisms.length === 0 &&
    stocked.finished !== null &&
    isInFinishedGrid(rx, stocked.finished) &&
    request.treatments.every((id) => carries.includes(id));
  if (isFinished && finishedDiameter !== null)
    return {
      kind: 'finished',
      material,
      sphere: rx.sphere,
      cylinder: rx.cylinder,
      diameterMm: finishedDiameter,
      treatments: request.treatments,
    };
  const diameterMm = nextStockedDiameter(minimumBlankMm, stocked.semiFinishedDiametersMm);
  if (diameterMm === null) return null;
  const isPlain = design.isFreeForm || design.hasFinished;
  return {
    kind: 'semi-finished',
    material,
    design: isPlain ? 'plain' : design.id,
    baseCurve,
    diameterMm,
    add: isPlain ? null : rx.add,
    eye: isPlain ? null : eye,
  };
}

/** Stable text of a stock item, one per lens. */
export function blankKey(blank: BlankSelection): string {
  const parts =
    blank.kind === 'finished'
      ? [
          'FIN',
          blank.material,
          blank.diameterMm,
          blank.sphere,
          blank.cylinder,
          [...blank.treatments].sort().join('+') || 'plain',
        ]
      : ['SF', blank.material, blank.design, blank.diameterMm, blank.baseCurve, blank.add ?? '-', blank.eye ?? '-'];
  return parts.join(':');
}

/** Bases of both eyes from stock, by the rule of the design and matched to each other. */
function matchBases(made: { od: EyeRx; os: EyeRx }, design: LensDesign, stocked: readonly number[]) {
  const wanted = (rx: EyeRx) => (design.corridors ? boddyBase(rx, rx.add ?? 0) : vogelBase(rx));
  return pairBases(made, { od: wanted(made.od), os: wanted(made.os) }, stocked);
}
