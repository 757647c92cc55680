/**
 * Every limit of the prescription checks in one place, so that a shop can replace any of them.
 * Powers in Mdpt, prism in MilliPrism, lengths in mm, angles in degrees, ages in years.
 */
export const prescriptionThresholds = {
  step: 125,
  /** A two-digit spelling of an eighth (2.12, 2.13) is this far from the step at most. */
  stepSpelling: 5,
  sphere: { min: -30_000, max: 25_000, usualMin: -12_000, usualMax: 8_000 },
  cylinder: { max: 10_000, usualMax: 4_000 },
  add: {
    max: 4_000,
    usualMin: 750,
    usualMax: 3_500,
    youngestUsualAge: 38,
    /** Either side of `addByAge`: a quarter is everyday practice. */
    ageSlack: 250,
  },
  prism: {
    max: 20_000,
    verticalUsualMax: 2_000,
    horizontalUsualMax: 5_000,
    /** Weakest |power| that makes prism by decentration, Mdpt. */
    nearPlano: 250,
  },
  pd: {
    min: 40,
    max: 80,
    monocularMin: 20,
    monocularMax: 40,
    sumSlack: 1,
    adultUsualMin: 54,
    adultUsualMax: 74,
    adultAge: 18,
    asymmetry: 4,
    nearDifferenceMin: 2,
    nearDifferenceMax: 6,
  },
  height: { lowBifocal: 8, differ: 2, aboveFitting: 8, belowMiddle: 2, aboveMiddle: 8 },
  vertex: { min: 5, max: 25, usualMin: 10, usualMax: 16, neededFrom: 6_000 },
  tilt: { min: -5, max: 25, usualMin: 2, usualMax: 15 },
  wrap: { min: -5, max: 35, usualMax: 12 },
  dates: { expiresSoonDays: 30, oldAfterDays: 365 },
  pair: {
    anisometropiaNote: 1_000,
    anisometropiaConfirm: 2_000,
    anisometropiaAdvise: 3_000,
    readingDropMm: 10,
    /** More than this is asked about; `slabOffFrom` itself already makes one think of slab-off. */
    readingImbalance: 1_500,
    slabOffFrom: 1_500,
    verticalPrismImbalance: 1_000,
  },
  change: { sphericalEquivalent: 1_000, cylinder: 1_000, axisResidual: 500 },
  /** Usual ADD by age: from this age on, until the next row. */
  addByAge: [
    { fromAge: 40, min: 750, max: 1_250 },
    { fromAge: 45, min: 1_250, max: 1_750 },
    { fromAge: 50, min: 1_750, max: 2_000 },
    { fromAge: 55, min: 2_000, max: 2_250 },
    { fromAge: 60, min: 2_250, max: 2_750 },
  ],
} as const;

type Widen<T> = T extends number
  ? number
  : T extends readonly (infer E)[]
    ? readonly Widen<E>[]
    : { readonly [K in keyof T]: Widen<T[K]> };

export type PrescriptionThresholds = Widen<typeof prescriptionThresholds>;
