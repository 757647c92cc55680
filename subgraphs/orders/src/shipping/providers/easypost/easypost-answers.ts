import { z } from 'zod';

/** What is read of EasyPost's answers; the rest of them is nobody's business here. Fields it leaves out are null or missing. */
const text = z.string().nullish();
/** Amounts come as decimal text, from older accounts as numbers. */
const decimal = z.union([z.string(), z.number()]).transform(String);
/** A day, or a moment of which the day counts. */
const day = z
  .union([z.string(), z.date()])
  .nullish()
  .transform((value) => (value ? (value instanceof Date ? value.toISOString() : value).slice(0, 10) : null));

export const addressAnswer = z.object({
  street1: text,
  street2: text,
  city: text,
  state: text,
  zip: text,
  country: text,
  verifications: z
    .object({
      delivery: z
        .object({
          success: z.boolean().nullish(),
          errors: z.array(z.object({ code: z.string(), message: z.string(), field: text })).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

const rateAnswer = z.object({
  id: z.string(),
  carrier: z.string(),
  service: z.string(),
  rate: decimal,
  currency: z.string(),
  delivery_days: z.number().nullish(),
  est_delivery_days: z.number().nullish(),
  delivery_date: day,
  delivery_date_guaranteed: z.boolean().nullish(),
});

export const shipmentAnswer = z.object({
  id: z.string(),
  rates: z.array(rateAnswer).nullish(),
  selected_rate: rateAnswer.nullish(),
  postage_label: z.object({ label_url: text, label_pdf_url: text }).nullish(),
  tracking_code: text,
  tracker: z.object({ public_url: text }).nullish(),
});
export type ShipmentAnswer = z.infer<typeof shipmentAnswer>;

export const trackerAnswer = z.object({
  tracking_code: z.string(),
  shipment_id: text,
  status: z.string(),
  tracking_details: z
    .array(
      z.object({
        datetime: z.coerce.date(),
        status: z.string(),
        message: text,
        tracking_location: z.object({ city: text, state: text, country: text }).nullish(),
      }),
    )
    .nullish(),
});
export type TrackerAnswer = z.infer<typeof trackerAnswer>;

export const trackerList = z.object({ trackers: z.array(trackerAnswer).nullish() });

/** A notice; of those about trackers the result is read, of all others only that they came. */
export const eventAnswer = z.object({ id: z.coerce.string(), description: text, result: z.unknown() });
