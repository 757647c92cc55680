import { z } from 'zod';
import { defineSettings } from '../config/settings.ts';

const address = z.url({ protocol: /^https?$/ });

/** What a subgraph that runs alone needs to know; the parts add their own settings. */
export const SUBGRAPH_SETTINGS = defineSettings({
  DATABASE_URL: {
    schema: z.string().regex(/^postgres(ql)?:\/\//, 'a postgres:// address'),
    secret: true,
    doc: 'PostgreSQL of this subgraph.',
  },
  DATABASE_ROLE: {
    schema: z.string().min(1).optional(),
    doc: 'Role every connection takes, when the login serves several subgraphs.',
  },
  DATABASE_POOL_SIZE: {
    schema: z.coerce.number().int().min(2).max(200),
    default: 10,
    unit: 'connections',
    doc: 'Connections to PostgreSQL.',
  },
  REDIS_URL: {
    schema: z.string().regex(/^rediss?:\/\//, 'a redis:// address'),
    secret: true,
    doc: 'Redis, which carries events between processes.',
  },
  HOST: { schema: z.string().min(1), default: '127.0.0.1', doc: 'Address to listen on; keep it private.' },
  PORT: { schema: z.coerce.number().int().min(0).max(65_535).optional(), unit: 'port', doc: 'Port to listen on.' },
  SIGNING_KEY: {
    schema: z.string().includes('PRIVATE KEY'),
    secret: true,
    doc: 'Ed25519 private key in PEM, for calls to other subgraphs.',
  },
  SIGNING_KEY_ID: { schema: z.string().min(1), default: 'main', doc: 'Name of that key.' },
  VERIFY_KEYS: {
    schema: z.string().transform((text, context) => {
      const keys = z.record(z.string(), z.string().includes('PUBLIC KEY')).safeParse(tryJson(text));
      if (keys.success) return keys.data;
      context.addIssue({ code: 'custom', message: 'JSON like {"main":"-----BEGIN PUBLIC KEY-----…"}' });
      return z.NEVER;
    }),
    doc: 'Ed25519 public keys by name, of everybody who may call: gateway and subgraphs.',
  },
  SUBGRAPH_URLS: {
    schema: z.string().transform((text, context) => {
      const urls = z.record(z.string(), address).safeParse(tryJson(text));
      if (urls.success) return urls.data;
      context.addIssue({ code: 'custom', message: 'JSON like {"inventory":"http://inventory:4004"}' });
      return z.NEVER;
    }),
    default: {},
    doc: 'Addresses of the subgraphs whose operations this one calls.',
  },
  MIGRATE_ON_START: {
    schema: z.stringbool(),
    default: true,
    doc: 'Whether schema changes run at start, or as a step of their own.',
  },
  ALLOWED_ORIGINS: {
    schema: z.string().transform((text) =>
      text
        .split(',')
        .map((origin) => origin.trim())
        .filter(Boolean),
    ),
    default: [],
    doc: 'Private origins that addresses given by partners may still reach, separated by commas; for local runs.',
  },
  AUDIT_HEADS_DIR: {
    schema: z.string().min(1).optional(),
    doc: 'Folder for the ends of the audit chains, read back each night; best on storage the database administrator cannot change. audit-heads in DATA_DIR unless set.',
  },
  LOG_LEVEL: {
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    default: 'info',
    doc: 'Least important log line that is written.',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: { schema: address.optional(), doc: 'Collector for traces.' },
});

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
