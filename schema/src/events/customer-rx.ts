import { z } from 'zod';
import { defineEvent } from '../define.ts';
import { ownerValue } from '../values.ts';

export const PrescriptionEntered = defineEvent(
  'customer-rx.PrescriptionEntered.v1',
  z.object({ prescriptionId: z.string(), owner: ownerValue, needsReview: z.boolean() }),
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
export const CustomerErased = defineEvent('customer-rx.CustomerErased.v1', z.object({ customerId: z.string() }));
