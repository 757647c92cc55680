import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type Caller,
  headsFileOf,
  type LimiterStore,
  type Principal,
  systemClock,
  verifyLink,
} from '@opticworks/kernel';
import type { FastifyInstance } from 'fastify';
import type { DataSources } from '../execution/data-source.ts';
import type { Identity } from '../identity/identity.ts';
import { staffRoutes } from '../identity/staff-routes.ts';
import { partnerKeyRoutes } from '../partner/partner-key-routes.ts';
import type { OperationContext } from '../request-context.ts';
import type { Callers } from '../server/caller.ts';
import { createGateway, type Gateway } from '../server/create-gateway.ts';
import { deadLetterRoutes } from '../server/dead-letter-routes.ts';
import type { Surroundings } from './surroundings.ts';

// Apollo's gateway reports to its maker every hour, and asks the addresses of cloud providers where it runs. Nothing goes out unasked.
process.env.APOLLO_TELEMETRY_DISABLED ??= 'true';

const schemaFolder = fileURLToPath(new URL('../../../schema/', import.meta.url));
export const schemaFile = (name: string): string => `${schemaFolder}${name}`;

/** Reads of these are recorded under the reader's name, so nobody shares a live stream that asks them. */
const PERSONAL_SOURCES = new Set(['customer-rx']);

/** They show what there is to buy and whether it is there. */
const SHOP_WINDOW = new Set(['catalog', 'inventory']);
const BROWSING_SHARE = 0.6;

const isSecure = (around: Surroundings) => around.settings.SHOP_URL.startsWith('https:');

export interface GatewayHostOptions {
  around: Surroundings;
  sources: DataSources<OperationContext>;
  identity: Identity;
  /** Reaches operations of the parts. */
  caller: Caller;
  /** Where limits are counted that all gateways share; without it, in this process. */
  counters?: LimiterStore;
  /** Routes of the parts themselves. */
  mountParts(app: FastifyInstance, callers: Callers): Promise<void>;
  health(): Promise<Record<string, Record<string, string>>>;
}

/** The gateway with sign-in and the partner graph, whatever the shape. */
export async function openGateway(options: GatewayHostOptions): Promise<Gateway> {
  const { around, sources, identity } = options;
  const { settings, mode } = around;
  identity.audit.watch(headsFileOf('identity', around.env), around.logger);
  identity.erased.watch(around.logger);
  return createGateway({
    mode,
    supergraphSdl: readFileSync(schemaFile('supergraph.graphql'), 'utf8'),
    sources,
    persistedFolder: schemaFile('persisted'),
    openDocuments: settings.OPEN_DOCUMENTS ? settings.OPEN_DOCUMENTS === 'on' : mode !== 'production',
    admission: {
      inFlight: settings.MAX_OPERATIONS_IN_FLIGHT,
      browsing: Math.floor(settings.MAX_OPERATIONS_IN_FLIGHT * BROWSING_SHARE),
    },
    shopWindow: SHOP_WINDOW,
    origins: [settings.SHOP_URL, settings.ADMIN_URL, settings.GRAPH_URL],
    guestSecret: settings.GUEST_SECRET,
    secureCookies: isSecure(around),
    sessions: identity,
    openLink: (token) => verifyLink(settings.LINK_SECRET, token, systemClock.now())?.subject ?? null,
    trustedProxies: settings.TRUSTED_PROXIES,
    personalSources: PERSONAL_SOURCES,
    aliases: { '/media/': '/catalog/media/' },
    partner: {
      supergraphSdl: readFileSync(schemaFile('partner-supergraph.graphql'), 'utf8'),
      keys: identity.partnerKeys,
      maxCost: settings.MAX_PARTNER_COST,
      pointsPerMinute: settings.PARTNER_POINTS_PER_MINUTE,
      ...(options.counters && { counters: options.counters }),
    },
    async mount(app, callers) {
      identity.mount(app);
      partnerKeyRoutes(app, identity.partnerKeys, callers, around.logger);
      staffRoutes(app, identity, callers, around.logger);
      deadLetterRoutes(app, { parts: [...sources.keys()], caller: options.caller, callers, log: around.logger });
      await options.mountParts(app, callers);
    },
    async health() {
      const own = await identity.ping().then(
        () => 'ok',
        (error: unknown) => (error instanceof Error ? error.message : 'failed'),
      );
      return { identity: { database: own }, ...(await options.health()) };
    },
    log: around.logger,
  });
}

/** A route of a part knows who asks. A link in a mail may carry its token in the address, because a click sends no headers. */
export async function principalOfRoute(
  callers: Callers,
  request: { headers: Record<string, string | string[] | undefined>; query: unknown },
): Promise<Principal> {
  const token = (request.query as Record<string, unknown> | null)?.token;
  return callers.principalOf(
    typeof token === 'string' ? { ...request.headers, 'x-order-token': token } : request.headers,
  );
}
