/** How the lens is held. `half-rim` is a groove with a nylon cord, `rimless` is drilled. */
export type RimType = 'full-rim' | 'half-rim' | 'rimless';

/**
 * Outline of a lens shape as radii from the boxed centre, hundredths of a millimetre, integers; radius i points at i·360/count
 * degrees, counter-clockwise, 0° to the viewer's right (patient seen from the front). That is nasal for a right lens and temporal
 * for a left one: the same frame of reference as tracer files.
 */
export interface FrameShape {
  radii: readonly number[];
}

/** What the optics needs to know of a frame, boxing system (ISO 8624), millimetres and degrees. */
export interface FrameGeometry {
  /** Box width A. */
  eyeSizeMm: number;
  /** Box height B. */
  lensHeightMm: number;
  /** Shortest distance between the lenses. */
  dblMm: number;
  /** Twice the longest radius from the boxed centre; computed from the outline, else estimated, when absent. */
  effectiveDiameterMm?: number;
  rim: RimType;
  /** Outline of the right lens. */
  outline?: FrameShape;
  /** Face-form angle; from 12 up the frame counts as strongly curved. */
  wrapAngleDeg?: number;
  pantoscopicTiltDeg?: number;
  /** Frame curve, D at 1.530. */
  baseCurve?: number;
  isRxAble?: boolean;
  /** Power limits the maker states, Mdpt. */
  minPower?: number;
  maxPower?: number;
}
