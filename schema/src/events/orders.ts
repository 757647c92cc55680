import { z } from 'zod';
import { defineEvent } from '../define.ts';
import { frameGeometryValue, isoDate, isoInstant, lensChoiceValue, moneyValue, ownerValue } from '../values.ts';

const orderLine = z.object({
  orderLineId: z.string(),
  variantId: z.string(),
  sku: z.string(),
  title: z.string(),
  kind: z.enum(['FRAME', 'LENS', 'CONTACT_LENS', 'ACCESSORY', 'SENSOR', 'BUNDLE']),
  quantity: z.number().int().positive(),
  /** Present when lenses are made for this line. Powers stay with the prescription. */
  lens: lensChoiceValue.nullable(),
  frame: frameGeometryValue.nullable(),
  /** Bundles are shipped as their parts. */
  components: z.array(z.object({ variantId: z.string(), sku: z.string(), quantity: z.number().int().positive() })),
  prescriptionId: z.string().nullable(),
});

export const OrderPlaced = defineEvent(
  'orders.OrderPlaced.v1',
  z.object({
    orderId: z.string(),
    number: z.string(),
    owner: ownerValue,
    reservationId: z.string(),
    placedAt: isoInstant,
    promiseDate: isoDate.nullable(),
    /** The day its lenses have to be ready, so that packing and carrier can keep the promise. */
    readyBy: isoDate.nullish(),
    total: moneyValue,
    lines: z.array(orderLine),
  }),
);
export type OrderPlacedPayload = z.infer<typeof OrderPlaced.payload>;
export const OrderCancelled = defineEvent(
  'orders.OrderCancelled.v1',
  z.object({ orderId: z.string(), number: z.string(), reason: z.string() }),
);
/**
 * Pieces of a line are no longer ordered; what is left of the order goes on. Stock, picks and lab work of them end. The last line of an
 * order ends with `OrderCancelled` as well.
 */
export const OrderLineCancelled = defineEvent(
  'orders.OrderLineCancelled.v1',
  z.object({
    orderId: z.string(),
    number: z.string(),
    orderLineId: z.string(),
    /** Pieces cancelled now, and those that are left of the line. */
    quantity: z.number().int().positive(),
    left: z.number().int().nonnegative(),
    /** Another pair of the order still waits for its prescription. */
    awaits: z.boolean(),
    /** The day for the rest, where there could be none before. */
    promiseDate: isoDate.nullable(),
    reason: z.string(),
  }),
);
export type OrderLineCancelledPayload = z.infer<typeof OrderLineCancelled.payload>;
export const OrderStatusChanged = defineEvent(
  'orders.OrderStatusChanged.v1',
  z.object({ orderId: z.string(), number: z.string(), from: z.string(), to: z.string(), version: z.number().int() }),
);
/** Somebody measured for a pair that was ordered already; the values stay sealed with the measurement. */
export const OrderLineMeasured = defineEvent(
  'orders.OrderLineMeasured.v1',
  z.object({ orderId: z.string(), number: z.string(), orderLineId: z.string(), measurementId: z.string() }),
);
/** A pair was ordered before its prescription was known; now it is there, and the line can be made like any other. */
export const OrderLinePrescribed = defineEvent(
  'orders.OrderLinePrescribed.v1',
  z.object({
    orderId: z.string(),
    number: z.string(),
    owner: ownerValue,
    promiseDate: isoDate.nullable(),
    readyBy: isoDate.nullish(),
    line: orderLine,
  }),
);
/** The customer sent a paper alone; an optician types it in. */
export const PrescriptionPaperSent = defineEvent(
  'orders.PrescriptionPaperSent.v1',
  z.object({ orderId: z.string(), number: z.string(), orderLineId: z.string(), prescriptionId: z.string() }),
);
export type OrderLinePrescribedPayload = z.infer<typeof OrderLinePrescribed.payload>;
/**
 * What is added to the days of the lenses before a parcel is at the door, as of now: packing, the usual way, and by how much promises of a
 * route were missed. The shop window promises from it.
 */
export const DeliveryTermsChanged = defineEvent(
  'orders.DeliveryTermsChanged.v1',
  z.object({
    at: isoInstant,
    handlingDays: z.number().int().nonnegative(),
    transitDays: z.number().int().nonnegative(),
    /** Days more or fewer by route; what is not named gets none. */
    margins: z.array(
      z.object({ route: z.enum(['FINISHED', 'SURFACED', 'SURFACED_COATED', 'FREE_FORM']), days: z.number().int() }),
    ),
  }),
);
export const ShipmentShipped = defineEvent(
  'orders.ShipmentShipped.v1',
  z.object({
    shipmentId: z.string(),
    orderId: z.string(),
    orderNumber: z.string(),
    carrier: z.string(),
    trackingCode: z.string().nullable(),
  }),
);
export const ShipmentDelivered = defineEvent(
  'orders.ShipmentDelivered.v1',
  z.object({ shipmentId: z.string(), orderId: z.string(), deliveredAt: isoInstant }),
);
export const ReturnReceived = defineEvent(
  'orders.ReturnReceived.v1',
  z.object({ returnId: z.string(), orderId: z.string(), number: z.string() }),
);
/** A return came a step further, whichever: for those who watch it. What others act on has events of its own. */
export const ReturnMoved = defineEvent(
  'orders.ReturnMoved.v1',
  z.object({ returnId: z.string(), orderId: z.string(), number: z.string(), status: z.string() }),
);
/** Inspection decided; restock lines go back on the shelf, the rest is written off. */
export const ReturnInspected = defineEvent(
  'orders.ReturnInspected.v1',
  z.object({
    returnId: z.string(),
    number: z.string(),
    orderId: z.string(),
    lines: z.array(
      z.object({
        orderLineId: z.string(),
        sku: z.string(),
        quantity: z.number().int().positive(),
        restock: z.boolean(),
      }),
    ),
  }),
);
