import type { FrameGeometry, RimType } from '@opticworks/optics';
import type { RimName } from '../products/product.facts.ts';

export interface StoredFrame {
  rim: RimName;
  eye_size_tenths: number;
  lens_height_tenths: number;
  dbl_tenths: number;
  effective_diameter_tenths: number | null;
  outline: number[];
  base_curve: number;
  prescription_ready: boolean;
}

const rimTypes: Record<RimName, RimType> = { FULL: 'full-rim', HALF: 'half-rim', RIMLESS: 'rimless', WRAP: 'full-rim' };

/** Face-form angle assumed for wrap frames, degrees. */
const WRAP_ANGLE_DEG = 18;

/** A stored frame size as the optical rules read it. */
export const frameGeometry = (f: StoredFrame): FrameGeometry => ({
  eyeSizeMm: f.eye_size_tenths / 10,
  lensHeightMm: f.lens_height_tenths / 10,
  dblMm: f.dbl_tenths / 10,
  ...(f.effective_diameter_tenths === null ? {} : { effectiveDiameterMm: f.effective_diameter_tenths / 10 }),
  rim: rimTypes[f.rim],
  outline: { radii: f.outline },
  baseCurve: f.base_curve,
  isRxAble: f.prescription_ready,
  ...(f.rim === 'WRAP' ? { wrapAngleDeg: WRAP_ANGLE_DEG } : {}),
});
