import { defineSettings } from '@opticworks/kernel';
import { z } from 'zod';

/** Words separated by commas. */
const list = z
  .union([z.string(), z.array(z.string())])
  .transform((given) =>
    (typeof given === 'string' ? given.split(',') : given).map((one) => one.trim()).filter(Boolean),
  );

const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/$/, ''));
const contactShape = z.object({ name: z.string().min(1), phone: z.string().min(5), fax: z.string().min(5) });
const contact = z
  .union([z.string(), contactShape])
  .transform((value, ctx) => {
    if (typeof value !== 'string') return value;
    try {
      return contactShape.parse(JSON.parse(value));
    } catch {
      ctx.addIssue({ code: 'custom', message: 'This must be JSON with name, phone and fax.' });
      return z.NEVER;
    }
  })
  .pipe(contactShape);

export const SETTINGS = defineSettings({
  PERSONAL_DATA_KEY: {
    schema: z.base64('Give 32 random bytes in base64'),
    demoDefault: 'b3B0aWN3b3Jrcy1kZW1vLWtleS1ub3QtYS1zZWNyZXQ=',
    secret: true,
    doc: 'Wraps the data key of every person. Lose it and no prescription can be read; keep it outside the database and its backups.',
  },
  JURISDICTION: {
    schema: z.string().regex(/^[A-Z]{2}(-[A-Z]{2})?$/, 'Give a country (US, DE) or a US state (US-NY)'),
    default: 'US',
    doc: 'Place of sale: decides how long a prescription is valid where its paper names no date.',
  },
  LEGAL_PROFILES: {
    schema: list,
    default: [],
    doc: 'Unverified facts the owner has looked up and switches on, each by its name: US-TX (its term), DE:WITHDRAWAL. All others stay off: nothing is presumed.',
  },
  RESEND_API_KEY: {
    schema: z.string().min(1),
    demoDefault: 're_opticworks_twin',
    secret: true,
    doc: 'API key of Resend for requests to prescribers.',
  },
  RESEND_API_BASE: { schema: url.optional(), doc: 'Where Resend answers; left out for the real one.' },
  VERIFICATION_MAIL_FROM: {
    schema: z.string().min(3),
    demoDefault: 'OpticWorks opticians <opticians@opticworks.example>',
    demoOnly: true,
    doc: 'Sender of requests to prescribers.',
  },
  VERIFICATION_CONTACT: {
    schema: contact,
    demoDefault: { name: 'Iris Optician', phone: '+1 503 555 0142', fax: '+1 503 555 0143' },
    demoOnly: true,
    doc: 'Whom a prescriber may ask back, as JSON with name, phone and fax: the law wants all three in a request.',
  },
  SHOP_URL: { schema: url, default: 'http://localhost:3000', doc: 'Address of the storefront, for links in mails.' },
  LINK_SECRET: {
    schema: z.string().min(16),
    demoDefault: 'opticworks-demonstration-links',
    secret: true,
    doc: 'Signs the order links that guests receive.',
  },
  VERIFICATION_REPLY_DAYS: {
    schema: z.coerce.number().int().min(1).max(90),
    default: 21,
    unit: 'd',
    doc: 'How long a prescriber can answer through the link in a request.',
  },
  FOUR_EYES_FOR: {
    schema: list,
    default: [],
    doc: 'Codes of findings after which two opticians must look before a sign-off, e.g. ANISOMETROPIA_HIGH,POWER_CHANGED.',
  },
});
