/**
 * A power in thousandths of a dioptre, always an integer: −2.25 D is −2250, an eighth step −2.125 D is −2125.
 * Integers keep sums, comparisons and stock keys exact; two decimals could not hold eighth steps.
 */
export type Mdpt = number;

/** Prism in thousandths of a prism dioptre, always an integer: 1.5Δ is 1500. */
export type MilliPrism = number;

/** OD is always the patient's right eye, OS the left. */
export type Eye = 'od' | 'os';

export const EYES: readonly Eye[] = ['od', 'os'];

/** Direction of the thick edge; `in` is toward the nose. */
export type PrismBase = 'up' | 'down' | 'in' | 'out';

export interface Prism {
  /** Always positive. */
  amount: MilliPrism;
  base: PrismBase;
}

/** The sphero-cylinder of one eye. Axis is 1..180 and null exactly when the cylinder is zero. */
export interface SpheroCylinder {
  sphere: Mdpt;
  cylinder: Mdpt;
  axis: number | null;
}

/** What one eye needs, in the notation it was written in. */
export interface EyeRx extends SpheroCylinder {
  /** Plus power for near, added to the sphere; null when not prescribed. */
  add: Mdpt | null;
  prisms: Prism[];
  /** The lens only matches the other eye's weight and look (BAL). */
  isBalance?: boolean;
}

export interface BinocularPd {
  kind: 'binocular';
  distanceMm: number;
  nearMm?: number;
}

export interface MonocularPd {
  kind: 'monocular';
  odMm: number;
  osMm: number;
  nearOdMm?: number;
  nearOsMm?: number;
  /** The single number, when the document also states one; checked against the sum. */
  binocularMm?: number;
}

export type Pd = BinocularPd | MonocularPd;

/** One value per eye, millimetres. */
export interface EyePairMm {
  odMm: number;
  osMm: number;
}

export interface Prescriber {
  name: string;
  licence?: string;
  npi?: string;
  phone?: string;
  address?: string;
}

/** A spectacle prescription with the measurements needed to make it. Plain JSON. */
export interface Prescription {
  od: EyeRx;
  os: EyeRx;
  pd: Pd | null;
  /** Calendar date, YYYY-MM-DD. Expiry counts from here. */
  issuedOn: string;
  expiresOn: string | null;
  prescriber: Prescriber;
  /** Where the refraction was taken. */
  vertexMm?: number;
  /** Of the glasses as they sit, measured in the chosen frame. */
  fittedVertexMm?: number;
  pantoscopicTiltDeg?: number;
  wrapAngleDeg?: number;
  /** Bottom of the boxed lens to the top of the segment (bifocal, trifocal). */
  segHeights?: EyePairMm;
  /** Bottom of the boxed lens to the pupil centre (progressive, office). */
  fittingHeights?: EyePairMm;
}

/** An eye as entered: anything may still be missing. */
export interface EyeRxDraft {
  sphere: Mdpt | null;
  cylinder: Mdpt | null;
  axis: number | null;
  add: Mdpt | null;
  prisms: { amount: MilliPrism | null; base: PrismBase | null }[];
  isBalance?: boolean;
}

/** A prescription as entered. Every `Prescription` is also a valid draft. */
export type PrescriptionDraft = Omit<Prescription, 'od' | 'os' | 'issuedOn' | 'expiresOn' | 'prescriber'> & {
  od: EyeRxDraft;
  os: EyeRxDraft;
  issuedOn?: string | null;
  expiresOn?: string | null;
  prescriber?: Partial<Prescriber> | null;
};

/** What the pair of lenses will be used for; decides which fields are needed. */
export type LensUse =
  | 'single-vision-distance'
  | 'single-vision-near'
  | 'single-vision-intermediate'
  | 'bifocal'
  | 'trifocal'
  | 'progressive'
  | 'office'
  | 'anti-fatigue';

/** Uses that cannot be made without an ADD. */
export const MULTIFOCAL_USES: ReadonlySet<LensUse> = new Set<LensUse>(['bifocal', 'trifocal', 'progressive', 'office']);
