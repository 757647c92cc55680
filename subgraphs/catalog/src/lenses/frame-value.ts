import type { FrameGeometryValue } from '@opticworks/schema';
import type { StoredFrame } from './frame-geometry.ts';

export type ValuedFrame = StoredFrame & { sku: string };

/** A stored frame size as it travels with an order. */
export const frameValue = (v: ValuedFrame, name: string): FrameGeometryValue => ({
  sku: v.sku,
  name,
  rim: v.rim,
  eyeSizeTenthsMm: v.eye_size_tenths,
  lensHeightTenthsMm: v.lens_height_tenths,
  dblTenthsMm: v.dbl_tenths,
  effectiveDiameterTenthsMm: v.effective_diameter_tenths ?? v.eye_size_tenths,
  baseCurveMdpt: Math.round(v.base_curve * 1000),
  outlineHundredthsMm: v.outline,
});
