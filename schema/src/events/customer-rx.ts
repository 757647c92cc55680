import { z } from 'zod';
import { defineEvent } from '../define.ts';
import { prescriptionRulesValue } from '../prescription-rules.ts';
import { ownerValue } from '../values.ts';

export const PrescriptionEntered = defineEvent(
  'customer-rx.PrescriptionEntered.v1',
  z.object({
    prescriptionId: z.string(),
    owner: ownerValue,
    /** true when it corrects one that something was ordered with: the order goes on with this one. */
    needsReview: z.boolean(),
    /** The prescription it corrects. */
    supersedes: z.string().nullish(),
  }),
);
/** Something was ordered with it: it waits for an optician. */
export const PrescriptionQueued = defineEvent(
  'customer-rx.PrescriptionQueued.v1',
  z.object({ prescriptionId: z.string(), orderId: z.string(), orderNumber: z.string() }),
);
export const PrescriptionSignedOff = defineEvent(
  'customer-rx.PrescriptionSignedOff.v1',
  z.object({ prescriptionId: z.string(), by: z.string() }),
);
export const PrescriptionRejected = defineEvent(
  'customer-rx.PrescriptionRejected.v1',
  z.object({ prescriptionId: z.string(), by: z.string() }),
);
/** A question to the prescriber moved on: it was sent, received, answered, or its time ran out. */
export const PrescriptionVerificationMoved = defineEvent(
  'customer-rx.PrescriptionVerificationMoved.v1',
  z.object({ prescriptionId: z.string(), verificationId: z.string(), status: z.string() }),
);
/** What prescriptions are judged by from now on, whole. Whoever keeps a copy keeps the highest version. */
export const PrescriptionRulesChanged = defineEvent(
  'customer-rx.PrescriptionRulesChanged.v1',
  z.object({ rules: prescriptionRulesValue }),
);
export const CustomerErased = defineEvent('customer-rx.CustomerErased.v1', z.object({ customerId: z.string() }));
