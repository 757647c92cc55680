import { z } from 'zod';
import { defineOperation } from '../define.ts';
import { makingRulesValue } from '../making-rules.ts';
import {
  contactLensValue,
  frameGeometryValue,
  lensChoiceValue,
  lensColourValue,
  measurementValue,
  moneyValue,
  powerBandValue,
  prescriptionValue,
} from '../values.ts';

/** What was chosen for a treatment that is made in colours. */
const askedColour = z.object({
  treatmentId: z.string(),
  colourCode: z.string(),
  absorptionPercent: z.number().int().nullish(),
});
const priceComponent = z.object({ code: z.string(), label: z.string(), amount: moneyValue });
const issue = z.object({
  code: z.string(),
  message: z.string(),
  field: z.string().nullish(),
  severity: z.enum(['error', 'warning', 'notice']),
});

/**
 * Prices cart lines as of now and says what each line is. The caller keeps the resolved lines; it never points back at the live list.
 * A lens line is re-checked against what can be made (issues with severity error: not orderable). Without a prescription (it is sent
 * later) it is judged by the frame alone and priced at its dearest power band, or at the one the customer named.
 */
export const QuoteLines = defineOperation('catalog.quoteLines', {
  input: z.object({
    currency: z.string(),
    locale: z.enum(['en', 'de']),
    couponCodes: z.array(z.string()),
    customerId: z.string().nullable(),
    lines: z.array(
      z.object({
        lineId: z.string(),
        variantId: z.string(),
        quantity: z.number().int().positive(),
        lens: z
          .object({
            prescription: prescriptionValue.nullable(),
            /** Sent later, but about this strong: priced at that band instead of the dearest. */
            saidBand: powerBandValue.nullish(),
            measurement: measurementValue.nullish(),
            use: z.string(),
            designId: z.string(),
            materialId: z.string(),
            treatmentIds: z.array(z.string()),
            colours: z.array(askedColour).nullish(),
            /** For sport or one good eye, which nobody else needs to know: only impact-resistant materials. */
            needsImpactMaterial: z.boolean().nullish(),
            slabOff: z.boolean().nullish(),
            rush: z.boolean(),
            confirmedWarnings: z.array(z.string()),
          })
          .nullable(),
        contactLens: contactLensValue.nullable(),
      }),
    ),
  }),
  output: z.object({
    lines: z.array(
      z.object({
        lineId: z.string(),
        found: z.boolean(),
        variantId: z.string(),
        productId: z.string(),
        productSlug: z.string(),
        sku: z.string(),
        title: z.string(),
        detail: z.string(),
        kind: z.enum(['FRAME', 'LENS', 'CONTACT_LENS', 'ACCESSORY', 'SENSOR', 'BUNDLE']),
        unitPrice: moneyValue,
        components: z.array(priceComponent),
        discounts: z.array(z.object({ code: z.string().nullable(), label: z.string(), amount: moneyValue })),
        /** unit price × quantity − discounts */
        total: moneyValue,
        taxCode: z.string(),
        fsaEligible: z.boolean(),
        weightGrams: z.number().int(),
        packageMm: z.object({ length: z.number(), width: z.number(), height: z.number() }),
        lens: lensChoiceValue.nullable(),
        /** Power band the lenses are priced at, once the prescription is known. */
        band: powerBandValue.nullish(),
        frame: frameGeometryValue.nullable(),
        bundle: z.array(z.object({ variantId: z.string(), sku: z.string(), quantity: z.number().int() })),
        productionDays: z.number().int(),
        /** What the days of the lenses are made of; null where none are made. */
        making: z
          .object({
            route: z.enum(['FINISHED', 'SURFACED', 'SURFACED_COATED', 'FREE_FORM']),
            /** Of the days of production: until the lab gets to it, and until its blank is there. */
            queueDays: z.number().int().nonnegative(),
            blankDays: z.number().int().nonnegative(),
          })
          .nullish(),
        issues: z.array(issue),
      }),
    ),
    coupons: z.array(
      z.object({
        code: z.string(),
        label: z.string(),
        amount: moneyValue,
        valid: z.boolean(),
        reasonCode: z.string().nullable(),
        message: z.string().nullable(),
      }),
    ),
    subtotal: moneyValue,
    discount: moneyValue,
  }),
});

/** Counts one use of each coupon for this order (guarded: never beyond its limit). Same reference twice counts once. */
export const RedeemCoupons = defineOperation('catalog.redeemCoupons', {
  input: z.object({ reference: z.string(), codes: z.array(z.string()) }),
  output: z.object({
    redeemed: z.array(z.string()),
    refused: z.array(z.object({ code: z.string(), reasonCode: z.string() })),
  }),
  changes: true,
});
export const ReleaseCoupons = defineOperation('catalog.releaseCoupons', {
  input: z.object({ reference: z.string() }),
  output: z.object({ released: z.number().int() }),
  changes: true,
});
/** All variants with stock, page by page; how inventory and procurement fill themselves on first start. */
export const ListVariants = defineOperation('catalog.listVariants', {
  input: z.object({ afterId: z.string().nullable(), limit: z.number().int().max(1000) }),
  output: z.object({
    variants: z.array(
      z.object({
        variantId: z.string(),
        productId: z.string(),
        sku: z.string(),
        gtin: z.string().nullable(),
        name: z.string(),
        kind: z.string(),
        priceMinor: z.string(),
        currency: z.string(),
        components: z.array(z.object({ variantId: z.string(), sku: z.string(), quantity: z.number().int() })),
      }),
    ),
    nextAfterId: z.string().nullable(),
  }),
});
/** The stocked lens blanks of the house by material, treatment group and diameter: what the builder may promise. */
export const ListLensBlanks = defineOperation('catalog.listLensBlanks', {
  input: z.object({}),
  output: z.object({
    finished: z.array(
      z.object({
        sku: z.string(),
        name: z.string(),
        materialCode: z.string(),
        coated: z.boolean(),
        diameterMm: z.number(),
        sphere: z.number().int(),
        cylinder: z.number().int(),
      }),
    ),
    semiFinished: z.array(
      z.object({
        sku: z.string(),
        name: z.string(),
        materialCode: z.string(),
        designCode: z.string(),
        diameterMm: z.number(),
        baseCurveMdpt: z.number().int(),
        add: z.number().int().nullable(),
        eye: z.enum(['OD', 'OS']).nullable(),
      }),
    ),
  }),
});
/** The rules of making with the blanks of the house, as price and order are judged by; `rules` is null when the asker has this version. */
export const ReadMakingRules = defineOperation('catalog.readMakingRules', {
  input: z.object({ knownVersion: z.string().nullable() }),
  output: z.object({ version: z.string(), rules: makingRulesValue.nullable() }),
});
const pairPart = z.object({ id: z.string(), code: z.string(), name: z.string() });
/**
 * What a pair is to be made of, named as the rules of making name it and in the language of the house. Parts nobody knows are null, and
 * `unknown` says which; what a treatment needs under it is added.
 */
export const ReadPairParts = defineOperation('catalog.readPairParts', {
  input: z.object({
    designId: z.string(),
    materialId: z.string(),
    treatmentIds: z.array(z.string()).max(20),
    /** Of treatments that are made in colours; for others they count for nothing. */
    colours: z.array(askedColour).max(20),
    /** Null where the frame stays. */
    frameSku: z.string().nullable(),
  }),
  output: z.object({
    design: pairPart.nullable(),
    material: pairPart.nullable(),
    treatments: z.array(pairPart),
    colours: z.array(lensColourValue),
    frame: frameGeometryValue.nullable(),
    unknown: z.array(z.enum(['design', 'material', 'treatment', 'colour', 'frame'])),
  }),
});
/** The designs, materials and treatments on offer, by id and code. */
export const ListLensOptions = defineOperation('catalog.listLensOptions', {
  input: z.object({}),
  output: z.object({ options: z.array(z.object({ id: z.string(), kind: z.string(), code: z.string() })) }),
});
