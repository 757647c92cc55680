import { fileURLToPath } from 'node:url';
import {
  createJobs,
  createSafeFetch,
  endOnSignals,
  inProcessBus,
  JOBS_ROLE,
  OperationDirectory,
  provision,
  type SettingsDefinition,
  type SpanExporter,
  type Subgraph,
  type SubgraphDeps,
  startTracing,
  systemClock,
} from '@opticworks/kernel';
import type { FastifyInstance } from 'fastify';
import type { Identity } from '../identity/identity.ts';
import type { Callers } from '../server/caller.ts';
import type { Gateway } from '../server/create-gateway.ts';
import { inProcessSource } from '../sources/in-process.ts';
import { openGateway, principalOfRoute } from './gateway-host.ts';
import { identityPart, openIdentity } from './open-identity.ts';
import { openSurroundings, runHost, type Surroundings, type SurroundingsOptions } from './surroundings.ts';

type Create = (deps: SubgraphDeps) => Subgraph | Promise<Subgraph>;

/** The only place that knows the subgraphs. Order: who is asked comes before who asks. */
export const subgraphs: Readonly<Record<string, () => Promise<Create>>> = {
  catalog: async () => (await import('@opticworks/catalog')).createCatalog,
  'customer-rx': async () => (await import('@opticworks/customer-rx')).createCustomerRx,
  inventory: async () => (await import('@opticworks/inventory')).createInventory,
  orders: async () => (await import('@opticworks/orders')).createOrders,
  lab: async () => (await import('@opticworks/lab')).createLab,
  procurement: async () => (await import('@opticworks/procurement')).createProcurement,
};

/** What each part reads from its surroundings, without opening it. */
const settingsOfParts: Readonly<Record<string, () => Promise<SettingsDefinition>>> = {
  catalog: async () => (await import('@opticworks/catalog/config')).catalogSettings,
  'customer-rx': async () => (await import('@opticworks/customer-rx/config')).SETTINGS,
  inventory: async () => (await import('@opticworks/inventory/config')).inventorySettings,
  orders: async () => (await import('@opticworks/orders/config')).ordersSettings,
  lab: async () => (await import('@opticworks/lab/config')).SETTINGS,
  procurement: async () => (await import('@opticworks/procurement/config')).procurementSettings,
};

export const settingsOf = (names: readonly string[] = subgraphNames): Promise<SettingsDefinition[]> =>
  Promise.all(names.map((name) => settingsOfParts[name]!()));

export const subgraphNames = Object.keys(subgraphs);
/** Schema and role of each part; the role sees nothing else. */
export const partOf = (name: string) => {
  const schema = name.replaceAll('-', '_');
  return { schema, role: `opticworks_${schema}` };
};

export interface OpenParts {
  readonly parts: readonly Subgraph[];
  readonly identity: Identity;
  readonly directory: OperationDirectory;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Creates the subgraphs of one process and connects them; nothing runs yet. */
export async function openParts(
  around: Surroundings,
  options: { names?: readonly string[]; work?: boolean; migrateOnStart?: boolean } = {},
): Promise<OpenParts> {
  const names = options.names ?? subgraphNames;
  await provision(around.databaseUrl, [...names.map(partOf), identityPart]);
  // Events wait until every part that reacts to some has subscribed; which ones do is known once they exist.
  const consumers: string[] = [];
  const bus = inProcessBus({ consumers });
  const directory = new OperationDirectory(around.logger);
  const jobs = createJobs({
    url: around.databaseUrl,
    role: JOBS_ROLE,
    logger: around.logger,
    ...(options.work === undefined ? {} : { work: options.work }),
  });
  const fetch = createSafeFetch(around.mode === 'production' ? {} : { allowedOrigins: [around.settings.TWINS_URL] });
  const parts: Subgraph[] = [];
  for (const name of names) {
    const create = await subgraphs[name]!();
    const part = await create({
      mode: around.mode,
      env: around.env,
      databaseUrl: around.databaseUrl,
      databaseRole: partOf(name).role,
      clock: systemClock,
      logger: around.logger,
      bus,
      jobs,
      caller: directory.callerFor(name),
      fetch,
      ...(options.migrateOnStart === undefined ? {} : { migrateOnStart: options.migrateOnStart }),
    });
    directory.register(part.operations);
    if (part.subscribers.length > 0) consumers.push(part.name);
    parts.push(part);
  }
  const identity = openIdentity(around, directory.callerFor('gateway'));
  return {
    parts,
    identity,
    directory,
    async start() {
      await jobs.start();
      for (const part of parts) await part.start();
    },
    async stop() {
      await jobs.stop();
      for (const part of parts.toReversed()) await part.stop();
      await identity.close();
      await bus.close();
    },
  };
}

export interface Together {
  readonly url: string;
  readonly subgraphs: readonly Subgraph[];
  readonly identity: Identity;
  readonly gateway: Gateway;
  readonly directory: OperationDirectory;
  readonly around: Surroundings;
  close(): Promise<void>;
}

export interface StartTogetherOptions extends Partial<SurroundingsOptions> {
  port?: number;
  host?: string;
  names?: readonly string[];
  /** Takes the spans of this process instead of a collector. */
  spans?: SpanExporter;
  /** Whether background jobs run. */
  work?: boolean;
}

/** Everything in one process: gateway, subgraphs, jobs and events. */
export async function startTogether(options: StartTogetherOptions = {}): Promise<Together> {
  const around = await openSurroundings({
    name: 'opticworks',
    parts: await settingsOf(options.names),
    ...options,
  });
  const stopTracing = await startTracing({
    serviceName: 'opticworks',
    endpoint: around.settings.OTEL_EXPORTER_OTLP_ENDPOINT,
    ...(options.spans && { exporter: options.spans }),
  });
  const opened: (() => Promise<void>)[] = [stopTracing, () => around.close()];
  const close = async () => {
    for (const end of opened.splice(0).toReversed()) await end();
  };
  try {
    const open = await openParts(around, {
      ...(options.names && { names: options.names }),
      ...(options.work === undefined ? {} : { work: options.work }),
    });
    opened.push(() => open.stop());
    await open.identity.migrate();
    await open.start();
    around.watchDisk();
    const gateway = await openGateway({
      around,
      sources: new Map(open.parts.map((part) => [part.name, inProcessSource(part)])),
      identity: open.identity,
      caller: open.directory.callerFor('gateway'),
      mountParts: (app, callers) => mountRoutes(app, open.parts, callers),
      health: async () =>
        Object.fromEntries(
          await Promise.all(open.parts.map(async (part) => [part.name, await part.health()] as const)),
        ),
    });
    opened.push(() => gateway.close());
    const { settings } = around;
    const url = await gateway.listen({ port: options.port ?? settings.PORT, host: options.host ?? settings.HOST });
    return { url, subgraphs: open.parts, identity: open.identity, gateway, directory: open.directory, around, close };
  } catch (error) {
    await close().catch((cause: unknown) =>
      around.logger.error({ err: cause }, 'The failed start left something open.'),
    );
    throw error;
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, on the routes of the parts. */
    principal?: import('@opticworks/kernel').Principal;
  }
}

/** Webhooks, pictures and documents of each part under its name. */
async function mountRoutes(app: FastifyInstance, parts: readonly Subgraph[], callers: Callers): Promise<void> {
  for (const part of parts) {
    const { routes } = part;
    if (!routes) continue;
    await app.register(
      async (scope) => {
        scope.addHook('onRequest', async (request) => {
          request.principal = await principalOfRoute(callers, request);
        });
        await routes(scope);
      },
      { prefix: `/${part.name}` },
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  runHost(async () => {
    const together = await startTogether();
    together.around.logger.info({ url: together.url }, 'Ready.');
    endOnSignals(together.around.logger, () => together.close());
  });
