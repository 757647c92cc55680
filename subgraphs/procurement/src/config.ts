import { defineSettings, fromDecimalString } from '@opticworks/kernel';
import { isValidGtin } from '@opticworks/optics/codes';
import { z } from 'zod';

const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/$/, ''));
const amount = z
  .string()
  .regex(/^\d+(\.\d{1,2})?$/, 'An amount looks like 2500.00.')
  .refine((text) => fromDecimalString(text, 'USD').amountMinor >= 0n);

export const procurementSettings = defineSettings({
  PROCUREMENT_APPROVAL_LIMIT: {
    schema: amount,
    default: '2500.00',
    unit: "in the supplier's currency",
    doc: 'Purchase orders above this need a second person to approve them.',
  },
  PROCUREMENT_SERVICE_LEVEL: {
    schema: z.coerce.number().refine((value) => [90, 95, 98, 99].includes(value), 'Use 90, 95, 98 or 99.'),
    default: 95,
    unit: 'percent',
    doc: 'Cycle service level behind the safety stock.',
  },
  PROCUREMENT_REVIEW_DAYS: {
    schema: z.coerce.number().int().min(0).max(60),
    default: 7,
    unit: 'days',
    doc: 'How far apart the buyer looks at the proposals; orders cover lead time plus this.',
  },
  PROCUREMENT_DEMAND_DAYS: {
    schema: z.coerce.number().int().min(7).max(366),
    default: 84,
    unit: 'days',
    doc: 'Window of past demand behind the proposals.',
  },
  PROCUREMENT_PRICE_TOLERANCE: {
    schema: amount,
    default: '0.05',
    unit: "in the supplier's currency",
    doc: 'Difference per piece up to which an invoice price passes.',
  },
  PROCUREMENT_PRICE_TOLERANCE_BPS: {
    schema: z.coerce.number().int().min(0).max(1000),
    default: 100,
    unit: 'basis points of the ordered price',
    doc: 'The same as a share; the larger of the two counts.',
  },
  PROCUREMENT_X12_ID: {
    schema: z
      .string()
      .min(2)
      .max(15)
      .regex(/^[A-Z0-9]+$/),
    default: 'OPTICWORKS',
    doc: 'Our interchange id in X12 documents (qualifier ZZ).',
  },
  PROCUREMENT_GLN: {
    schema: z
      .string()
      .refine((text) => text.length === 13 && isValidGtin(text), 'A GLN has 13 digits with a check digit.'),
    default: '5412345000013',
    doc: 'Our GLN in EDIFACT documents.',
  },
  PROCUREMENT_SHIP_TO_NAME: {
    schema: z.string().min(1).max(60),
    default: 'OPTICWORKS RECEIVING',
    doc: 'Name of the receiving dock on purchase orders.',
  },
  PROCUREMENT_SHIP_TO_CODE: { schema: z.string().min(1).max(20), default: 'MAIN', doc: 'Code of the receiving dock.' },
  RESEND_API_KEY: {
    schema: z.string().min(1),
    demoDefault: 're_opticworks_twin',
    secret: true,
    doc: 'API key of Resend for purchase orders by mail.',
  },
  RESEND_API_BASE: {
    schema: url.optional(),
    doc: 'Where Resend answers; left out for the real one.',
  },
  PROCUREMENT_MAIL_FROM: {
    schema: z.string().min(3),
    demoDefault: 'OpticWorks Purchasing <purchasing@opticworks.example>',
    demoOnly: true,
    doc: 'Sender of purchase orders by mail.',
  },
});
