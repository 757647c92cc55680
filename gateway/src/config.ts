import { defineSettings } from '@opticworks/kernel';
import { z } from 'zod';

const url = z.url();
const port = z.coerce.number().int().min(0).max(65_535);
const secret = z.string().min(24, 'needs at least 24 characters');

/** What the server as a whole reads; each subgraph declares its own settings beside this. */
export const serverSettings = defineSettings({
  PORT: { schema: port, default: 4000, doc: 'Port of the gateway.' },
  HOST: {
    schema: z.string(),
    default: '0.0.0.0',
    demoDefault: 'localhost',
    doc: 'Address the gateway listens on; a demonstration stays on this machine unless told otherwise.',
  },
  DATABASE_URL: {
    schema: z.string().optional(),
    doc: 'PostgreSQL login that may create schemas and roles. Without it an embedded PostgreSQL is started.',
  },
  POSTGRES_PORT: { schema: port, default: 5544, doc: 'Port of the embedded PostgreSQL.' },
  REDIS_URL: {
    schema: z.string().optional(),
    doc: 'Redis for the apart shape, which carries events between processes.',
  },
  DATA_DIR: { schema: z.string(), default: '.data', doc: 'Folder of everything that is kept on this machine.' },
  AUDIT_HEADS_DIR: {
    schema: z.string().min(1).optional(),
    doc: 'Folder for the ends of the audit chains, read back each night; best on storage the database administrator cannot change. audit-heads in DATA_DIR unless set.',
  },
  SHOP_URL: {
    schema: url,
    demoDefault: 'http://localhost:3000',
    doc: 'Where customers reach the storefront; links in mails begin with it.',
  },
  ADMIN_URL: { schema: url, demoDefault: 'http://localhost:3001', doc: 'Where staff reach the admin.' },
  GRAPH_URL: { schema: url, demoDefault: 'http://localhost:4000', doc: 'Where the gateway is reached from outside.' },
  TWINS_URL: {
    schema: url,
    default: 'http://localhost:4010',
    doc: 'Stand-ins for outside services, used where no key is set.',
  },
  PUBLIC_TWINS_URL: {
    schema: url.optional(),
    doc: 'Where browsers reach the stand-ins, when it is not TWINS_URL.',
  },
  TRUSTED_PROXIES: {
    schema: z.string(),
    default: 'loopback',
    doc: 'Addresses whose X-Forwarded-For is believed, comma separated.',
  },
  OPEN_DOCUMENTS: {
    schema: z.enum(['on', 'off']).optional(),
    doc: 'Whether shop and admin callers may send any document; off in production.',
  },
  REHEARSAL: {
    schema: z.enum(['on', 'off']).optional(),
    doc: 'A rehearsal of production: takes payment keys in test mode and addresses without TLS, which production otherwise refuses.',
  },
  AUTH_SECRET: { schema: secret, secret: true, doc: 'Signs sessions and encrypts second factors.' },
  GUEST_SECRET: { schema: secret, secret: true, doc: 'Signs the browser key of guests.' },
  LINK_SECRET: { schema: secret, secret: true, doc: 'Signs the order links in mails.' },
  SIGNING_KEY: {
    schema: z.string().includes('PRIVATE KEY'),
    secret: true,
    doc: 'Ed25519 private key (PEM): signs who asks, for subgraphs in other processes.',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: { schema: url.optional(), doc: 'Collector for traces; none are made without it.' },
  RESEND_API_KEY: {
    schema: z.string().min(1),
    demoDefault: 're_opticworks_twin',
    secret: true,
    doc: 'API key of Resend for account mails.',
  },
  MAIL_FROM: {
    schema: z.string().min(3),
    demoDefault: 'OpticWorks <hello@opticworks.example>',
    demoOnly: true,
    doc: 'Sender of account mails.',
  },
  MAX_PARTNER_COST: {
    schema: z.coerce.number().int().positive(),
    default: 5_000,
    unit: 'points',
    doc: 'Highest estimated cost of one partner query.',
  },
  PARTNER_POINTS_PER_MINUTE: {
    schema: z.coerce.number().int().positive(),
    default: 30_000,
    unit: 'points',
    doc: 'Budget of a partner key.',
  },
  DISK_RESERVE_MB: {
    schema: z.coerce.number().int().min(0).max(100_000),
    default: 256,
    unit: 'MB',
    doc: 'Free space below which nothing more is written, where the embedded database lies; half as much is kept as ballast. 0 watches nothing.',
  },
  MAX_OPERATIONS_IN_FLIGHT: {
    schema: z.coerce.number().int().min(10).max(10_000),
    default: 600,
    unit: 'operations',
    doc: 'GraphQL operations one gateway answers at the same time; more are sent away with 503. Three fifths of them may be browsing.',
  },
  SEED_SCALE: {
    schema: z.coerce.number().int().min(1).max(1_000),
    default: 1,
    doc: 'How many times the ordinary amount of demonstration data the seed makes.',
  },
});

/** What the gateway needs besides when the subgraphs are processes of their own. */
export const apartSettings = defineSettings({
  SUBGRAPH_URLS: {
    schema: z.string().transform((text, context) => {
      try {
        return z.record(z.string(), url).parse(JSON.parse(text));
      } catch {
        context.addIssue({ code: 'custom', message: 'JSON like {"catalog":"http://catalog:4101"}' });
        return z.NEVER;
      }
    }),
    doc: 'Where each subgraph answers.',
  },
});

export type ServerSettings = import('@opticworks/kernel').SettingsOf<typeof serverSettings>;
