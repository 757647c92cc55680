import type { Eye, SpheroCylinder } from '../prescription/prescription.types.ts';
import { EYES } from '../prescription/prescription.types.ts';
import { furthestFromZero } from '../prescription/transpose.ts';
import { impactMaterials, type MaterialId, recommendationSteps } from './materials.ts';

/** Who wears the glasses and for what; what is unknown asks for nothing. */
export interface AdvisedWearer {
  ageYears?: number | null;
  isOneEyed?: boolean;
  isForSport?: boolean;
}

/** What a shop recommends; shops differ widely, so all of it can be replaced. */
export interface MaterialAdviceProfile {
  /** In rising order of |principal power|, Mdpt. */
  steps: readonly { upTo: number; materials: readonly MaterialId[] }[];
  /** Wearers below this age get an impact-resistant material, years. */
  impactUnderAge: number;
  impactMaterials: readonly MaterialId[];
}

export const materialAdviceProfile: MaterialAdviceProfile = {
  steps: recommendationSteps,
  impactUnderAge: 18,
  impactMaterials,
};

export type AdviceReason = 'YOUNG_WEARER' | 'ONE_EYED' | 'SPORT' | 'POWER';

export interface MaterialAdvice {
  materials: readonly MaterialId[];
  /** Why: reasons of safety go before the power. */
  reasons: AdviceReason[];
  /** Principal power furthest from zero of the pair, with its sign, Mdpt. */
  strongest: number;
}

/**
 * Material and index to recommend for a pair by its strongest principal power, and for whom it is: under 18, sport or one good eye mean
 * Trivex or polycarbonate whatever the power.
 */
export function adviseMaterial(
  rx: Record<Eye, SpheroCylinder>,
  wearer: AdvisedWearer = {},
  profile: MaterialAdviceProfile = materialAdviceProfile,
): MaterialAdvice {
  const strongest = furthestFromZero(EYES.map((eye) => rx[eye]));
  const isYoung = wearer.ageYears != null && wearer.ageYears < profile.impactUnderAge;
  const safety: AdviceReason[] = [
    ...(isYoung ? (['YOUNG_WEARER'] as const) : []),
    ...(wearer.isOneEyed ? (['ONE_EYED'] as const) : []),
    ...(wearer.isForSport ? (['SPORT'] as const) : []),
  ];
  if (safety.length > 0) return { materials: profile.impactMaterials, reasons: safety, strongest };
  const step = profile.steps.find(({ upTo }) => Math.abs(strongest) <= upTo);
  return { materials: step?.materials ?? [], reasons: ['POWER'], strongest };
}
