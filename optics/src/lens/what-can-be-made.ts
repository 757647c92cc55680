import { minimumBlankByRule, minimumBlankFromOutline, nextStockedDiameter } from '../frame/blank-size.ts';
import { decentration, monocularNearPd, monocularPd, opticalCentre, raise } from '../frame/centration.ts';
import type { FrameGeometry } from '../frame/frame.types.ts';
import { effectiveDiameterOf, outlineFor, recentre } from '../frame/outline.ts';
import { type Finding, finding } from '../prescription/finding.ts';
import { EYES, type Eye, type EyePairMm, type EyeRx, type Pd } from '../prescription/prescription.types.ts';
import { canonical, furthestFromZero } from '../prescription/transpose.ts';
import { type BlankRange, defaultBlankRanges, isInFinishedGrid, usualDiameters } from './blanks.ts';
import {
  ABOVE_FITTING_CROSS_MM,
  type DesignId,
  designIds,
  designs,
  type LensDesign,
  minFittingHeight,
  rxForDesign,
} from './designs.ts';
import { type LensMaterial, type MaterialId, materialIds, materials } from './materials.ts';
import { type ThicknessProfile, thicknessProfile } from './thickness.ts';
import { type TreatmentId, treatmentIds, treatmentReasons, treatments } from './treatments.ts';

export type Possibility = { possible: true } | { possible: false; reasons: Finding[] };

export interface Wearer {
  ageYears?: number | null;
  isOneEyed?: boolean;
  isForSport?: boolean;
}

/** Everything chosen or known so far; whatever is missing is simply not judged yet. */
export interface MakingRequest {
  rx?: { od: EyeRx; os: EyeRx } | null;
  pd?: Pd | null;
  frame: FrameGeometry;
  design?: DesignId;
  corridorMm?: number;
  material?: MaterialId;
  treatments?: readonly TreatmentId[];
  /** Fitting or segment heights when measured, mm. */
  heights?: EyePairMm;
  wearer?: Wearer;
  blanks?: readonly BlankRange[];
}

export interface WhatCanBeMade {
  designs: Record<DesignId, Possibility>;
  materials: Record<MaterialId, Possibility>;
  treatments: Record<TreatmentId, Possibility>;
  /** Corridors of the chosen design by length in mm. */
  corridors: Record<number, Possibility>;
  /** The choice as a whole, judged as at order. */
  choice: Possibility;
  /** Worth knowing, blocks nothing: thick edges, wide decentration. */
  notices: Finding[];
}

/** Limits of making that belong to no material or design; a shop may replace them. */
export const makingLimits = {
  rimlessMaxEdgeMm: 5,
  noticeEdgeMm: 6,
  noticeDecentrationMm: 6,
  wrapFromDeg: 12,
  wrapFromBase: 8,
  wrapMaxPower: 4_000,
  impactUnderAge: 18,
} as const;

/**
 * For every design, material, treatment and corridor: can it be made with the rest of the choice, and if not, why, in numbers
 * ("needs a 75 mm blank; 1.74 stocks 70"). Each dimension is judged against what is chosen in the others, so a screen can grey out
 * exactly the impossible options. The same function decides at order.
 */
export function whatCanBeMade(request: MakingRequest): WhatCanBeMade {
  const judge = (change: Partial<MakingRequest>) => toPossibility(reasonsAgainst({ ...request, ...change }));
  const chosen = request.treatments ?? [];
  const material = request.material && materials[request.material];
  const design = request.design && designs[request.design];
  return {
    designs: record(designIds, (id) => judge({ design: id, treatments: [], corridorMm: undefined })),
    materials: record(materialIds, (id) => judge({ material: id, treatments: [] })),
    treatments: record(treatmentIds, (id) =>
      toPossibility(
        treatmentReasons(id, { material, design, chosen: chosen.filter((c) => c !== id) }, { checksNeeds: false }),
      ),
    ),
    corridors: Object.fromEntries(
      (design?.corridors ?? []).map((c) => [
        c.lengthMm,
        toPossibility(heightReasons({ ...request, corridorMm: c.lengthMm }, design as LensDesign)),
      ]),
    ),
    choice: judge({}),
    notices: noticesFor(request),
  };
}

/** Why this choice cannot be made; empty when it can. */
export function reasonsAgainst(request: MakingRequest): Finding[] {
  const design = request.design && designs[request.design];
  const material = request.material && materials[request.material];
  const chosen = request.treatments ?? [];
  return [
    ...frameReasons(request),
    ...(material ? materialReasons(request, material) : []),
    ...(design ? [...designPowerReasons(request, design), ...heightReasons(request, design)] : []),
    ...(material && design ? pairingReasons(material, design) : []),
    ...(material ? [...blankReasons(request, material, design), ...edgeReasons(request, material, design)] : []),
    ...chosen.flatMap((id) => treatmentReasons(id, { material, design, chosen }, { checksNeeds: true })),
  ];
}

const toPossibility = (reasons: Finding[]): Possibility =>
  reasons.length === 0 ? { possible: true } : { possible: false, reasons };

const record = <K extends string>(keys: readonly K[], value: (key: K) => Possibility) =>
  Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, Possibility>;

/** Both eyes as they would be made, canonical. */
function madeEyes(request: MakingRequest, design?: LensDesign): { eye: Eye; rx: EyeRx }[] {
  const { rx } = request;
  if (!rx) return [];
  return EYES.map((eye) => ({ eye, rx: canonical(design ? rxForDesign(rx[eye], design) : rx[eye]) }));
}

function frameReasons(request: MakingRequest): Finding[] {
  const { frame } = request;
  const reasons: Finding[] = [];
  if (frame.isRxAble === false) reasons.push(finding('FRAME_NOT_RX_ABLE', 'frame'));
  const eyes = madeEyes(request, request.design && designs[request.design]);
  const min = frame.minPower ?? Number.NEGATIVE_INFINITY;
  const max = frame.maxPower ?? Number.POSITIVE_INFINITY;
  const isOutside = ({ rx }: { rx: EyeRx }) => rx.sphere > max || rx.sphere + rx.cylinder < min;
  if (eyes.some(isOutside))
    reasons.push(
      finding('FRAME_POWER_LIMIT', 'frame', { min: frame.minPower ?? -20_000, max: frame.maxPower ?? 20_000 }),
    );
  const strongest = furthestFromZero(eyes.map(({ rx }) => rx));
  if (isWrap(frame) && Math.abs(strongest) > makingLimits.wrapMaxPower) {
    const max = Math.sign(strongest) * makingLimits.wrapMaxPower;
    reasons.push(finding('WRAP_POWER_LIMIT', 'frame', { max, value: strongest }));
  }
  return reasons;
}

const isWrap = (frame: FrameGeometry): boolean =>
  (frame.wrapAngleDeg ?? 0) > makingLimits.wrapFromDeg || (frame.baseCurve ?? 0) >= makingLimits.wrapFromBase;

function materialReasons(request: MakingRequest, material: LensMaterial): Finding[] {
  const reasons: Finding[] = [];
  const { ageYears, isOneEyed, isForSport } = request.wearer ?? {};
  const needsImpact = (ageYears != null && ageYears < makingLimits.impactUnderAge) || isOneEyed || isForSport;
  if (needsImpact && !material.isImpactResistant) reasons.push(finding('IMPACT_MATERIAL_REQUIRED', 'material'));
  if (material.refusedRims.includes(request.frame.rim))
    reasons.push(finding('MATERIAL_NOT_FOR_RIM', 'material', { material: material.name, rim: request.frame.rim }));
  for (const { eye, rx } of madeEyes(request, request.design && designs[request.design])) {
    const weakest = rx.sphere + rx.cylinder;
    if (rx.sphere > material.maxPower || weakest < material.minPower) {
      const value = rx.sphere > material.maxPower ? rx.sphere : weakest;
      reasons.push(
        finding('SPHERE_NOT_OFFERED', `${eye}.sphere`, {
          material: material.name,
          min: material.minPower,
          max: material.maxPower,
          value,
        }),
      );
    }
    if (-rx.cylinder > material.maxCylinder)
      reasons.push(
        finding('CYLINDER_NOT_OFFERED', `${eye}.cylinder`, {
          material: material.name,
          max: -material.maxCylinder,
          value: rx.cylinder,
        }),
      );
  }
  return reasons;
}

function designPowerReasons(request: MakingRequest, design: LensDesign): Finding[] {
  const reasons: Finding[] = [];
  const { rx } = request;
  if (!rx) return reasons;
  for (const eye of EYES) {
    const { add, prisms, isBalance } = rx[eye];
    const prism = Math.max(0, ...prisms.map((p) => p.amount));
    if (prism > design.maxPrism)
      reasons.push(finding('PRISM_NOT_OFFERED', `${eye}.prism`, { max: design.maxPrism, value: prism }));
    // A reading pair may be written as a plain sphere for reading; only designs with an addition zone insist on the ADD.
    if (design.add && !add && !isBalance) reasons.push(finding('ADD_REQUIRED', `${eye}.add`));
    if (design.add && add && (add < design.add.min || add > design.add.max))
      reasons.push(finding('ADD_NOT_OFFERED', `${eye}.add`, { ...design.add, value: add }));
  }
  return reasons;
}

function heightReasons({ frame, heights, corridorMm }: MakingRequest, design: LensDesign): Finding[] {
  const reasons: Finding[] = [];
  const minFitting = minFittingHeight(design, corridorMm);
  const minimum = Math.max(
    design.minLensHeightMm ?? 0,
    minFitting === undefined ? 0 : minFitting + ABOVE_FITTING_CROSS_MM,
  );
  if (frame.lensHeightMm < minimum)
    reasons.push(finding('LENS_HEIGHT_TOO_SMALL', 'frame.lensHeight', { min: minimum, value: frame.lensHeightMm }));
  const needed = minFitting ?? design.segment?.minHeightMm;
  if (heights && needed !== undefined)
    for (const eye of EYES) {
      const value = eye === 'od' ? heights.odMm : heights.osMm;
      if (value < needed) reasons.push(finding('HEIGHT_BELOW_DESIGN', `heights.${eye}Mm`, { value, min: needed }));
    }
  return reasons;
}

/** Designs that are cast or ground only in some materials. */
function pairingReasons(material: LensMaterial, design: LensDesign): Finding[] {
  const isSegmentIn174 = material.id === 'index-174' && design.segment !== undefined;
  const isFreeFormGlass = material.id === 'crown' && (design.corridors !== undefined || design.boosts !== undefined);
  return isSegmentIn174 || isFreeFormGlass
    ? [finding('MATERIAL_NOT_FOR_DESIGN', 'material', { material: material.name, design: design.name })]
    : [];
}

/** Centre of one lens in its box: inward decentration and raise, mm. */
export function lensCentre(
  eye: Eye,
  request: Pick<MakingRequest, 'frame' | 'heights'> & { pd: Pd },
  design?: LensDesign,
): { inMm: number; upMm: number } {
  const isNear = design?.use === 'single-vision-near' || design?.use === 'single-vision-intermediate';
  const pd = isNear ? monocularNearPd(request.pd, eye) : monocularPd(request.pd, eye);
  const height = request.heights && (eye === 'od' ? request.heights.odMm : request.heights.osMm);
  // A segment height says where the segment starts, not where the eye looks through.
  const upMm = height === undefined || design?.segment ? 0 : raise(height, request.frame.lensHeightMm);
  return { inMm: decentration(request.frame, pd), upMm };
}

/** Smallest blank for one eye, mm: from the outline when there is one, by the rule otherwise. */
export function minimumBlank(eye: Eye, frame: FrameGeometry, centre: { inMm: number; upMm: number }): number {
  if (!frame.outline) return minimumBlankByRule(effectiveDiameterOf(frame), Math.hypot(centre.inMm, centre.upMm));
  return minimumBlankFromOutline(
    outlineFor(eye, recentre(frame.outline)),
    opticalCentre(eye, centre.inMm, centre.upMm),
  );
}

function blankReasons(request: MakingRequest, material: LensMaterial, design?: LensDesign): Finding[] {
  const { pd } = request;
  if (!pd) return [];
  const blanks = (request.blanks ?? defaultBlankRanges).find((b) => b.material === material.id);
  const canBeFinished =
    (design?.hasFinished ?? true) &&
    blanks?.finished != null &&
    madeEyes(request, design).every(
      ({ rx }) =>
        rx.prisms.length === 0 && isInFinishedGrid(rx, blanks.finished as NonNullable<typeof blanks.finished>),
    );
  const offered = [
    ...(blanks?.semiFinishedDiametersMm ?? []),
    ...(canBeFinished ? (blanks?.finishedDiametersMm ?? []) : []),
  ];
  const largest = Math.max(0, ...offered);
  return EYES.flatMap((eye) => {
    const needed = minimumBlank(eye, request.frame, lensCentre(eye, { ...request, pd }, design));
    if (needed <= largest) return [];
    const named = nextStockedDiameter(needed, usualDiameters) ?? Math.ceil(needed);
    return [finding('BLANK_TOO_SMALL', `${eye}.blank`, { needed: named, material: material.name, largest })];
  });
}

/** Thickness of one lens of the choice; null while something is missing or the curves cannot span the shape. */
export function thicknessOf(eye: Eye, request: MakingRequest, baseCurve?: number): ThicknessProfile | null {
  const { rx, pd, frame } = request;
  const design = request.design && designs[request.design];
  if (!rx || !pd || !request.material) return null;
  const made = canonical(design ? rxForDesign(rx[eye], design) : rx[eye]);
  const { inMm, upMm } = lensCentre(eye, { ...request, pd }, design);
  try {
    return thicknessProfile({
      eye,
      rx: made,
      material: materials[request.material],
      frame,
      inMm,
      upMm,
      baseCurve,
      thinningPrism: design?.corridors ? thinningPrismFor(made) : 0,
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Prism thinning of a progressive: about 0.6Δ base down per dioptre of ADD, both eyes alike. MilliPrism */
export const thinningPrismFor = (rx: EyeRx): number => Math.round((rx.add ?? 0) * 0.6);

function edgeReasons(request: MakingRequest, material: LensMaterial, design?: LensDesign): Finding[] {
  if (request.frame.rim !== 'rimless') return [];
  const full = { ...request, material: material.id, design: design?.id };
  return EYES.flatMap((eye) => {
    const profile = thicknessOf(eye, full);
    if (!profile || profile.maxEdgeMm <= makingLimits.rimlessMaxEdgeMm) return [];
    return [finding('EDGE_TOO_THICK', `${eye}.edge`, { value: profile.maxEdgeMm, max: makingLimits.rimlessMaxEdgeMm })];
  });
}

function noticesFor(request: MakingRequest): Finding[] {
  const { pd } = request;
  if (!pd) return [];
  const design = request.design && designs[request.design];
  return EYES.flatMap((eye) => {
    const notices: Finding[] = [];
    const { inMm } = lensCentre(eye, { ...request, pd }, design);
    if (Math.abs(inMm) > makingLimits.noticeDecentrationMm)
      notices.push(finding('DECENTRATION_LARGE', `${eye}.decentration`, { value: Math.abs(inMm) }));
    const edge = thicknessOf(eye, request)?.maxEdgeMm ?? 0;
    if (edge > makingLimits.noticeEdgeMm) notices.push(finding('EDGE_THICK', `${eye}.edge`, { value: edge }));
    return notices;
  });
}

/** Names for screens that only hold ids. */
export const nameOf = (id: DesignId | MaterialId | TreatmentId): string =>
  ({ ...designs, ...materials, ...treatments })[id].name;
