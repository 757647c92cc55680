import { type Finding, finding } from './finding.ts';
import { onStep } from './parse-power.ts';
import { type Eye, type EyeRxDraft, type LensUse, MULTIFOCAL_USES } from './prescription.types.ts';
import type { PrescriptionThresholds } from './thresholds.ts';

export interface Findings {
  errors: Finding[];
  warnings: Finding[];
  notices: Finding[];
}

/** Where the shop writes its cylinders; a plus cylinder in a minus shop is asked about. */
export type CylinderNotation = 'minus' | 'plus';

/** Sphere, cylinder, axis, add and prism of one eye. Ranges and steps; pair questions are in `check-pair.ts`. */
export function checkEye(
  eye: Eye,
  rx: EyeRxDraft,
  context: { use: LensUse; notation: CylinderNotation; ageYears: number | null },
  t: PrescriptionThresholds,
  out: Findings,
): void {
  checkSphere(eye, rx, t, out);
  checkCylinder(eye, rx, context.notation, t, out);
  checkAxis(eye, rx, out);
  checkAdd(eye, rx, context, t, out);
  checkPrism(eye, rx, t, out);
}

const isOffStep = (value: number, t: PrescriptionThresholds): boolean =>
  !Number.isFinite(value) || onStep(value, t) === null;

function checkSphere(eye: Eye, { sphere }: EyeRxDraft, t: PrescriptionThresholds, out: Findings): void {
  const field = `${eye}.sphere`;
  if (sphere === null) out.errors.push(finding('SPHERE_REQUIRED', field));
  else if (isOffStep(sphere, t)) out.errors.push(finding('STEP', field, { value: sphere }));
  else if (sphere < t.sphere.min || sphere > t.sphere.max)
    out.errors.push(finding('SPHERE_RANGE', field, { value: sphere, min: t.sphere.min, max: t.sphere.max }));
  else if (sphere < t.sphere.usualMin || sphere > t.sphere.usualMax)
    out.warnings.push(finding('SPHERE_UNUSUAL', field, { value: sphere }));
}

function checkCylinder(
  eye: Eye,
  { cylinder }: EyeRxDraft,
  notation: CylinderNotation,
  t: PrescriptionThresholds,
  out: Findings,
): void {
  const field = `${eye}.cylinder`;
  if (cylinder === null) return;
  if (isOffStep(cylinder, t)) out.errors.push(finding('STEP', field, { value: cylinder }));
  else if (Math.abs(cylinder) > t.cylinder.max)
    out.errors.push(finding('CYLINDER_RANGE', field, { value: cylinder, max: t.cylinder.max }));
  else if (Math.abs(cylinder) > t.cylinder.usualMax)
    out.warnings.push(finding('CYLINDER_UNUSUAL', field, { value: cylinder }));
  if (cylinder > 0 && notation === 'minus') out.warnings.push(finding('PLUS_CYLINDER', field, { value: cylinder }));
}

function checkAxis(eye: Eye, { cylinder, axis }: EyeRxDraft, out: Findings): void {
  const field = `${eye}.axis`;
  if (axis === null) {
    if (cylinder) out.errors.push(finding('AXIS_REQUIRED', field));
    return;
  }
  if (!Number.isInteger(axis)) out.errors.push(finding('AXIS_NOT_INTEGER', field, { value: axis }));
  else if (axis < 0 || axis > 180) out.errors.push(finding('AXIS_RANGE', field, { value: axis }));
  else if (!cylinder) out.notices.push(finding('AXIS_DROPPED', field, { value: axis }));
  else if (axis === 0) out.notices.push(finding('AXIS_ZERO_STORED_AS_180', field));
}

function checkAdd(
  eye: Eye,
  { add: prescribed, isBalance }: EyeRxDraft,
  { use, ageYears }: { use: LensUse; ageYears: number | null },
  t: PrescriptionThresholds,
  out: Findings,
): void {
  const field = `${eye}.add`;
  const add = prescribed ?? 0;
  if (add < 0) {
    out.errors.push(finding('ADD_NEGATIVE', field, { value: add }));
    return;
  }
  if (add === 0) {
    if (MULTIFOCAL_USES.has(use) && !isBalance) out.errors.push(finding('ADD_REQUIRED', field));
    return;
  }
  if (isOffStep(add, t)) out.errors.push(finding('STEP', field, { value: add }));
  else if (add > t.add.max) out.errors.push(finding('ADD_TOO_HIGH', field, { value: add, max: t.add.max }));
  else if (add < t.add.usualMin || add > t.add.usualMax)
    out.warnings.push(finding('ADD_UNUSUAL', field, { value: add }));
  if (use === 'single-vision-distance') out.warnings.push(finding('ADD_UNUSED', field, { value: add }));
  if (ageYears === null) return;
  if (ageYears < t.add.youngestUsualAge)
    out.warnings.push(finding('ADD_YOUNG_WEARER', field, { value: add, age: ageYears }));
  const usual = t.addByAge.filter((row) => ageYears >= row.fromAge).at(-1);
  if (usual && (add < usual.min - t.add.ageSlack || add > usual.max + t.add.ageSlack))
    out.warnings.push(
      finding('ADD_UNUSUAL_FOR_AGE', field, { value: add, age: ageYears, min: usual.min, max: usual.max }),
    );
}

function checkPrism(eye: Eye, { prisms }: EyeRxDraft, t: PrescriptionThresholds, out: Findings): void {
  const field = `${eye}.prism`;
  const total = { up: 0, down: 0, in: 0, out: 0 };
  for (const { amount, base } of prisms) {
    if (base === null) {
      if (amount) out.errors.push(finding('PRISM_BASE_REQUIRED', field, { amount }));
    } else if (!amount) out.errors.push(finding('PRISM_AMOUNT_REQUIRED', field, { base }));
    else {
      if (amount < 0 || !Number.isFinite(amount) || amount > t.prism.max)
        out.errors.push(finding('PRISM_RANGE', field, { amount, max: t.prism.max }));
      total[base] += amount;
    }
  }
  if ((total.in && total.out) || (total.up && total.down)) out.errors.push(finding('PRISM_OPPOSED', field));
  const vertical = Math.max(total.up, total.down);
  const horizontal = Math.max(total.in, total.out);
  if (vertical > t.prism.verticalUsualMax)
    out.warnings.push(finding('PRISM_VERTICAL_HIGH', field, { amount: vertical }));
  if (horizontal > t.prism.horizontalUsualMax)
    out.warnings.push(finding('PRISM_HORIZONTAL_HIGH', field, { amount: horizontal }));
}
