import { z } from 'zod';

/** Ids are fixed by the optical arithmetic; every number and list behind them belongs to the owner of the house. */
export const designIdValue = z.enum([
  'sv-distance',
  'sv-near',
  'sv-intermediate',
  'ft-28',
  'ft-35',
  'round-28',
  'executive',
  'trifocal-7x28',
  'trifocal-8x35',
  'progressive-standard',
  'progressive-premium',
  'progressive-custom',
  'office',
  'anti-fatigue',
]);
export const materialIdValue = z.enum([
  'crown',
  'cr39',
  'trivex',
  'index-156',
  'polycarbonate',
  'index-160',
  'index-167',
  'index-174',
]);
export const treatmentIdValue = z.enum([
  'hard-coat',
  'ar-standard',
  'ar-premium',
  'uv400',
  'blue-coating',
  'blue-mass',
  'photochromic',
  'polarised',
  'tint-solid',
  'tint-gradient',
  'mirror',
]);
const rimTypeValue = z.enum(['full-rim', 'half-rim', 'rimless']);

const power = z.number().int().min(-40_000).max(40_000);
const amount = z.number().int().min(0).max(40_000);
const mm = z.number().min(0).max(120);
const name = z.string().min(1).max(80);
const hcpcs = z
  .string()
  .regex(/^V\d{4}$/)
  .nullable();

const corridor = z.strictObject({ lengthMm: mm, minFittingHeightMm: mm });
const designValue = z.strictObject({
  id: designIdValue,
  name,
  use: z.enum([
    'single-vision-distance',
    'single-vision-near',
    'single-vision-intermediate',
    'bifocal',
    'trifocal',
    'progressive',
    'office',
    'anti-fatigue',
  ]),
  needs: z.array(z.enum(['pd', 'near-pd', 'monocular-pd', 'seg-height', 'fitting-height', 'vertex-tilt-wrap'])),
  hasFinished: z.boolean(),
  isFreeForm: z.boolean(),
  segment: z
    .strictObject({
      widthMm: mm.nullable(),
      minHeightMm: mm,
      centreDownMm: mm.nullish(),
      intermediate: z.strictObject({ heightMm: mm, addShare: z.number().min(0).max(1) }).optional(),
    })
    .optional(),
  corridors: z.array(corridor).min(1).optional(),
  minLensHeightMm: mm.optional(),
  add: z.strictObject({ min: amount, max: amount }).optional(),
  boosts: z.array(amount).optional(),
  maxPrism: amount,
  isForDriving: z.boolean(),
  isIndoor: z.boolean(),
});
const materialValue = z.strictObject({
  id: materialIdValue,
  name,
  nominalIndex: z.number().min(1.4).max(2),
  calculationIndex: z.number().min(1.4).max(2),
  abbe: z.number().min(15).max(70),
  density: z.number().min(0.8).max(4),
  minCentreMm: z.number().min(0.5).max(5),
  minEdgeMm: z.record(rimTypeValue, z.number().min(0.5).max(6)),
  refusedRims: z.array(rimTypeValue),
  isImpactResistant: z.boolean(),
  blocksUv: z.boolean(),
  minPower: power.max(0),
  maxPower: power.min(0),
  maxCylinder: amount,
  hcpcs: z.enum(['V2782', 'V2783', 'V2784']).nullable(),
});
const treatmentValue = z.strictObject({
  id: treatmentIdValue,
  name,
  materials: z.array(materialIdValue),
  inherentIn: z.array(materialIdValue),
  needs: z.array(z.array(treatmentIdValue).min(1)),
  excludes: z.array(treatmentIdValue),
  refusedDesigns: z.array(designIdValue),
  isSun: z.boolean(),
  hcpcs,
});

/** Says what may be given: "too small" helps nobody. */
const between = (min: number, max: number, unit: string) => {
  const say = `Give a number from ${min} to ${max}${unit && ` ${unit}`}.`;
  return z.number(say).min(min, say).max(max, say);
};
/** Marked at 1.530. */
const base = between(0, 12, 'D');
/** Of a power: none of it to all of it. */
const share = between(0, 1, '');

const rows = z.strictObject({
  limits: z.strictObject({
    noticeEdgeMm: mm,
    noticeDecentrationMm: mm,
    wrapFromDeg: z.number().min(0).max(40),
    wrapFromBase: z.number().min(0).max(20),
    wrapMaxPower: amount,
    assumedWrapDeg: z.number().min(0).max(40),
    impactUnderAge: z.number().int().min(0).max(120),
    aboveFittingCrossMm: mm,
    edgingAllowanceMm: z.number().min(0).max(10),
    pairBaseSlack: z.number().min(0).max(10),
    thinningPerAdd: z.number().min(0).max(2),
  }),
  rims: z.record(
    rimTypeValue,
    z.strictObject({
      mount: z.enum(['bevel', 'groove', 'drill']),
      maxEdgeMm: z.number().min(1).max(30).nullable(),
      maxPower: amount.nullable(),
    }),
  ),
  designs: z.record(designIdValue, designValue),
  materials: z.record(materialIdValue, materialValue),
  treatments: z.record(treatmentIdValue, treatmentValue),
  pairings: z.array(
    z.strictObject({
      materials: z.array(materialIdValue).min(1),
      designs: z.array(designIdValue).min(1),
      why: z.string().min(1).max(200),
      whyDe: z.string().min(1).max(200).optional(),
    }),
  ),
  stockTreatments: z.strictObject({ plain: z.array(treatmentIdValue), coated: z.array(treatmentIdValue) }),
  stockedBases: z.array(z.number().min(0).max(20)).min(1),
  baseCurves: z.strictObject({
    flattest: base,
    vogel: z.strictObject({ from: base, minusShare: share }),
    boddy: z.strictObject({ minusFrom: base, minusShare: share, plusFrom: base, addShare: share }),
  }),
  centration: z.strictObject({
    workingMm: between(250, 1_000, 'mm'),
    toRotationCentreMm: between(15, 40, 'mm'),
    raiseMm: between(0, 4, 'mm').nullable(),
    lowerPerTiltDegreeMm: between(0, 1, 'mm'),
  }),
  bands: z.strictObject({
    A: z.strictObject({ power: amount, cylinder: amount }),
    B: z.strictObject({ power: amount, cylinder: amount }),
  }),
  surchargeAbove: z.strictObject({ prism: amount, cylinder: amount, add: amount, blankMm: mm }),
});

/** What an owner may replace: everything of the rules but the blanks, which are kept as stock series of their own. */
export const lensRulesDocument = rows.superRefine((rules, found) => {
  const wrong = (path: (string | number)[], message: string) => found.addIssue({ code: 'custom', path, message });
  for (const kind of ['designs', 'materials', 'treatments'] as const)
    for (const [id, row] of Object.entries(rules[kind]))
      if (row.id !== id) wrong([kind, id, 'id'], `The row of ${id} says it is ${row.id}.`);
  for (const [id, { add, segment }] of Object.entries(rules.designs)) {
    if (add && add.min > add.max) wrong(['designs', id, 'add'], 'The smallest ADD is above the largest.');
    const { widthMm, centreDownMm } = segment ?? {};
    if (widthMm != null && centreDownMm != null && centreDownMm > widthMm / 2)
      wrong(
        ['designs', id, 'segment', 'centreDownMm'],
        `Give at most ${widthMm / 2} mm: with its optical centre further down the segment would have no straight top.`,
      );
  }
  const { A, B } = rules.bands;
  if (A.power > B.power || A.cylinder > B.cylinder) wrong(['bands'], 'Band A must not reach beyond band B.');
  const isExcludedBy = (one: z.infer<typeof treatmentIdValue>, id: string) =>
    rules.treatments[one].excludes.some((other) => other === id);
  const noReach = (of: readonly string[]) => new Set(of).size !== of.length;
  for (const [id, { materials, inherentIn, needs, excludes }] of Object.entries(rules.treatments)) {
    if (noReach(materials)) wrong(['treatments', id, 'materials'], 'A material is named twice.');
    if (noReach(inherentIn)) wrong(['treatments', id, 'inherentIn'], 'A material is named twice.');
    for (const group of needs)
      if (group.some((one) => one === id)) wrong(['treatments', id, 'needs'], 'A treatment cannot need itself.');
      else if (group.every((one) => excludes.includes(one) || isExcludedBy(one, id)))
        wrong(['treatments', id, 'needs'], 'It excludes all it needs and could never be made.');
  }
});
export type LensRulesDocument = z.infer<typeof lensRulesDocument>;

const series = {
  code: z.string().min(1),
  name: z.string().min(1),
  material: materialIdValue,
  diametersMm: z.array(mm).min(1),
};
export const blankSeriesValue = z.discriminatedUnion('form', [
  z.strictObject({
    form: z.literal('finished'),
    ...series,
    grid: z.strictObject({
      minSphere: power,
      maxSphere: power,
      minCylinder: power.max(0),
      step: z.number().int().positive(),
    }),
    isCoated: z.boolean(),
  }),
  z.strictObject({
    form: z.literal('semi-finished'),
    ...series,
    design: z.union([designIdValue, z.literal('plain')]),
    bases: z.array(z.number().int().min(0).max(20_000)).min(1),
    adds: z.array(amount),
    isPerEye: z.boolean(),
  }),
]);

/** The rules of making with the blanks of the house, as one version; read by price, order and lab alike. */
export const makingRulesValue = rows.extend({ version: z.string(), blanks: z.array(blankSeriesValue) });
export type MakingRulesValue = z.infer<typeof makingRulesValue>;
