import {
  adviseMaterial,
  type EyeRx,
  type Finding,
  finding,
  type LensMaterial,
  type MakingRules,
  type MaterialAdviceProfile,
  madeRx,
  type Wearer,
} from '@opticworks/optics';
import { type LensOptionRow, materialCode } from './lens-catalogue.ts';

/** What an optician would take, of what can be made here, and why. */
export interface AdvisedMaterials {
  options: LensOptionRow[];
  reasons: Finding[];
}

type Steps = MaterialAdviceProfile['steps'];

const PLANO: EyeRx = { sphere: 0, cylinder: 0, axis: null, add: null, prisms: [] };

/**
 * Advises a material by who wears it and for what, and else by the power as it is made: a reading pair is weaker than the distance powers
 * it comes from, or stronger. One eye on the paper is one good eye. Age and tough materials are those of the owner's rules.
 * @param eyes null while the powers are not known: then only the wearer counts
 * @param steps up to which power the owner recommends what
 * @param possible materials that can be made with the rest of the choice
 * @returns null where there is nothing to go by, or nothing of it can be made
 */
export function adviseMaterials(
  eyes: { od: EyeRx; os: EyeRx } | null,
  wearer: Wearer,
  design: MakingRules['designs'][keyof MakingRules['designs']] | undefined,
  { rules, steps, possible }: { rules: MakingRules; steps: Steps; possible: readonly LensOptionRow[] },
): AdvisedMaterials | null {
  const made = { od: madeRx(eyes?.od ?? PLANO, design), os: madeRx(eyes?.os ?? PLANO, design) };
  const isOneEyed = wearer.isOneEyed ?? (made.od.isBalance || made.os.isBalance) === true;
  const advice = adviseMaterial(made, { ...wearer, isOneEyed }, profileOf(rules, steps));
  const options = possible.filter((option) => advice.materials.includes(materialCode(option)));
  const reasons = eyes ? advice.reasons : advice.reasons.filter((reason) => reason !== 'POWER');
  if (options.length === 0 || reasons.length === 0) return null;
  const material = options.map((option) => rules.materials[materialCode(option)].name).join(' / ');
  const value = { YOUNG_WEARER: rules.limits.impactUnderAge, ONE_EYED: 0, SPORT: 0, POWER: advice.strongest };
  return {
    options,
    reasons: reasons.map((reason) => finding(`ADVICE_${reason}`, 'material', { material, value: value[reason] })),
  };
}

const isTough = (material: LensMaterial): boolean => material.isImpactResistant;

const profileOf = ({ limits, materials }: MakingRules, steps: Steps) => ({
  steps,
  impactUnderAge: limits.impactUnderAge,
  impactMaterials: Object.values(materials)
    .filter(isTough)
    .map(({ id }) => id),
});
