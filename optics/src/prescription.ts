/** Prescriptions: types, entry, validation, notation, prism and vertex arithmetic. */
export type { CylinderNotation, Findings } from './prescription/check-eye.ts';
export { distancePdOf, type HeightContext } from './prescription/check-measurements.ts';
export { compareRx } from './prescription/check-pair.ts';
export * from './prescription/finding.ts';
export * from './prescription/finding-messages.ts';
export * from './prescription/format-power.ts';
export * from './prescription/near-as-worn.ts';
export * from './prescription/parse-power.ts';
export * from './prescription/parse-prescription.ts';
export {
  type Compensation,
  type CompensationRequest,
  compensate,
  compensateForWear,
  type ExactPower,
  FREE_FORM_STEP,
  powerAsWorn,
  type WornPosition,
} from './prescription/position-of-wear.ts';
export * from './prescription/power-vectors.ts';
export * from './prescription/prescription.types.ts';
export * from './prescription/prism.ts';
export * from './prescription/prism-as-worn.ts';
export * from './prescription/slab-off.ts';
export * from './prescription/thresholds.ts';
export * from './prescription/transpose.ts';
export * from './prescription/validate-prescription.ts';
export * from './prescription/vertex.ts';
export * from './prescription/worn-measurements.ts';
