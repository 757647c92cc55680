import {
  type CentrationRules,
  defaultMakingRules,
  type LensDesign,
  type LensMaterial,
  type MakingLimits,
  type MakingRules,
} from '@opticworks/optics';
import type { LensChoiceValue } from '@opticworks/schema';
import { orderOf } from './calculate-lenses.ts';

/**
 * What a job was calculated by, kept with it: the owner may change a rule while the lenses are in work, and what is written for a
 * machine or held against the lensmeter tomorrow must be what was cut today. Holds no health data, no stock and no prices.
 */
export interface JobRules {
  version: string;
  limits: MakingLimits;
  rims: MakingRules['rims'];
  /** Absent of jobs from before an owner could change them: they had the usual ones. */
  baseCurves?: MakingRules['baseCurves'];
  centration?: MakingRules['centration'];
  design: LensDesign;
  material: LensMaterial;
}

export interface RuledJob {
  lens: LensChoiceValue;
  /** Null until it is calculated, and of jobs calculated before rules were kept. */
  madeBy: JobRules | null;
}

/** What to keep with a job that is calculated by these rules. */
export function rulesToKeep(
  { version, limits, rims, baseCurves, centration, designs, materials }: MakingRules,
  lens: LensChoiceValue,
): JobRules {
  const { design, material } = orderOf(lens);
  return { version, limits, rims, baseCurves, centration, design: designs[design], material: materials[material] };
}

/**
 * The rules a job is made by: those it was calculated by, whatever the house has changed since. Blanks are always those of today, as is
 * everything where nothing was kept.
 */
export function rulesOfJob({ madeBy }: Pick<RuledJob, 'madeBy'>, today: MakingRules): MakingRules {
  if (!madeBy) return today;
  const { version, limits, rims, design, material } = madeBy;
  const { baseCurves = defaultMakingRules.baseCurves } = madeBy;
  return {
    ...today,
    version,
    limits: { ...today.limits, ...limits },
    rims,
    baseCurves,
    centration: centrationOfJob({ madeBy }),
    designs: { ...today.designs, [design.id]: design },
    materials: { ...today.materials, [material.id]: material },
  };
}

/** Where the lenses of a job are centred as far as nobody measured. */
export const centrationOfJob = ({ madeBy }: { madeBy: Pick<JobRules, 'centration'> | null }): CentrationRules =>
  madeBy?.centration ?? defaultMakingRules.centration;

/** Jobs calculated before rules were kept had the usual ones. Undefined for a code that nobody knows. */
export const designOfJob = ({
  lens,
  madeBy,
}: {
  lens: Pick<LensChoiceValue, 'designCode'>;
  madeBy: Pick<JobRules, 'design'> | null;
}): LensDesign | undefined => madeBy?.design ?? ownOf(defaultMakingRules.designs, lens.designCode);

/** Of a job that is calculated, which no job of an unknown design is. */
export function knownDesignOf(job: RuledJob & { number: string }): LensDesign {
  const design = designOfJob(job);
  if (!design) throw new Error(`Job ${job.number} is calculated, and of a design nobody knows.`);
  return design;
}

export const materialOfJob = ({ lens, madeBy }: RuledJob): LensMaterial | undefined =>
  madeBy?.material ?? ownOf(defaultMakingRules.materials, lens.materialCode);

const ownOf = <T>(of: Readonly<Record<string, T>>, code: string): T | undefined =>
  Object.hasOwn(of, code) ? of[code] : undefined;
