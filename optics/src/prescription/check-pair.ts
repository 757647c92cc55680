import type { Findings } from './check-eye.ts';
import { finding } from './finding.ts';
import { residualCylinder } from './power-vectors.ts';
import type { EyeRx, EyeRxDraft, LensUse, SpheroCylinder } from './prescription.types.ts';
import { EYES, MULTIFOCAL_USES } from './prescription.types.ts';
import { prescribedPairPrism, readingImbalance } from './prism.ts';
import { type PrescriptionThresholds, prescriptionThresholds } from './thresholds.ts';
import { axisDifference, canonical, sphericalEquivalent } from './transpose.ts';

/** Questions that only the two eyes together raise, on values as written. */
export function checkPairAsWritten(od: EyeRxDraft, os: EyeRxDraft, out: Findings): void {
  if ((od.cylinder ?? 0) * (os.cylinder ?? 0) < 0) out.warnings.push(finding('CYLINDER_SIGNS_MIXED', 'pair'));
  if (od.add && os.add && od.add !== os.add)
    out.warnings.push(finding('ADD_DIFFERS', 'pair', { od: od.add, os: os.add }));
  for (const base of ['up', 'down'] as const) {
    const has = (rx: EyeRxDraft) => rx.prisms.some((p) => p.base === base && (p.amount ?? 0) > 0);
    if (has(od) && has(os)) out.warnings.push(finding('PRISM_SAME_VERTICAL_BASE', 'pair', { base }));
  }
}

/** Questions about the optical effect of the pair, on complete eyes. */
export function checkPairEffect(od: EyeRx, os: EyeRx, use: LensUse, t: PrescriptionThresholds, out: Findings): void {
  const right = canonical(od);
  const left = canonical(os);
  if (od.sphere * os.sphere < 0)
    out.warnings.push(finding('SPHERE_SIGNS_DIFFER', 'pair', { od: od.sphere, os: os.sphere }));

  const difference = Math.abs(sphericalEquivalent(right) - sphericalEquivalent(left));
  if (difference >= t.pair.anisometropiaAdvise)
    out.warnings.push(finding('ANISOMETROPIA_HIGH', 'pair', { difference }));
  else if (difference >= t.pair.anisometropiaConfirm)
    out.warnings.push(finding('ANISOMETROPIA', 'pair', { difference }));
  else if (difference >= t.pair.anisometropiaNote)
    out.notices.push(finding('ANISOMETROPIA_SLIGHT', 'pair', { difference }));

  const prescribed = Math.abs(prescribedPairPrism(od, os).verticalRight);
  if (prescribed >= t.pair.verticalPrismImbalance)
    out.warnings.push(finding('VERTICAL_PRISM_IMBALANCE', 'pair', { amount: prescribed }));

  const atReading = Math.round(readingImbalance(right, left, t.pair.readingDropMm));
  if (MULTIFOCAL_USES.has(use) && atReading > t.pair.readingImbalance)
    out.warnings.push(finding('READING_IMBALANCE', 'pair', { amount: atReading, dropMm: t.pair.readingDropMm }));
}

/**
 * What changed since the wearer's last prescription, where the change is large enough to ask about.
 * @returns warnings only; none when both are the same lens
 */
export function compareRx(
  previous: { od: SpheroCylinder; os: SpheroCylinder },
  next: { od: SpheroCylinder; os: SpheroCylinder },
  t: PrescriptionThresholds = prescriptionThresholds,
): Findings['warnings'] {
  return EYES.flatMap((eye) => {
    const before = canonical(previous[eye]);
    const after = canonical(next[eye]);
    const warnings = [];
    const sphereChange = Math.abs(sphericalEquivalent(after) - sphericalEquivalent(before));
    const cylinderChange = Math.abs(after.cylinder - before.cylinder);
    if (sphereChange > t.change.sphericalEquivalent)
      warnings.push(finding('POWER_CHANGED', `${eye}.sphere`, { change: Math.round(sphereChange) }));
    if (cylinderChange > t.change.cylinder)
      warnings.push(finding('CYLINDER_CHANGED', `${eye}.cylinder`, { change: cylinderChange }));
    // Without a cylinder there is no axis; whatever stands for it leaves no residual.
    const [from, to] = [before.axis ?? 0, after.axis ?? 0];
    const degrees = axisDifference(from, to);
    const smaller = Math.min(Math.abs(before.cylinder), Math.abs(after.cylinder));
    if (residualCylinder(smaller, degrees) > t.change.axisResidual)
      warnings.push(finding('AXIS_TURNED', `${eye}.axis`, { from, to, degrees }));
    return warnings;
  });
}
