import type { DesignId } from '../lens/designs.ts';
import type { MakingRules } from '../lens/making-rules.ts';
import type { MaterialId } from '../lens/materials.ts';
import { type MeasurableValues, unusedHeight, withMeasured } from '../lens/measured-values.ts';
import {
  type FrameInTenths,
  frameInMm,
  frameToMake,
  heightsToMake,
  pairToMake,
  pdToMake,
} from '../lens/order-values.ts';
import type { TreatmentId } from '../lens/treatments.ts';
import { reasonsAgainst } from '../lens/what-can-be-made.ts';
import { type Finding, finding } from '../prescription/finding.ts';
import type { EyeRx, Prism } from '../prescription/prescription.types.ts';
import type { PrescriptionThresholds } from '../prescription/thresholds.ts';
import type { WornMeasurements } from '../prescription/worn-measurements.ts';
import { askedOfWearer } from './asked-of-wearer.ts';

type EyeValue = Omit<EyeRx, 'prisms'> & { prisms: readonly Prism[] };

/** A prescription as it travels to whoever makes something of it. */
export interface PrescriptionToMake extends MeasurableValues {
  od: EyeValue | null;
  os: EyeValue | null;
  /** One height for both eyes, where nobody measured one for each. */
  segHeightMm?: number | null;
}

/** What was ordered: lenses by their codes, and the frame. */
export interface OrderedPair {
  designCode: string;
  materialCode: string;
  treatmentCodes: readonly string[];
  needsImpactMaterial?: boolean | null | undefined;
  frame: FrameInTenths & { sku: string };
}

export interface PairContext {
  today: string;
  rules: MakingRules;
  thresholds: PrescriptionThresholds;
  place: string | null;
  ageYears: number | null;
}

/** A blank that is not on the shelf is waited for; it is no question to the desk. */
export const waitsForStock = ({ code }: Pick<Finding, 'code'>): boolean =>
  ['BLANK_TOO_SMALL', 'BLANK_NOT_STOCKED', 'ADD_NOT_STOCKED'].includes(code);

/**
 * What the lab will say of an ordered pair, asked before anybody vouches for its prescription: the same values, the same reasons
 * against it and the same checks in the same order. Left out is what only the lab knows: its shelf, and the profile of what it compensates.
 * @returns `problems` would hold the job; `warnings` are told at the bench
 */
export function judgeOrderedPair(
  prescription: PrescriptionToMake,
  measured: (WornMeasurements & { frameSku: string | null }) | null,
  ordered: OrderedPair,
  { today, rules, thresholds, place, ageYears }: PairContext,
): { problems: Finding[]; warnings: Finding[] } {
  const stop = (problem: Finding) => ({ problems: [problem], warnings: [] });
  const design = rules.designs[ordered.designCode as DesignId];
  if (!design || !rules.materials[ordered.materialCode as MaterialId])
    return stop(finding('DESIGN_UNKNOWN', 'design', { design: ordered.designCode }));
  const values = withMeasured(prescription, measured, ordered.frame.sku, design);
  const rx = pairToMake(values.od, values.os);
  const pd = pdToMake(values.pd);
  if (!rx) return stop(finding('SPHERE_REQUIRED', 'od.sphere'));
  if (!pd) return stop(finding('PD_REQUIRED', 'pd'));
  const unused = unusedHeight(prescription, measured, ordered.frame.sku, design);
  const heights = values.heightsMm ?? heightsToMake(prescription.segHeightMm);
  const frame = frameToMake(frameInMm(ordered.frame), values, rules.limits);
  const problems = reasonsAgainst({
    rx,
    pd,
    frame,
    design: design.id,
    material: ordered.materialCode as MaterialId,
    treatments: ordered.treatmentCodes as TreatmentId[],
    wearer: { ageYears, ...(ordered.needsImpactMaterial ? { isForSport: true } : {}) },
    rules,
    ...(heights ? { heights } : {}),
  });
  const { vertexMm, fittedVertexMm = null, pantoscopicTiltDeg, wrapAngleDeg } = values;
  const wearer = {
    rx,
    pd,
    heights,
    vertexMm,
    fittedVertexMm,
    pantoscopicTiltDeg,
    wrapAngleDeg,
    ageYears,
    thresholds,
    place,
  };
  const asked = askedOfWearer(
    wearer,
    { design, lensHeightMm: frame.lensHeightMm, limits: rules.limits, today },
    problems,
  );
  return {
    problems: [
      ...(unused ? [unused] : []),
      ...problems.filter((problem) => !waitsForStock(problem)),
      ...asked.problems,
    ],
    warnings: asked.warnings,
  };
}
