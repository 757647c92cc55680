import { z } from 'zod';
import { defineEvent } from '../define.ts';
import { isoDate } from '../values.ts';

export const StockChanged = defineEvent(
  'inventory.StockChanged.v1',
  z.object({
    sku: z.string(),
    variantId: z.string().nullable(),
    kind: z.string(),
    onHand: z.number().int(),
    reserved: z.number().int(),
    allocated: z.number().int(),
    available: z.number().int(),
    /** What could be sold before this change, for those whom nothing else concerns. */
    availableBefore: z.number().int().optional(),
  }),
);
/** A job or order asks for more than there is: procurement proposes, and the asker waits for StockArrived. */
export const StockShort = defineEvent(
  'inventory.StockShort.v1',
  z.object({
    sku: z.string(),
    itemName: z.string(),
    quantity: z.number().int().positive(),
    reference: z.string(),
    neededOn: isoDate.nullable(),
  }),
);
/** A waiting demand has been allocated after goods came in. */
export const DemandAllocated = defineEvent(
  'inventory.DemandAllocated.v1',
  z.object({ reference: z.string(), sku: z.string(), quantity: z.number().int().positive() }),
);
export const StockReceived = defineEvent(
  'inventory.StockReceived.v1',
  z.object({ sku: z.string(), quantity: z.number().int().positive(), binCode: z.string(), reference: z.string() }),
);
export const ReservationExpired = defineEvent(
  'inventory.ReservationExpired.v1',
  z.object({ reservationId: z.string(), reference: z.string() }),
);
/** The frame lies in its tray and goes to the lab. */
export const FrameHandedToLab = defineEvent(
  'inventory.FrameHandedToLab.v1',
  z.object({ pickTaskId: z.string(), orderId: z.string(), orderLineIds: z.array(z.string()), trayCode: z.string() }),
);
export const ParcelPacked = defineEvent(
  'inventory.ParcelPacked.v1',
  z.object({
    pickTaskId: z.string(),
    orderId: z.string(),
    weightGrams: z.number().int().nonnegative(),
    /** Pieces in it by order line, bundles by their parts: one that was cancelled meanwhile shows. */
    contents: z.array(z.object({ orderLineId: z.string(), pieces: z.number().int().positive() })).optional(),
  }),
);
export const PickTaskCreated = defineEvent(
  'inventory.PickTaskCreated.v1',
  z.object({ pickTaskId: z.string(), orderId: z.string(), destination: z.enum(['LAB', 'PARCEL']) }),
);
export const PickTaskChanged = defineEvent(
  'inventory.PickTaskChanged.v1',
  z.object({ pickTaskId: z.string(), orderId: z.string(), status: z.string() }),
);
