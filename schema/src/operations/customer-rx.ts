import { z } from 'zod';
import { defineOperation } from '../define.ts';
import { prescriptionRulesValue } from '../prescription-rules.ts';
import {
  addressValue,
  frameGeometryValue,
  isoInstant,
  lensChoiceValue,
  measurementValue,
  ownerValue,
  prescriptionValue,
} from '../values.ts';

/** A pair that is made on a prescription: what it is judged for at the desk. No powers, as in events. */
export const orderedPairValue = z.object({
  orderLineId: z.string(),
  title: z.string(),
  lens: lensChoiceValue,
  frame: frameGeometryValue,
});
export type OrderedPairValue = z.infer<typeof orderedPairValue>;

/** Customers who had themselves erased, since a moment or ever: what others hold about them goes too. */
export const ListErased = defineOperation('customer-rx.listErased', {
  input: z.object({ since: isoInstant.nullable() }),
  output: z.object({ erased: z.array(z.object({ customerId: z.string(), userId: z.string().nullable() })) }),
});
/** The values of a prescription for pricing or making. Every call is an audited read with the reason given. */
export const ReadPrescription = defineOperation('customer-rx.readPrescription', {
  input: z.object({
    prescriptionId: z.string(),
    owner: ownerValue.nullable(),
    reason: z.string(),
    /** What was measured for the glasses to be made, of the same owner. */
    measurementId: z.string().nullish(),
  }),
  output: z.object({
    prescription: prescriptionValue,
    /** The measurement that was asked for, as it was recorded; whoever makes something puts it in place of typed values. */
    measurement: measurementValue.nullish(),
    owner: ownerValue,
    status: z.enum(['ENTERED', 'IN_REVIEW', 'SIGNED_OFF', 'REJECTED', 'REVOKED']),
    /** false when expired or otherwise not to be sold from; issues say why. */
    saleable: z.boolean(),
    issues: z.array(
      z.object({
        code: z.string(),
        message: z.string(),
        field: z.string().nullish(),
        severity: z.enum(['error', 'warning', 'notice']),
      }),
    ),
  }),
});
/** Puts the prescription in the optician's queue because something was ordered with it. */
export const RequestReview = defineOperation('customer-rx.requestReview', {
  input: z.object({
    prescriptionId: z.string(),
    orderId: z.string(),
    orderNumber: z.string(),
    /** What was ordered and for whom; a request to the prescriber has to name both. */
    facts: z.object({ patientName: z.string(), patientAddress: z.string(), quantity: z.string() }).nullish(),
    /** The pairs of the order that are made on it; none for contact lenses. */
    pairs: z.array(orderedPairValue).nullish(),
  }),
  output: z.object({ status: z.string() }),
  changes: true,
});
/**
 * Whether goods sold on a prescription may leave the house: an optician compared it with its paper, or its prescriber verified it. Of a
 * corrected prescription the newest version counts.
 */
export const ReadRelease = defineOperation('customer-rx.readRelease', {
  input: z.object({ prescriptionIds: z.array(z.string()).max(50) }),
  output: z.object({ releases: z.array(z.object({ prescriptionId: z.string(), isReleased: z.boolean() })) }),
});
/** What prescriptions are judged by at this moment; no rules when the asker knows the version already. */
export const ReadPrescriptionRules = defineOperation('customer-rx.readPrescriptionRules', {
  input: z.object({ knownVersion: z.number().int().nullable() }),
  output: z.object({ version: z.number().int(), rules: prescriptionRulesValue.nullable() }),
});
/** Names and mail addresses for letters and lists. */
export const ReadCustomer = defineOperation('customer-rx.readCustomer', {
  input: z.object({ customerId: z.string() }),
  output: z
    .object({ customerId: z.string(), name: z.string(), email: z.string(), locale: z.enum(['en', 'de']) })
    .nullable(),
});
/** Creates the customer behind a fresh sign-in account, or finds it; takes over what the guest of this browser had entered. */
export const EnsureCustomer = defineOperation('customer-rx.ensureCustomer', {
  input: z.object({
    userId: z.string(),
    email: z.string(),
    name: z.string(),
    locale: z.enum(['en', 'de']),
    guestId: z.string().nullable(),
  }),
  output: z.object({ customerId: z.string() }),
  changes: true,
});
/**
 * Customers page by page with their default address and newest saleable prescription, since when an optician vouches for it, and a paper
 * nobody has typed in yet; how other parts fill their demonstration data.
 */
export const ListCustomers = defineOperation('customer-rx.listCustomers', {
  input: z.object({ afterId: z.string().nullable(), limit: z.number().int().positive().max(500) }),
  output: z.object({
    customers: z.array(
      z.object({
        customerId: z.string(),
        name: z.string(),
        email: z.string(),
        locale: z.enum(['en', 'de']),
        address: addressValue.nullable(),
        prescriptionId: z.string().nullable(),
        signedOffAt: isoInstant.nullable(),
        paperId: z.string().nullable(),
      }),
    ),
    nextAfterId: z.string().nullable(),
  }),
});
