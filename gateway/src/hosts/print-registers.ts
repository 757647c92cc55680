import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { allErrorCodes, type SettingSpec, type SettingsDefinition, SUBGRAPH_SETTINGS } from '@opticworks/kernel';
import * as catalogEvents from '@opticworks/schema/events/catalog';
import * as customerRxEvents from '@opticworks/schema/events/customer-rx';
import * as inventoryEvents from '@opticworks/schema/events/inventory';
import * as labEvents from '@opticworks/schema/events/lab';
import * as ordersEvents from '@opticworks/schema/events/orders';
import * as procurementEvents from '@opticworks/schema/events/procurement';
import { z } from 'zod';
import { apartSettings, serverSettings } from '../config.ts';
import '../errors.ts';
import { settingsOf, subgraphNames } from './together.ts';
import { unopenedParts } from './unopened-parts.ts';

const port = z.coerce.number().int().min(1).max(65_535);

/** What the command line reads, before anything is built or installed: bin/steps/settings.mjs and test-programs.mjs. */
const LAUNCHER: SettingsDefinition = {
  OPTICWORKS_MODE: {
    schema: z.enum(['demo', 'production']),
    default: 'demo',
    doc: 'Demonstration with invented people and generated secrets, or the real thing, which starts only when everything is set.',
  },
  PUBLIC_HOST: {
    schema: z.string(),
    demoDefault: 'localhost',
    doc: 'Name of this machine in the addresses of a demonstration that others look at.',
  },
  STOREFRONT_PORT: { schema: port, default: 3000, doc: 'Port of the storefront.' },
  ADMIN_PORT: { schema: port, default: 3001, doc: 'Port of the admin.' },
  TWINS_PORT: { schema: port, default: 4010, doc: 'Port of the stand-ins for outside services and of the mailbox.' },
  REDIS_PORT: {
    schema: port,
    default: 6390,
    doc: 'Port of the Redis that the apart shape starts when REDIS_URL is not set.',
  },
  SUBGRAPH_PORT: {
    schema: port,
    default: 4101,
    doc: 'Port of the first subgraph in the apart shape; the others follow.',
  },
  REDIS_SERVER_PATH: { schema: z.string().optional(), doc: 'The redis-server to use; else the first one on the path.' },
  CHROMIUM_PATH: { schema: z.string().optional(), doc: 'The Chromium that tests use; else the first one on the path.' },
};

const address = z.url().optional();

/** What the two user interfaces read when they serve: storefront/src/config/addresses.ts and admin/serve.mjs. */
const INTERFACES: SettingsDefinition = {
  GRAPH_URL: { schema: z.url(), default: 'http://localhost:4000', doc: 'Where the two servers reach the gateway.' },
  PUBLIC_GRAPH_URL: {
    schema: address,
    doc: 'Where browsers reach the gateway, for their live connection, when it is not GRAPH_URL. Storefront.',
  },
  NEXT_PUBLIC_GRAPH_WS: {
    schema: address,
    doc: 'Address of that live connection when it does not follow from PUBLIC_GRAPH_URL. Storefront.',
  },
  SHOP_URL: {
    schema: z.url(),
    default: 'http://localhost:3000',
    doc: 'Where customers reach the storefront. Storefront.',
  },
  SHOP_TIME_ZONE: { schema: z.string(), default: 'America/Los_Angeles', doc: 'The zone in which times are told.' },
  STRIPE_PUBLISHABLE_KEY: {
    schema: z.string().optional(),
    doc: 'With it, or in production, the browser may load the script of Stripe instead of the stand-in. Storefront.',
  },
  STRIPE_SCRIPT_URL: { schema: address, doc: 'Where that script comes from instead. Storefront.' },
  PUBLIC_TWINS_URL: {
    schema: address,
    doc: 'Where browsers reach the stand-ins, when it is not TWINS_URL. Storefront.',
  },
  ADMIN_PORT: { schema: port, default: 3001, doc: 'Port of the admin. Admin.' },
  HOST: { schema: z.string(), default: '0.0.0.0', doc: 'Address the admin listens on. Admin.' },
};

/** twins/src/config.ts */
const TWINS: SettingsDefinition = {
  TWINS_PORT: { schema: port, default: 4010, doc: 'Port of all stand-ins.' },
  TWINS_HOST: { schema: z.string(), default: '127.0.0.1', doc: 'Address they listen on.' },
  TWINS_PUBLIC_URL: { schema: address, doc: 'What browsers use, when it differs.' },
  TWINS_DATA_DIR: {
    schema: z.string(),
    default: '.data/twins',
    doc: 'Where their state is kept; empty keeps it in memory.',
  },
  TWINS_STRIPE_WEBHOOK_URL: { schema: address, doc: 'Where the events of Stripe go.' },
  TWINS_EASYPOST_WEBHOOK_URL: { schema: address, doc: 'Where the events of EasyPost go.' },
  TWINS_OUTSIDE_LAB_WEBHOOK_URL: { schema: address, doc: 'Where the notices of the outside lab go.' },
  TWINS_TRACKER_STEP_MS: {
    schema: z.coerce.number().int().min(0),
    default: 20_000,
    unit: 'ms',
    doc: 'How long a parcel stays in each state; 0 leaves it to the control routes.',
  },
};

/**
 * Prints what the code registers: docs/errors.md, docs/settings.md, docs/events.md, infra/example.env.
 *   print-registers.ts [--check]
 */
const isCheck = process.argv.includes('--check');
const parts = await unopenedParts();
const published = {
  catalog: catalogEvents,
  'customer-rx': customerRxEvents,
  inventory: inventoryEvents,
  orders: ordersEvents,
  lab: labEvents,
  procurement: procurementEvents,
} satisfies Record<string, Record<string, unknown>>;

const pages: Record<string, string> = {
  'docs/errors.md': errors(),
  'docs/settings.md': await settings(),
  'docs/events.md': events(),
  'infra/example.env': await exampleEnvironment(),
};
let isSame = true;
for (const [name, text] of Object.entries(pages)) {
  const file = fileURLToPath(new URL(`../../../${name}`, import.meta.url));
  if (!isCheck) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    isSame = false;
    console.error(`${name} is not what the code says. Run: npm run schema`);
  }
}
process.exit(isSame ? 0 : 1);

function errors(): string {
  const areas = Map.groupBy(allErrorCodes(), ({ area }) => area);
  const order = ['kernel', 'gateway', ...subgraphNames];
  return page(
    'Errors',
    'Every code that can reach a caller. *HTTP* is the status outside GraphQL; *retry* says whether the same request can succeed later. A retired code is never used again.',
    [...areas.keys()]
      .toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
      .map((area) => ({
        title: area,
        head: ['Code', 'HTTP', 'Retry', 'Sentence'],
        rows: areas
          .get(area)!
          .map(({ code, status, retryable, message }) => [
            `\`${code}\``,
            String(status),
            retryable ? 'yes' : 'no',
            message,
          ]),
      })),
  );
}

async function settings(): Promise<string> {
  const groups: [string, SettingsDefinition][] = [
    ['npm start, dev, test and the other commands', LAUNCHER],
    ['server (together, gateway, migrate, seed)', serverSettings],
    ['gateway, apart shape', apartSettings],
    ['storefront and admin', INTERFACES],
    ['stand-ins for outside services', TWINS],
    ['each subgraph alone', SUBGRAPH_SETTINGS],
    ...(await settingsOf()).map((definition, i): [string, SettingsDefinition] => [subgraphNames[i]!, definition]),
  ];
  return page(
    'Settings',
    'Environment variables. *Demo* is used outside production only; production stops and lists everything that has no value. A setting that several parts read is listed with each.',
    groups.map(([title, definition]) => ({
      title,
      head: ['Setting', 'Type', 'Default', 'Demo', 'Secret', 'Unit', 'Meaning'],
      rows: Object.entries(definition)
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([name, spec]) => [
          `\`${name}\``,
          typeOf(spec),
          spec.secret ? '' : value(spec.default),
          spec.secret ? (spec.demoDefault === undefined ? '' : 'yes') : value(spec.demoDefault),
          spec.secret ? 'yes' : '',
          spec.unit ?? '',
          spec.doc,
        ]),
    })),
  );
}

/** What production must be told, once each; everything else has a default and stands in docs/settings.md. */
async function exampleEnvironment(): Promise<string> {
  const wanted = new Map<string, SettingSpec>();
  // Composed by docker-compose.yml itself.
  for (const definition of [serverSettings, ...(await settingsOf())])
    for (const [name, spec] of Object.entries(definition))
      if (spec.default === undefined && !spec.schema.safeParse(undefined).success && name !== 'DATABASE_URL')
        wanted.set(name, spec);
  const lines = [...wanted]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, spec]) => `# ${spec.doc}${spec.secret ? ' Secret.' : ''}\n${name}=`);
  return `# Copy to .env beside docker-compose.yml and fill in. Printed from the code by \`npm run schema\`; all settings: docs/settings.md.\n\nOPTICWORKS_MODE=production\n\n# Password of the database that docker-compose.yml starts. Secret.\nPOSTGRES_PASSWORD=\n\n${lines.join('\n\n')}\n`;
}

function events(): string {
  const readers = Map.groupBy(
    parts.flatMap(({ name, subscribers }) => subscribers.map(({ event }) => ({ event: event.name as string, name }))),
    ({ event }) => event,
  );
  return page(
    'Events',
    'What a part tells the others, with ids and plain values only. Delivered at least once, in order per aggregate. Live subscriptions read them as well.',
    Object.entries(published).map(([title, module]) => ({
      title,
      head: ['Event', 'Payload', 'Who reacts'],
      rows: Object.values(module as Record<string, unknown>)
        .filter(isEvent)
        .map((event) => [
          `\`${event.name}\``,
          fieldsOf(event.payload),
          [...new Set((readers.get(event.name) ?? []).map(({ name }) => name))].toSorted().join(', '),
        ]),
    })),
  );
}

function isEvent(value: unknown): value is { name: string; payload: z.ZodType } {
  return typeof value === 'object' && value !== null && 'payload' in value && 'name' in value;
}

function page(title: string, intro: string, tables: { title: string; head: string[]; rows: string[][] }[]): string {
  const line = (cells: string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s+/g, ' ')).join(' | ')} |`;
  const sections = tables
    .filter(({ rows }) => rows.length > 0)
    .map((table) =>
      [`## ${table.title}`, '', line(table.head), line(table.head.map(() => '---')), ...table.rows.map(line)].join(
        '\n',
      ),
    );
  return `# ${title}\n\n${intro} Printed from the code by \`npm run schema\`; do not edit.\n\n${sections.join('\n\n')}\n`;
}

interface Json {
  type?: string;
  enum?: unknown[];
  format?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  anyOf?: Json[];
  items?: Json;
  properties?: Record<string, Json>;
  required?: string[];
}

function jsonOf(schema: z.ZodType): Json {
  const json = z.toJSONSchema(schema, { unrepresentable: 'any' }) as Json;
  // A transformed value has no schema of its own; what goes in is text.
  return json.type || json.enum || json.anyOf
    ? json
    : (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json);
}

function typeOf(spec: SettingSpec): string {
  const json = jsonOf(spec.schema);
  const named = json.enum
    ? json.enum.map(String).join(', ')
    : json.format === 'uri'
      ? 'address'
      : (json.type ?? 'string');
  const bound = (limit: number | undefined) =>
    limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER ? limit : undefined;
  const from =
    bound(json.minimum) ?? (bound(json.exclusiveMinimum) === undefined ? undefined : bound(json.exclusiveMinimum)! + 1);
  const to = bound(json.maximum);
  const range =
    from !== undefined && to !== undefined
      ? ` ${from}–${to}`
      : from !== undefined
        ? ` ≥ ${from}`
        : to !== undefined
          ? ` ≤ ${to}`
          : '';
  return `${named}${range}`;
}

function value(given: unknown): string {
  if (given === undefined || given === '') return '';
  const text = typeof given === 'object' ? JSON.stringify(given) : String(given);
  return text === '[]' || text === '{}' ? '' : `\`${text}\``;
}

/** `lines[] { sku, quantity }`; a question mark where a value may be missing. */
function fieldsOf(schema: z.ZodType): string {
  const list = ({ properties = {}, required = [] }: Json): string =>
    Object.entries(properties)
      .map(([name, field]) => {
        const isOptional = !required.includes(name) || field.anyOf?.some(({ type }) => type === 'null');
        const plain = field.anyOf?.find(({ type }) => type !== 'null') ?? field;
        const inner = plain.type === 'array' ? plain.items : plain;
        return `${name}${plain.type === 'array' ? '[]' : ''}${isOptional ? '?' : ''}${inner?.properties ? ` { ${list(inner)} }` : ''}`;
      })
      .join(', ');
  return list(jsonOf(schema));
}
