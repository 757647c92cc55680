import { EYES, type Eye } from '../prescription/prescription.types.ts';
import { inspectLens } from './inspect-lens.ts';
import { inspectMounted, inspectUnmounted } from './inspect-mounting.ts';
import type { InspectedPair, Inspection, MeasuredPair } from './inspect-types.ts';
import type { InspectionKind, ToleranceProfile } from './tolerance-profile.ts';
import { type LimitSource, toleranceSources } from './tolerance-profile-sources.ts';

export interface InspectOptions {
  kind: InspectionKind;
  /** A mounted pair is judged for imbalance, uncut lenses each for its own prism. True when absent. */
  isMounted?: boolean;
  /** Lets unverified rows of a verified profile decide. */
  judgesUnverified?: boolean;
  /** The lenses that are made here; both when absent. What is read of a lens that stays is told, and only decides what it makes of the pair. */
  madeEyes?: readonly Eye[];
}

/**
 * Holds what was measured against what should be. Both are brought to minus cylinder; power is judged as the profile says (the meridian of
 * highest absolute power, or each), then the cylinder, the axis, the ADD, and prism after the prescribed prism is taken off, horizontal
 * and vertical apart. Readings are compared as they are, never rounded to lens steps.
 * For compensated (digital) lenses pass the maker's expected lensmeter values as nominal.
 */
export function inspect(
  nominal: InspectedPair,
  measured: MeasuredPair,
  profile: ToleranceProfile,
  options: InspectOptions,
): Inspection {
  const { kind, isMounted = true, judgesUnverified = false, madeEyes = EYES } = options;
  const limits = profile.kinds[kind];
  const open = [
    ...EYES.flatMap((eye) => {
      const lens = measured[eye];
      if (!lens) return [];
      const own = inspectLens(eye, nominal[eye], lens, profile, { kind, isMounted });
      return isMounted ? own : [...own, ...inspectUnmounted(eye, nominal[eye], lens, limits.unmounted)];
    }),
    ...(isMounted ? inspectMounted(nominal, measured, profile, limits) : []),
  ];
  // Whoever works by an unverified profile has switched it on as a whole.
  const isSure = ({ source }: { source: LimitSource }) =>
    toleranceSources[source].isVerified || !profile.isVerified || judgesUnverified;
  const checks = open.map((one) => ({
    ...one,
    isBinding: isOfMade(one.eye, madeEyes) && isSure(one),
  }));
  const verdict = checks.every((one) => one.pass || !one.isBinding) ? 'pass' : 'fail';
  return { verdict, profile: profile.id, checks };
}

const isOfMade = (eye: Eye | 'pair', madeEyes: readonly Eye[]): boolean => eye === 'pair' || madeEyes.includes(eye);
