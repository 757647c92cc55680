import type { FrameGeometry } from '../frame/frame.types.ts';
import type { EyePairMm, EyeRx, Pd, Prism } from '../prescription/prescription.types.ts';
import type { MakingLimits } from './making-rules.ts';
import { makingLimits } from './making-rules.ts';

/**
 * How stored and travelling values become a making request. One home for it: price, order and lab must read the same prescription and
 * the same frame from the same values, or they would judge different glasses.
 */

type EyeValue = Omit<EyeRx, 'prisms'> & { prisms: readonly Prism[] };

/** Both eyes to make. With one eye on the paper the other gets a balance lens: it matches weight and look and corrects nothing. */
export function pairToMake(od: EyeValue | null, os: EyeValue | null): { od: EyeRx; os: EyeRx } | null {
  const copy = (eye: EyeValue): EyeRx => ({ ...eye, prisms: eye.prisms.map((prism) => ({ ...prism })) });
  const balance = (of: EyeValue): EyeRx => ({ ...of, prisms: [], isBalance: true });
  if (!od && !os) return null;
  return {
    od: od ? copy(od) : balance(os as EyeValue),
    os: os ? copy(os) : balance(od as EyeValue),
  };
}

export interface PdValues {
  binocularMm?: number | null;
  odMm?: number | null;
  osMm?: number | null;
  nearMm?: number | null;
  nearOdMm?: number | null;
  nearOsMm?: number | null;
}

/** Monocular distances when both are known, else the binocular one. */
export function pdToMake(pd: PdValues | null): Pd | null {
  if (!pd) return null;
  const given = <K extends string>(key: K, value: number | null | undefined) =>
    (value == null ? {} : { [key]: value }) as { [P in K]?: number };
  if (pd.odMm != null && pd.osMm != null)
    return {
      kind: 'monocular',
      odMm: pd.odMm,
      osMm: pd.osMm,
      ...given('nearOdMm', pd.nearOdMm),
      ...given('nearOsMm', pd.nearOsMm),
      ...given('binocularMm', pd.binocularMm),
    };
  if (pd.binocularMm == null) return null;
  return { kind: 'binocular', distanceMm: pd.binocularMm, ...given('nearMm', pd.nearMm) };
}

/** One stored height for both eyes: of the segment or of the fitting cross, whichever the design has. */
export const heightsToMake = (heightMm: number | null | undefined): EyePairMm | null =>
  heightMm == null ? null : { odMm: heightMm, osMm: heightMm };

export interface FrameValues {
  rim: 'FULL' | 'HALF' | 'RIMLESS' | 'WRAP';
  eyeSizeMm: number;
  lensHeightMm: number;
  dblMm: number;
  effectiveDiameterMm: number | null;
  baseCurve: number;
  outlineHundredthsMm: readonly number[];
  isRxAble?: boolean;
}

/** The frame as an order carries it: whole tenths of a millimetre, curves in thousandths. */
export interface FrameInTenths {
  rim: FrameValues['rim'];
  eyeSizeTenthsMm: number;
  lensHeightTenthsMm: number;
  dblTenthsMm: number;
  effectiveDiameterTenthsMm: number;
  baseCurveMdpt: number;
  outlineHundredthsMm: readonly number[];
}

export const frameInMm = (frame: FrameInTenths): FrameValues => ({
  rim: frame.rim,
  eyeSizeMm: frame.eyeSizeTenthsMm / 10,
  lensHeightMm: frame.lensHeightTenthsMm / 10,
  dblMm: frame.dblTenthsMm / 10,
  effectiveDiameterMm: frame.effectiveDiameterTenthsMm / 10,
  baseCurve: frame.baseCurveMdpt / 1_000,
  outlineHundredthsMm: frame.outlineHundredthsMm,
});

const rims = { FULL: 'full-rim', HALF: 'half-rim', RIMLESS: 'rimless', WRAP: 'full-rim' } as const;

/**
 * The frame as worn. A wrap frame has its maker's face-form angle where nobody measured one; a measured angle counts in any frame.
 */
export function frameToMake(
  frame: FrameValues,
  worn: { wrapAngleDeg?: number | null; pantoscopicTiltDeg?: number | null } = {},
  limits: Pick<MakingLimits, 'assumedWrapDeg'> = makingLimits,
): FrameGeometry {
  const wrap = worn.wrapAngleDeg ?? (frame.rim === 'WRAP' ? limits.assumedWrapDeg : null);
  return {
    eyeSizeMm: frame.eyeSizeMm,
    lensHeightMm: frame.lensHeightMm,
    dblMm: frame.dblMm,
    ...(frame.effectiveDiameterMm === null ? {} : { effectiveDiameterMm: frame.effectiveDiameterMm }),
    rim: rims[frame.rim],
    baseCurve: frame.baseCurve,
    ...(frame.outlineHundredthsMm.length > 0 ? { outline: { radii: frame.outlineHundredthsMm } } : {}),
    ...(frame.isRxAble === undefined ? {} : { isRxAble: frame.isRxAble }),
    ...(wrap === null ? {} : { wrapAngleDeg: wrap }),
    ...(worn.pantoscopicTiltDeg == null ? {} : { pantoscopicTiltDeg: worn.pantoscopicTiltDeg }),
  };
}
