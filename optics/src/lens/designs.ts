import { type EyeRx, type LensUse } from '../prescription/prescription.types.ts';
import { intermediateRx, nearRx } from '../prescription/transpose.ts';

export type DesignId =
  | 'sv-distance'
  | 'sv-near'
  | 'sv-intermediate'
  | 'ft-28'
  | 'ft-35'
  | 'round-28'
  | 'executive'
  | 'trifocal-7x28'
  | 'trifocal-8x35'
  | 'progressive-standard'
  | 'progressive-premium'
  | 'progressive-custom'
  | 'office'
  | 'anti-fatigue';

/** The reading part that is cast into a lens, with a line one sees. */
export interface LensSegment {
  /** Across, mm; null where its line runs through the whole lens. */
  widthMm: number | null;
  /** Least height of its line above the bottom of the box, mm; 0 where nobody has named one. */
  minHeightMm: number;
  /** Of a flat top: its optical centre below its line, mm; absent or null where no maker's number is at hand. */
  centreDownMm?: number | null;
  /** Of a trifocal: how high the part for arm's length is, mm, and how much of the ADD it carries, 0 to 1. */
  intermediate?: { heightMm: number; addShare: number };
}

/** A corridor length of a progressive and the fitting height it needs at least, mm. */
export interface Corridor {
  lengthMm: number;
  minFittingHeightMm: number;
}

export type MeasurementNeed = 'pd' | 'near-pd' | 'monocular-pd' | 'seg-height' | 'fitting-height' | 'vertex-tilt-wrap';

export interface LensDesign {
  id: DesignId;
  name: string;
  use: LensUse;
  needs: readonly MeasurementNeed[];
  /** Finished stock lenses exist. */
  hasFinished: boolean;
  /** Ground from plain blanks by free-form: the blank has no eye, add or segment. */
  isFreeForm: boolean;
  segment?: LensSegment;
  corridors?: readonly Corridor[];
  /** Least box height B, mm; for progressives the corridor adds its own. */
  minLensHeightMm?: number;
  /** Prescribed ADD it is made with, Mdpt. */
  add?: { min: number; max: number };
  /** Fixed boosts to choose from instead of an ADD, Mdpt. */
  boosts?: readonly number[];
  /** Prescribed prism per eye and direction, MilliPrism. */
  maxPrism: number;
  isForDriving: boolean;
  isIndoor: boolean;
}

const corridor = (lengthMm: number, minFittingHeightMm: number): Corridor => ({ lengthMm, minFittingHeightMm });
const [short, medium, long] = [corridor(11, 14), corridor(14, 17), corridor(17, 20)];

const singleVision = {
  hasFinished: true,
  isFreeForm: false,
  maxPrism: 5_000,
  isIndoor: false,
} as const;

const bifocal = {
  use: 'bifocal',
  needs: ['pd', 'near-pd', 'seg-height'],
  hasFinished: false,
  isFreeForm: false,
  minLensHeightMm: 26,
  add: { min: 1_000, max: 3_500 },
  maxPrism: 4_000,
  isForDriving: true,
  isIndoor: false,
} as const;

/** No source at hand says how far below its line a flat top has its optical centre: unknown until an owner names it. */
const flatTop = { centreDownMm: null } as const;

/** No source at hand names a least height, of segment or lens: 0 is no limit until an owner sets one. What there is stays geometry. */
const trifocal = { ...bifocal, use: 'trifocal', minLensHeightMm: 0 } as const;
const halfAdd = (heightMm: number) => ({ heightMm, addShare: 0.5 });

const progressive = {
  use: 'progressive',
  needs: ['monocular-pd', 'fitting-height'],
  hasFinished: false,
  isFreeForm: true,
  add: { min: 750, max: 3_500 },
  maxPrism: 4_000,
  isForDriving: true,
  isIndoor: false,
} as const;

/** Lens designs and what each needs. Limits are shop defaults; a maker's own minimum replaces them. */
export const designs: Readonly<Record<DesignId, LensDesign>> = {
  'sv-distance': {
    ...singleVision,
    id: 'sv-distance',
    name: 'Single vision, distance',
    use: 'single-vision-distance',
    needs: ['pd'],
    isForDriving: true,
  },
  'sv-near': {
    ...singleVision,
    id: 'sv-near',
    name: 'Single vision, reading',
    use: 'single-vision-near',
    needs: ['near-pd'],
    isForDriving: false,
  },
  'sv-intermediate': {
    ...singleVision,
    id: 'sv-intermediate',
    name: 'Single vision, screen',
    use: 'single-vision-intermediate',
    needs: ['near-pd'],
    isForDriving: false,
  },
  'ft-28': {
    ...bifocal,
    id: 'ft-28',
    name: 'Bifocal, flat top 28',
    segment: { ...flatTop, widthMm: 28, minHeightMm: 14 },
  },
  'ft-35': {
    ...bifocal,
    id: 'ft-35',
    name: 'Bifocal, flat top 35',
    segment: { ...flatTop, widthMm: 35, minHeightMm: 15 },
  },
  'round-28': {
    ...bifocal,
    id: 'round-28',
    name: 'Bifocal, round 28',
    segment: { widthMm: 28, minHeightMm: 14 },
  },
  executive: {
    ...bifocal,
    id: 'executive',
    name: 'Bifocal, full width',
    segment: { widthMm: null, minHeightMm: 15 },
  },
  'trifocal-7x28': {
    ...trifocal,
    id: 'trifocal-7x28',
    name: 'Trifocal 7 × 28',
    segment: { ...flatTop, widthMm: 28, minHeightMm: 0, intermediate: halfAdd(7) },
  },
  'trifocal-8x35': {
    ...trifocal,
    id: 'trifocal-8x35',
    name: 'Trifocal 8 × 35',
    segment: { ...flatTop, widthMm: 35, minHeightMm: 0, intermediate: halfAdd(8) },
  },
  'progressive-standard': {
    ...progressive,
    id: 'progressive-standard',
    name: 'Progressive, standard',
    corridors: [medium, long],
    isFreeForm: false,
  },
  'progressive-premium': {
    ...progressive,
    id: 'progressive-premium',
    name: 'Progressive, premium',
    corridors: [short, medium, long],
  },
  'progressive-custom': {
    ...progressive,
    id: 'progressive-custom',
    name: 'Progressive, individual',
    corridors: [short, medium, long],
    needs: ['monocular-pd', 'fitting-height', 'vertex-tilt-wrap'],
  },
  office: {
    ...progressive,
    id: 'office',
    name: 'Office',
    use: 'office',
    needs: ['near-pd', 'fitting-height'],
    corridors: [short],
    isForDriving: false,
    isIndoor: true,
  },
  'anti-fatigue': {
    id: 'anti-fatigue',
    name: 'Anti-fatigue',
    use: 'anti-fatigue',
    needs: ['monocular-pd', 'fitting-height'],
    hasFinished: false,
    isFreeForm: true,
    boosts: [500, 750, 875],
    maxPrism: 4_000,
    isForDriving: true,
    isIndoor: false,
  },
};

export const designIds = Object.keys(designs) as DesignId[];

/** Least fitting height over the corridors a design comes with, mm; undefined for designs without one. */
export const minFittingHeight = (design: LensDesign, corridorMm?: number): number | undefined => {
  const offered = design.corridors?.filter((c) => corridorMm === undefined || c.lengthMm === corridorMm);
  return offered?.length ? Math.min(...offered.map((c) => c.minFittingHeightMm)) : undefined;
};

/** The power that is actually made for one eye: reading and screen pairs carry their part of the ADD in the sphere. */
export function rxForDesign(rx: EyeRx, design: LensDesign, intermediateShare = 0.5): EyeRx {
  if (design.use === 'single-vision-near') return nearRx(rx);
  if (design.use === 'single-vision-intermediate') return intermediateRx(rx, intermediateShare);
  return design.add ? rx : { ...rx, add: null };
}
