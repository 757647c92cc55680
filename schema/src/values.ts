import { z } from 'zod';

/** Money between subgraphs: minor units as a decimal string of an integer (bigint does not survive JSON). */
export const moneyValue = z.object({ amountMinor: z.string().regex(/^-?\d+$/), currency: z.string().length(3) });
export type MoneyValue = z.infer<typeof moneyValue>;

export const isoInstant = z.string();
/** Calendar date, YYYY-MM-DD. */
export const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const addressValue = z.object({
  name: z.string(),
  company: z.string().nullish(),
  line1: z.string(),
  line2: z.string().nullish(),
  city: z.string(),
  region: z.string().nullish(),
  postalCode: z.string(),
  countryCode: z.string().length(2),
  phone: z.string().nullish(),
});
export type AddressValue = z.infer<typeof addressValue>;

/** Who owns a cart, an order, a prescription or a job: a customer, or the guest key of a browser. */
export const ownerValue = z.object({ kind: z.enum(['customer', 'guest']), id: z.string() });
export type OwnerValue = z.infer<typeof ownerValue>;

/** Power bands lenses are priced by, weakest first. */
export const powerBandValue = z.enum(['A', 'B', 'C']);
export type PowerBandValue = z.infer<typeof powerBandValue>;

/** What a pair costs at a power band, with the limits of the band in thousandths of a dioptre; the strongest band has none. */
export const bandPriceValue = z.object({
  band: powerBandValue,
  maxPower: z.number().int().nullable(),
  maxCylinder: z.number().int().nullable(),
  unit: moneyValue,
});
export type BandPriceValue = z.infer<typeof bandPriceValue>;

/** The lens choice of one pair, by catalogue ids and by the codes of the optical rules. */
/** The colour of one treatment, as the bench has to know it. */
export const lensColourValue = z.object({
  treatmentId: z.string(),
  treatmentCode: z.string(),
  colourCode: z.string(),
  /** In the language of the house. */
  colourName: z.string(),
  /** Light kept out, per cent; null where the colour has one strength only. */
  absorptionPercent: z.number().int().nullable(),
});
export type LensColourValue = z.infer<typeof lensColourValue>;
export const lensChoiceValue = z.object({
  /** Null while the customer has yet to send it. */
  prescriptionId: z.string().nullable(),
  /** Ordered before the prescription was known: what frame and lenses cost at each band, as agreed then. */
  unitByBand: z.array(bandPriceValue).nullish(),
  /** The strength the customer named, and paid for; without it the dearest was paid. */
  saidBand: powerBandValue.nullish(),
  use: z.enum(['DISTANCE', 'NEAR', 'INTERMEDIATE', 'MULTIFOCAL', 'OFFICE']),
  designId: z.string(),
  designCode: z.string(),
  designName: z.string(),
  materialId: z.string(),
  materialCode: z.string(),
  materialName: z.string(),
  treatmentIds: z.array(z.string()),
  treatmentCodes: z.array(z.string()),
  treatmentNames: z.array(z.string()),
  /** The same names in the language of the house, for the bench; choices made before it was kept have none. */
  houseNames: z.object({ design: z.string(), material: z.string(), treatments: z.array(z.string()) }).nullish(),
  /** Of tints, sun lenses and mirrors; the names of the treatments say them too. Choices made before they were asked for have none. */
  colours: z.array(lensColourValue).nullish(),
  rush: z.boolean(),
  /** Slab-off was asked for and paid; the optician of the lab still decides on it. */
  slabOff: z.boolean().nullish(),
  /** Asked for when it was chosen, for sport or one good eye; which of them stays with the customer. */
  needsImpactMaterial: z.boolean().nullish(),
  /** What was measured for it, see customer-rx; null or absent where the typed values count. */
  measurementId: z.string().nullish(),
  /** Version of the rules of making the choice was judged by; choices made before it was kept have none. */
  rulesVersion: z.string().nullish(),
});
export type LensChoiceValue = z.infer<typeof lensChoiceValue>;

/** One pair or pack of contact lenses for one eye; parameters are ordering data and stay out of events. */
export const contactLensValue = z.object({
  eye: z.enum(['OD', 'OS']),
  power: z.string(),
  baseCurveMm: z.string(),
  diameterMm: z.string(),
  cylinder: z.string().nullish(),
  axis: z.number().int().nullish(),
  add: z.string().nullish(),
  colour: z.string().nullish(),
  /** Dominant or other eye, for designs that differ by it. */
  dominance: z.enum(['D', 'N']).nullish(),
});
export type ContactLensValue = z.infer<typeof contactLensValue>;

/** The frame as the lab needs it; tenths and hundredths of a millimetre as integers. */
export const frameGeometryValue = z.object({
  sku: z.string(),
  name: z.string(),
  rim: z.enum(['FULL', 'HALF', 'RIMLESS', 'WRAP']),
  eyeSizeTenthsMm: z.number().int(),
  lensHeightTenthsMm: z.number().int(),
  dblTenthsMm: z.number().int(),
  effectiveDiameterTenthsMm: z.number().int(),
  baseCurveMdpt: z.number().int(),
  outlineHundredthsMm: z.array(z.number().int()),
});
export type FrameGeometryValue = z.infer<typeof frameGeometryValue>;

/** Canonical prescription values in thousandths (dioptre, prism dioptre). Only in operations, never in events. */
export const eyeRxValue = z.object({
  sphere: z.number().int(),
  cylinder: z.number().int(),
  axis: z.number().int().nullable(),
  add: z.number().int().nullable(),
  prisms: z.array(z.object({ amount: z.number().int(), base: z.enum(['up', 'down', 'in', 'out']) })),
});
export const prescriptionValue = z.object({
  id: z.string(),
  product: z.enum(['GLASSES', 'CONTACT_LENS']),
  /** Where it is filled, a country or US state; null is the usual place of the shop. */
  place: z.string().nullish(),
  od: eyeRxValue.nullable(),
  os: eyeRxValue.nullable(),
  pd: z
    .object({
      binocularMm: z.number().nullable(),
      odMm: z.number().nullable(),
      osMm: z.number().nullable(),
      nearMm: z.number().nullable(),
      nearOdMm: z.number().nullable(),
      nearOsMm: z.number().nullable(),
    })
    .nullable(),
  segHeightMm: z.number().nullable(),
  /** Height measured for each eye in the frame to be made; counts before the one typed for both. */
  heightsMm: z.object({ odMm: z.number(), osMm: z.number() }).nullish(),
  /** Where the refraction was taken, and where the glasses sit; the second one is known once a frame is fitted. */
  vertexMm: z.number().nullable(),
  fittedVertexMm: z.number().nullish(),
  pantoscopicTiltDeg: z.number().nullable(),
  wrapAngleDeg: z.number().nullable(),
  issuedOn: isoDate.nullable(),
  expiresOn: isoDate.nullable(),
  birthYear: z.number().int().nullable(),
  /** Decides who is under age; the year alone where nobody told the day. */
  birthDate: isoDate.nullish(),
  contactLenses: z.array(contactLensValue.extend({ brand: z.string().nullish() })),
});
/** What one session measured: lengths in mm, angles in degrees. Only in operations and sealed rows, never in events. */
export const measurementValue = z.object({
  id: z.string(),
  method: z.enum(['RULER', 'PUPILLOMETER', 'DIGITAL']),
  measuredAt: isoInstant,
  measuredBy: z.string(),
  frameSku: z.string().nullable(),
  pdOdMm: z.number().nullable(),
  pdOsMm: z.number().nullable(),
  nearPdOdMm: z.number().nullable(),
  nearPdOsMm: z.number().nullable(),
  heights: z.object({ odMm: z.number(), osMm: z.number() }).nullable(),
  heightKind: z.enum(['FITTING', 'SEGMENT']).nullable(),
  vertexMm: z.number().nullable(),
  refractedVertexMm: z.number().nullable(),
  pantoscopicTiltDegrees: z.number().nullable(),
  faceFormDegrees: z.number().nullable(),
});
export type MeasurementValue = z.infer<typeof measurementValue>;
export type EyeRxValue = z.infer<typeof eyeRxValue>;
export type PrescriptionValue = z.infer<typeof prescriptionValue>;
