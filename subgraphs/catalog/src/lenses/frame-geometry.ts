import { type FrameGeometry, frameToMake, type MakingLimits } from '@opticworks/optics';
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

/** A stored frame size as the optical rules read it, and as it sits on the wearer where that was measured. */
export const frameGeometry = (
  f: StoredFrame,
  worn: { wrapAngleDeg?: number | null; pantoscopicTiltDeg?: number | null } = {},
  limits?: MakingLimits,
): FrameGeometry =>
  frameToMake(
    {
      rim: f.rim,
      eyeSizeMm: f.eye_size_tenths / 10,
      lensHeightMm: f.lens_height_tenths / 10,
      dblMm: f.dbl_tenths / 10,
      effectiveDiameterMm: f.effective_diameter_tenths === null ? null : f.effective_diameter_tenths / 10,
      baseCurve: f.base_curve,
      outlineHundredthsMm: f.outline,
      isRxAble: f.prescription_ready,
    },
    worn,
    limits,
  );
