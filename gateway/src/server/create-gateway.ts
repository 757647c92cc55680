import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import cors from '@fastify/cors';
import {
  collectProcessMetrics,
  isPublicAddress,
  type Logger,
  metrics,
  newId,
  type Principal,
} from '@opticworks/kernel';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { DataSources } from '../execution/data-source.ts';
import { Admission, type AdmissionLimits, admitBy } from '../limits/admission.ts';
import { DocumentGate, type DocumentLimits } from '../limits/document-limits.ts';
import { Streams } from '../live/streams.ts';
import { SocketServer } from '../live/web-socket.ts';
import { type PartnerGraphOptions, partnerRoute } from '../partner/partner-route.ts';
import type { OperationContext } from '../request-context.ts';
import { type CallerHeaders, Callers, type SessionReader } from './caller.ts';
import { CompiledGateway, stringifyWritten } from './compiled-gateway.ts';
import { GuestKeys } from './cookies.ts';
import { graphRoute } from './graphql-route.ts';
import { observedSources } from './observed.ts';
import { readPersistedOperations } from './persisted-operations.ts';
import { readableBodyError, replyWithError } from './refusal-response.ts';
import { showStatements } from './show-statements.ts';

export interface GatewayOptions {
  mode: 'demo' | 'production' | 'test';
  supergraphSdl: string;
  sources: DataSources<OperationContext>;
  /** Folder of the manifests of persisted operations. */
  persistedFolder?: string;
  openDocuments: boolean;
  /** What a document may be at most; the limits of shop and admin when left out. */
  limits?: DocumentLimits;
  /** How much is answered at the same time; without, as much as comes. */
  admission?: AdmissionLimits;
  /** The subgraphs that only show what there is to buy: questions to them alone are turned away first. */
  shopWindow?: ReadonlySet<string>;
  /** Origins of the own pages. */
  origins: readonly string[];
  guestSecret: string;
  secureCookies: boolean;
  sessions?: SessionReader;
  openLink?: (token: string) => string | null;
  trustedProxies?: string;
  personalSources?: ReadonlySet<string>;
  partner?: Omit<PartnerGraphOptions, 'sources' | 'log' | 'mode' | 'admission'>;
  /** Further routes: sign-in, webhooks, media, documents. */
  mount?: (app: FastifyInstance, callers: Callers) => Promise<void>;
  /** Short addresses of routes, by prefix: { '/media/': '/catalog/media/' }. */
  aliases?: Readonly<Record<string, string>>;
  /** Verdicts of what the gateway depends on. */
  health?: () => Promise<Record<string, Record<string, string>>>;
  log: Logger;
}

export interface Gateway {
  readonly app: FastifyInstance;
  readonly graph: CompiledGateway;
  readonly streams: Streams;
  readonly callers: Callers;
  listen(options: { port: number; host: string }): Promise<string>;
  close(): Promise<void>;
}

const BODY_LIMIT_BYTES = 256 * 1024;
const READY_AFTER_MS = 60_000;
const REFRESH_PAUSE_MS = 2_000;

const nobody: SessionReader = { mayHaveSession: () => false, principalOf: async () => null };

/** The HTTP server of the graph. Knows subgraphs by name only. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { log } = options;
  collectProcessMetrics();
  const readOperations = () =>
    options.persistedFolder ? readPersistedOperations(options.persistedFolder) : new Map<string, string>();
  const sources = observedSources(options.sources);
  const graph = new CompiledGateway({
    supergraphSdl: options.supergraphSdl,
    sources,
    persisted: readOperations(),
    log,
  });
  const aliases = Object.entries(options.aliases ?? {});
  const app = Fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: trust(options.trustedProxies ?? 'loopback'),
    rewriteUrl: ({ url = '/' }) => {
      for (const [short, long] of aliases) if (url.startsWith(short)) return long + url.slice(short.length);
      return url;
    },
    genReqId: () => newId('request'),
    routerOptions: { ignoreTrailingSlash: true },
    forceCloseConnections: true,
    // A client that sends its request byte by byte holds a connection for this long at most.
    requestTimeout: 30_000,
  });
  const callers = new Callers({
    guests: new GuestKeys(options.guestSecret, options.secureCookies),
    sessions: options.sessions ?? nobody,
    openLink: options.openLink ?? (() => null),
    log,
  });
  const apollo = new ApolloServer<OperationContext>({
    gateway: graph,
    introspection: options.mode !== 'production',
    hideSchemaDetailsFromClientErrors: options.mode === 'production',
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    stringifyResult: stringifyWritten,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      fastifyApolloDrainPlugin(app),
    ],
  });
  await apollo.start();

  const origins = new Set(options.origins.map((origin) => new URL(origin).origin));
  const isAllowedOrigin = (origin: string, host: string | undefined) =>
    origins.has(origin) || (host !== undefined && (origin === `http://${host}` || origin === `https://${host}`));
  await app.register(cors, {
    origin: [...origins],
    credentials: true,
    maxAge: 600,
    exposedHeaders: ['x-request-id', 'retry-after'],
  });
  app.setErrorHandler<FastifyError>((error, _request, reply) =>
    replyWithError(reply, readableBodyError(error, BODY_LIMIT_BYTES), log),
  );
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'strict-origin-when-cross-origin');
  });

  if (options.mode !== 'production') showStatements(app, log);
  const gate = new DocumentGate(options.limits);
  const admission = new Admission(options.admission ?? { inFlight: Infinity, browsing: Infinity });
  const admit = admitBy(admission, options.shopWindow ?? new Set());
  const streams = new Streams({
    gateway: graph,
    log,
    ...(options.personalSources && { personalSources: options.personalSources }),
  });
  let refreshedAt = Number.NEGATIVE_INFINITY;
  const refreshPersisted = () => {
    if (performance.now() - refreshedAt < REFRESH_PAUSE_MS) return;
    refreshedAt = performance.now();
    graph.replacePersisted(readOperations());
  };
  const refresh = options.mode === 'production' ? {} : { refreshPersisted };
  graphRoute(app, {
    path: '/graphql',
    gateway: graph,
    apollo,
    callers,
    gate,
    admit,
    streams,
    openDocuments: options.openDocuments,
    ...refresh,
    explorer: options.openDocuments,
    isAllowedOrigin,
    log,
  });
  const sockets = new SocketServer({
    gateway: graph,
    streams,
    gate,
    admit,
    openDocuments: options.openDocuments,
    ...refresh,
    principalOf: (request, params) => callers.principalOf(withParams(request.headers, params)),
    contextOf: (request, principal: Principal, params) =>
      callers.contextOf(
        { headers: withParams(request.headers, params), ip: request.socket.remoteAddress ?? '' },
        principal,
      ),
    log,
  });
  app.server.on('upgrade', (request, socket, head) => {
    const { origin, host } = request.headers;
    const path = request.url?.split('?')[0];
    if (path !== '/graphql' || (origin && !isAllowedOrigin(origin, host))) {
      socket.end(`HTTP/1.1 ${path === '/graphql' ? '403 Forbidden' : '404 Not Found'}\r\nconnection: close\r\n\r\n`);
      return;
    }
    sockets.accept(request, socket, head);
  });

  const partner =
    options.partner && (await partnerRoute(app, { ...options.partner, mode: options.mode, sources, admission, log }));
  await options.mount?.(app, callers);

  let isWarm = false;
  const warmed = Promise.race([graph.warmed, new Promise((resolve) => setTimeout(resolve, READY_AFTER_MS).unref())]);
  void warmed.then(() => {
    isWarm = true;
  });
  app.get('/health', async () => ({ status: 'ok' }));
  app.get('/ready', async (_request, reply) => {
    const parts = (await options.health?.()) ?? {};
    const isReady =
      isWarm && Object.values(parts).every((checks) => Object.values(checks).every((verdict) => verdict === 'ok'));
    return reply
      .code(isReady ? 200 : 503)
      .send({ status: isReady ? 'ready' : 'not ready', plans: isWarm ? 'ok' : 'warming', parts });
  });
  app.get('/metrics', async (request, reply) => {
    // Figures are for the neighbourhood; the public door has none.
    if (isPublicAddress(request.ip)) return reply.code(404).send();
    return reply.header('content-type', metrics.contentType).send(await metrics.metrics());
  });

  return {
    app,
    graph,
    streams,
    callers,
    listen: (address) => app.listen(address),
    async close() {
      await sockets.close();
      await streams.close();
      await apollo.stop();
      await partner?.close();
      await app.close();
      await Promise.all([...options.sources.values()].map((source) => source.close?.()));
    },
  };
}

/** What a browser cannot put into a header of a WebSocket, it sends in connection_init. */
function withParams(headers: CallerHeaders, params: Record<string, unknown>) {
  const merged: Record<string, string | string[] | undefined> & { cookie?: string | undefined } = { ...headers };
  for (const name of ['x-order-token', 'x-opticworks-locale', 'accept-language'])
    if (typeof params[name] === 'string') merged[name] = params[name];
  return merged;
}

function trust(proxies: string): string | string[] | boolean {
  if (proxies === 'none') return false;
  return proxies.includes(',') ? proxies.split(',').map((p) => p.trim()) : proxies;
}
