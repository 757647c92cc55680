import { defineSettings, type SettingsOf } from '@opticworks/kernel';
import { addressValue } from '@opticworks/schema';
import { z } from 'zod';

const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/$/, ''));
const fromJson = z
  .union([z.string(), addressValue])
  .transform((value, ctx) => {
    if (typeof value !== 'string') return value;
    try {
      return addressValue.parse(JSON.parse(value));
    } catch {
      ctx.addIssue({ code: 'custom', message: 'This must be an address as JSON.' });
      return z.NEVER;
    }
  })
  .pipe(addressValue);

/** Everything this subgraph reads from its surroundings. */
export const ordersSettings = defineSettings({
  STRIPE_SECRET_KEY: {
    schema: z.string().min(1),
    demoDefault: 'sk_test_opticworks_twin',
    secret: true,
    doc: 'Secret key of the Stripe account that receives the money.',
  },
  STRIPE_PUBLISHABLE_KEY: {
    schema: z.string().min(1),
    demoDefault: 'pk_test_opticworks_twin',
    demoOnly: true,
    doc: 'Publishable key given to the browser for Stripe Elements.',
  },
  STRIPE_WEBHOOK_SECRET: {
    schema: z.string().min(1),
    demoDefault: 'whsec_opticworks_twin_stripe',
    secret: true,
    doc: 'Signing secret of the Stripe webhook endpoint.',
  },
  STRIPE_API_BASE: {
    schema: url.optional(),
    doc: 'Where Stripe answers; left out for the real one.',
  },
  STRIPE_SCRIPT_URL: {
    schema: url.optional(),
    doc: 'Where the browser loads Stripe.js from; left out for the real one.',
  },
  EASYPOST_API_KEY: {
    schema: z.string().min(1),
    demoDefault: 'EZTK_opticworks_twin',
    secret: true,
    doc: 'API key of EasyPost for addresses, rates, labels and tracking.',
  },
  EASYPOST_API_BASE: {
    schema: url.optional(),
    doc: 'Where EasyPost answers; left out for the real one.',
  },
  EASYPOST_WEBHOOK_SECRET: {
    schema: z.string().min(1),
    demoDefault: 'opticworks-twin-easypost',
    secret: true,
    doc: 'Secret of the EasyPost webhook.',
  },
  RESEND_API_KEY: {
    schema: z.string().min(1),
    demoDefault: 're_opticworks_twin',
    secret: true,
    doc: 'API key of Resend for order mails.',
  },
  RESEND_API_BASE: {
    schema: url.optional(),
    doc: 'Where Resend answers; left out for the real one.',
  },
  TAXJAR_API_KEY: {
    schema: z.string().min(1),
    demoDefault: 'opticworks_twin',
    secret: true,
    doc: 'API key of TaxJar for sales tax.',
  },
  TAXJAR_API_BASE: {
    schema: url.optional(),
    doc: 'Where TaxJar answers; left out for the real one.',
  },
  MAIL_FROM: {
    schema: z.string().min(3),
    demoDefault: 'OpticWorks <orders@opticworks.example>',
    demoOnly: true,
    doc: 'Sender of order mails.',
  },
  SHOP_URL: { schema: url, default: 'http://localhost:3000', doc: 'Address of the storefront, for links in mails.' },
  LINK_SECRET: {
    schema: z.string().min(16),
    demoDefault: 'opticworks-demonstration-links',
    secret: true,
    doc: 'Signs the order links that guests receive.',
  },
  PERSONAL_DATA_KEY: {
    schema: z.string().min(32, 'Give at least 32 characters'),
    demoDefault: 'demonstration-only-personal-data-key-0000',
    secret: true,
    doc: 'Wraps the data key of every person, here for the parameters of ordered contact lenses. Keep it outside the database.',
  },
  CHECKOUT_LEASE_SECONDS: {
    schema: z.coerce.number().int().min(60).max(86_400),
    default: 1_800,
    unit: 's',
    doc: 'How long stock is held for a running checkout.',
  },
  RECONCILE_AFTER_SECONDS: {
    schema: z.coerce.number().int().min(5),
    default: 45,
    unit: 's',
    doc: 'Age at which an unfinished payment is looked up at the provider.',
  },
  RETURN_WINDOW_DAYS: {
    schema: z.coerce.number().int().min(1),
    default: 30,
    unit: 'd',
    doc: 'Days after delivery in which goods can come back.',
  },
  AWAITED_RX_REMIND_AFTER_DAYS: {
    schema: z
      .union([z.string(), z.array(z.coerce.number())])
      .transform((days) =>
        typeof days === 'string'
          ? days
              .split(',')
              .filter((day) => day.trim())
              .map(Number)
          : days,
      )
      .pipe(z.array(z.number().int().min(1)).max(10)),
    default: [3, 10],
    unit: 'd',
    doc: 'Days after an order at which its customer is reminded of a missing prescription, with commas between.',
  },
  AWAITED_RX_CALL_AFTER_DAYS: {
    schema: z.coerce.number().int().min(1),
    default: 14,
    unit: 'd',
    doc: 'Days after which a missing prescription stands in the call list of the staff.',
  },
  AWAITED_RX_CANCEL_AFTER_DAYS: {
    schema: z.coerce.number().int().min(0),
    default: 0,
    unit: 'd',
    doc: 'Days after which an order without its prescription is cancelled with a full refund; 0 leaves that to people.',
  },
  SHOP_TIME_ZONE: { schema: z.string(), default: 'America/Los_Angeles', doc: 'The zone of the shop’s calendar days.' },
  SHIP_FROM: {
    schema: fromJson,
    demoDefault: {
      name: 'OpticWorks',
      company: 'OpticWorks',
      line1: '2145 NW Overton St',
      city: 'Portland',
      region: 'OR',
      postalCode: '97210',
      countryCode: 'US',
      phone: '5035550142',
    },
    doc: 'The address parcels leave from and come back to, as JSON.',
  },
});

export type OrdersSettings = SettingsOf<typeof ordersSettings>;

const TWINS = 'http://localhost:4010';
const TWIN_KEY = /opticworks_twin$/;

/**
 * Where a service answers: the address that was set, else the stand-in for its own key, else (undefined) the service itself. A
 * real key therefore never talks to a stand-in by accident.
 */
export function addressOf(set: string | undefined, key: string, path: string): string | undefined {
  return set ?? (TWIN_KEY.test(key) ? `${TWINS}${path}` : undefined);
}
