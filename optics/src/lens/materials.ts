import type { RimType } from '../frame/frame.types.ts';
import { roundHalfAway } from '../prescription/format-power.ts';

export type MaterialId =
  | 'crown'
  | 'cr39'
  | 'trivex'
  | 'index-156'
  | 'polycarbonate'
  | 'index-160'
  | 'index-167'
  | 'index-174';

export interface LensMaterial {
  id: MaterialId;
  name: string;
  /** Index on the label; with e-line labels it is a little above the calculation index. */
  nominalIndex: number;
  /** Index used in every formula. */
  calculationIndex: number;
  abbe: number;
  /** g/cm³ */
  density: number;
  /** Thinnest lawful or sensible centre of a minus lens, mm. */
  minCentreMm: number;
  /** Thinnest edge of a plus lens per rim, mm. */
  minEdgeMm: Readonly<Record<RimType, number>>;
  /** Rims it does not hold in. */
  refusedRims: readonly RimType[];
  isImpactResistant: boolean;
  /** Whether UV400 is in the mass. */
  blocksUv: boolean;
  /** Powers it is made in: canonical sphere and both principal powers, Mdpt. */
  minPower: number;
  maxPower: number;
  maxCylinder: number;
  /** HCPCS class of the material. */
  hcpcs: 'V2782' | 'V2783' | 'V2784' | null;
}

const edges = (fullRim: number, halfRim: number, rimless: number) => ({
  'full-rim': fullRim,
  'half-rim': halfRim,
  rimless,
});

/** Lens materials. Indices, Abbe numbers and densities are the usual published values; limits are shop defaults. */
export const materials: Readonly<Record<MaterialId, LensMaterial>> = {
  crown: {
    id: 'crown',
    name: 'Crown glass',
    nominalIndex: 1.523,
    calculationIndex: 1.523,
    abbe: 58,
    density: 2.54,
    minCentreMm: 2.2,
    minEdgeMm: edges(1.2, 2.2, 2.5),
    refusedRims: ['half-rim', 'rimless'],
    isImpactResistant: false,
    blocksUv: false,
    minPower: -10_000,
    maxPower: 8_000,
    maxCylinder: 4_000,
    hcpcs: null,
  },
  cr39: {
    id: 'cr39',
    name: 'CR-39 1.50',
    nominalIndex: 1.5,
    calculationIndex: 1.498,
    abbe: 58,
    density: 1.32,
    minCentreMm: 2,
    minEdgeMm: edges(1, 2.2, 2.5),
    refusedRims: ['rimless'],
    isImpactResistant: false,
    blocksUv: false,
    minPower: -10_000,
    maxPower: 8_000,
    maxCylinder: 6_000,
    hcpcs: null,
  },
  trivex: {
    id: 'trivex',
    name: 'Trivex 1.53',
    nominalIndex: 1.53,
    calculationIndex: 1.53,
    abbe: 43,
    density: 1.11,
    minCentreMm: 1.3,
    minEdgeMm: edges(1, 1.8, 2),
    refusedRims: [],
    isImpactResistant: true,
    blocksUv: true,
    minPower: -10_000,
    maxPower: 8_000,
    maxCylinder: 6_000,
    hcpcs: 'V2784',
  },
  'index-156': {
    id: 'index-156',
    name: 'Plastic 1.56',
    nominalIndex: 1.56,
    calculationIndex: 1.556,
    abbe: 37,
    density: 1.26,
    minCentreMm: 1.5,
    minEdgeMm: edges(1, 2, 2.5),
    refusedRims: ['rimless'],
    isImpactResistant: false,
    blocksUv: false,
    minPower: -10_000,
    maxPower: 8_000,
    maxCylinder: 6_000,
    hcpcs: 'V2782',
  },
  polycarbonate: {
    id: 'polycarbonate',
    name: 'Polycarbonate 1.59',
    nominalIndex: 1.59,
    calculationIndex: 1.586,
    abbe: 30,
    density: 1.2,
    minCentreMm: 1.5,
    minEdgeMm: edges(1, 1.8, 2),
    refusedRims: [],
    isImpactResistant: true,
    blocksUv: true,
    minPower: -12_000,
    maxPower: 8_000,
    maxCylinder: 6_000,
    hcpcs: 'V2784',
  },
  'index-160': {
    id: 'index-160',
    name: 'High index 1.60',
    nominalIndex: 1.6,
    calculationIndex: 1.6,
    abbe: 40,
    density: 1.3,
    minCentreMm: 1.3,
    minEdgeMm: edges(1, 1.8, 2),
    refusedRims: [],
    isImpactResistant: false,
    blocksUv: true,
    minPower: -14_000,
    maxPower: 10_000,
    maxCylinder: 6_000,
    hcpcs: 'V2782',
  },
  'index-167': {
    id: 'index-167',
    name: 'High index 1.67',
    nominalIndex: 1.67,
    calculationIndex: 1.67,
    abbe: 32,
    density: 1.36,
    minCentreMm: 1.2,
    minEdgeMm: edges(1, 1.8, 2),
    refusedRims: [],
    isImpactResistant: false,
    blocksUv: true,
    minPower: -18_000,
    maxPower: 12_000,
    maxCylinder: 6_000,
    hcpcs: 'V2783',
  },
  'index-174': {
    id: 'index-174',
    name: 'High index 1.74',
    nominalIndex: 1.74,
    calculationIndex: 1.74,
    abbe: 33,
    density: 1.47,
    minCentreMm: 1.1,
    minEdgeMm: edges(1, 2, 2.5),
    refusedRims: ['rimless'],
    isImpactResistant: false,
    blocksUv: true,
    minPower: -20_000,
    maxPower: 12_000,
    maxCylinder: 6_000,
    hcpcs: 'V2783',
  },
};

export const materialIds = Object.keys(materials) as MaterialId[];

/** Curve variation factor: how thick the curves are compared with crown glass. */
export const curveVariationFactor = (index: number): number => 0.523 / (index - 1);

/** Light reflected at one uncoated surface, 0..1. */
export const surfaceReflectance = (index: number): number => ((index - 1) / (index + 1)) ** 2;

/** BS 7394 class of a nominal index. */
export function indexClass(nominalIndex: number): 'normal' | 'mid' | 'high' | 'very-high' {
  // Hundredths as integers: 1.54 is not exactly representable.
  const hundredths = roundHalfAway(nominalIndex * 100);
  return hundredths >= 174 ? 'very-high' : hundredths >= 164 ? 'high' : hundredths >= 154 ? 'mid' : 'normal';
}

/** Which materials to recommend up to which |principal power|, Mdpt; a shop may pass its own. */
export const recommendationSteps: readonly { upTo: number; materials: readonly MaterialId[] }[] = [
  { upTo: 2_000, materials: ['cr39'] },
  { upTo: 3_000, materials: ['trivex', 'index-156', 'polycarbonate'] },
  { upTo: 4_500, materials: ['index-160'] },
  { upTo: 6_500, materials: ['index-167'] },
  { upTo: Number.POSITIVE_INFINITY, materials: ['index-174'] },
];

/** What is recommended whatever the power to those who need it, see `adviseMaterial`. */
export const impactMaterials: readonly MaterialId[] = ['trivex', 'polycarbonate'];

/**
 * Materials to recommend for the strongest principal power of a pair.
 * @param strongest |power| in Mdpt
 * @param needsImpactResistance under 18, sport, one good eye: Trivex or polycarbonate whatever the power
 */
export function recommendedMaterials(
  strongest: number,
  needsImpactResistance = false,
  steps: typeof recommendationSteps = recommendationSteps,
): readonly MaterialId[] {
  if (needsImpactResistance) return impactMaterials;
  return steps.find((step) => Math.abs(strongest) <= step.upTo)?.materials ?? [];
}
