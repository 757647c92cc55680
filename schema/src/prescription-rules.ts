import { z } from 'zod';
import { materialIdValue } from './making-rules.ts';

/** Powers and prisms in thousandths, lengths in mm, angles in degrees. The bounds keep out slips of the pen; the choice is the owner's. */
const power = z.number().int().min(-60_000).max(60_000);
const amount = z.number().int().min(0).max(60_000);
const mm = z.number().min(0).max(120);
const degrees = z.number().min(-60).max(90);
const years = z.number().int().min(0).max(120);
const days = z.number().int().min(0).max(3_650);

const thresholds = z.strictObject({
  step: z.literal([125, 250], 'Powers are written in steps of 0.125 or 0.250 D.'),
  stepSpelling: z.number().int().min(0).max(5),
  sphere: z.strictObject({ min: power, max: power, usualMin: power, usualMax: power }),
  cylinder: z.strictObject({ max: amount, usualMax: amount }),
  add: z.strictObject({
    max: amount,
    usualMin: amount,
    usualMax: amount,
    youngestUsualAge: years,
    ageSlack: amount,
  }),
  prism: z.strictObject({
    max: amount,
    verticalUsualMax: amount,
    horizontalUsualMax: amount,
    nearPlano: amount.min(
      1,
      'Give a power above 0.00 D: without power no lens makes prism, however far it is decentred.',
    ),
  }),
  pd: z.strictObject({
    min: mm,
    max: mm,
    monocularMin: mm,
    monocularMax: mm,
    sumSlack: mm,
    adultUsualMin: mm,
    adultUsualMax: mm,
    adultAge: years,
    asymmetry: mm,
    nearDifferenceMin: mm,
    nearDifferenceMax: mm,
  }),
  height: z.strictObject({ lowBifocal: mm, differ: mm, aboveFitting: mm, belowMiddle: mm, aboveMiddle: mm }),
  vertex: z.strictObject({ min: mm, max: mm, usualMin: mm, usualMax: mm, neededFrom: amount }),
  tilt: z.strictObject({ min: degrees, max: degrees, usualMin: degrees, usualMax: degrees }),
  wrap: z.strictObject({ min: degrees, max: degrees, usualMax: degrees }),
  dates: z.strictObject({ expiresSoonDays: days, oldAfterDays: days }),
  pair: z.strictObject({
    anisometropiaNote: amount,
    anisometropiaConfirm: amount,
    anisometropiaAdvise: amount,
    readingDropMm: mm,
    readingImbalance: amount,
    slabOffFrom: amount,
    verticalPrismImbalance: amount,
  }),
  change: z.strictObject({ sphericalEquivalent: amount, cylinder: amount, axisResidual: amount }),
  addByAge: z.array(z.strictObject({ fromAge: years, min: amount, max: amount })).max(12),
});

/** A country, or a US state. */
export const placeValue = z.string().regex(/^[A-Z]{2}(-[A-Z]{2,3})?$/, 'Give a country (US, DE) or a state (US-NY).');
/** One fact of a country. */
const factValue = z.string().regex(/^[A-Z]{2}:[A-Z_]{3,40}$/, 'Name a fact of a country, such as DE:WITHDRAWAL.');
const months = z.number().int().min(1).max(120).nullable();
const expiryLaw = z.strictObject({
  spectacleMonths: months,
  blocksExpiredSpectacles: z.boolean(),
  contactLensMinMonths: months,
  blocksExpiredContactLenses: z.boolean(),
});
const minuteOfDay = z
  .number()
  .int()
  .min(0)
  .max(24 * 60);

const rows = z.strictObject({
  thresholds,
  places: z.array(placeValue).min(1).max(80),
  expiryLaws: z.record(placeValue, expiryLaw),
  switchedOn: z.array(z.union([placeValue, factValue])).max(200),
  answerHours: z.strictObject({
    // The law's eight are the least a prescriber must be given (16 CFR 315.5); a house may give more.
    hours: z.number().int().min(8).max(80),
    from: minuteOfDay,
    to: minuteOfDay,
    holidays: z.enum(['us-federal', 'none']),
    closedOn: z.array(z.iso.date()).max(400),
  }),
  recommendations: z
    .array(z.strictObject({ upTo: amount.nullable(), materials: z.array(materialIdValue).min(1) }))
    .min(1)
    .max(12),
});

/** What an owner may replace: all of the rules but their version. */
export const prescriptionRulesDocument = rows.superRefine((rules, found) => {
  const wrong = (path: (string | number)[], message: string) => found.addIssue({ code: 'custom', path, message });
  const t = rules.thresholds;
  const rising = (path: string, names: readonly string[], values: readonly number[]) => {
    for (let i = 1; i < values.length; i++)
      if (values[i - 1]! > values[i]!)
        wrong(['thresholds', path, names[i]!], `It must not be below ${path} ${names[i - 1]}.`);
  };
  for (const path of ['sphere', 'vertex', 'tilt'] as const) {
    const one = t[path];
    rising(path, ['min', 'usualMin', 'usualMax', 'max'], [one.min, one.usualMin, one.usualMax, one.max]);
  }
  rising('cylinder', ['usualMax', 'max'], [t.cylinder.usualMax, t.cylinder.max]);
  rising('add', ['usualMin', 'usualMax', 'max'], [t.add.usualMin, t.add.usualMax, t.add.max]);
  rising('prism', ['verticalUsualMax', 'max'], [t.prism.verticalUsualMax, t.prism.max]);
  rising('prism', ['horizontalUsualMax', 'max'], [t.prism.horizontalUsualMax, t.prism.max]);
  rising(
    'pd',
    ['min', 'adultUsualMin', 'adultUsualMax', 'max'],
    [t.pd.min, t.pd.adultUsualMin, t.pd.adultUsualMax, t.pd.max],
  );
  rising('pd', ['monocularMin', 'monocularMax'], [t.pd.monocularMin, t.pd.monocularMax]);
  rising('pd', ['nearDifferenceMin', 'nearDifferenceMax'], [t.pd.nearDifferenceMin, t.pd.nearDifferenceMax]);
  rising('wrap', ['min', 'usualMax', 'max'], [t.wrap.min, t.wrap.usualMax, t.wrap.max]);
  const { anisometropiaNote, anisometropiaConfirm, anisometropiaAdvise } = t.pair;
  rising(
    'pair',
    ['anisometropiaNote', 'anisometropiaConfirm', 'anisometropiaAdvise'],
    [anisometropiaNote, anisometropiaConfirm, anisometropiaAdvise],
  );
  t.addByAge.forEach(({ fromAge, min, max }, i) => {
    if (min > max) wrong(['thresholds', 'addByAge', i, 'max'], 'The largest ADD is below the smallest.');
    if (i > 0 && t.addByAge[i - 1]!.fromAge >= fromAge)
      wrong(['thresholds', 'addByAge', i, 'fromAge'], 'Ages must rise from row to row.');
  });
  if (new Set(rules.places).size < rules.places.length) wrong(['places'], 'A place is named twice.');
  if (rules.answerHours.from >= rules.answerHours.to) wrong(['answerHours', 'to'], 'It closes before it opens.');
  rules.recommendations.forEach(({ upTo }, i) => {
    const isLast = i === rules.recommendations.length - 1;
    if (isLast !== (upTo === null)) wrong(['recommendations', i, 'upTo'], 'The last row, and only it, has no end.');
    const before = rules.recommendations[i - 1]?.upTo;
    if (upTo !== null && before != null && before >= upTo)
      wrong(['recommendations', i, 'upTo'], 'Powers must rise from row to row.');
  });
});
export type PrescriptionRulesDocument = z.infer<typeof prescriptionRulesDocument>;

/** The rules as one version, as other parts are told them. */
export const prescriptionRulesValue = rows.extend({ version: z.number().int().min(0) });
export type PrescriptionRulesValue = z.infer<typeof prescriptionRulesValue>;
