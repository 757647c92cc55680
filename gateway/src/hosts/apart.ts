import {
  endOnSignals,
  httpCaller,
  loadSettings,
  provision,
  sharedCounters,
  signingKeyFromPem,
  startTracing,
} from '@opticworks/kernel';
import { apartSettings } from '../config.ts';
import { httpSource } from '../sources/over-http.ts';
import { proxyRoutes } from '../sources/proxy-routes.ts';
import { openGateway, principalOfRoute } from './gateway-host.ts';
import { identityPart, openIdentity } from './open-identity.ts';
import { openSurroundings, runHost } from './surroundings.ts';

/** The gateway alone; the subgraphs are processes of their own, reached over HTTP with signed requests. */
runHost(async () => {
  const around = await openSurroundings({ name: 'gateway', parts: [apartSettings] });
  const { settings, logger, mode, env } = around;
  const stopTracing = await startTracing({
    serviceName: 'opticworks-gateway',
    endpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT,
  });
  const { SUBGRAPH_URLS: urls } = loadSettings(apartSettings, { mode, env });
  const { signing } = signingKeyFromPem(settings.SIGNING_KEY);
  if (mode !== 'production') await provision(around.databaseUrl, [identityPart]);
  const caller = httpCaller({ service: 'gateway', urls, signing });
  const identity = openIdentity(around, caller);
  const counters = settings.REDIS_URL ? sharedCounters(settings.REDIS_URL, logger) : undefined;
  await identity.migrate();
  const gateway = await openGateway({
    around,
    identity,
    caller,
    ...(counters && { counters: counters.store }),
    sources: new Map(Object.entries(urls).map(([name, url]) => [name, httpSource({ name, url, signingKey: signing })])),
    mountParts: async (app, callers) => {
      for (const [name, url] of Object.entries(urls))
        await app.register(proxyRoutes, {
          prefix: `/${name}`,
          name,
          url,
          signingKey: signing,
          principalOf: (request) => principalOfRoute(callers, request),
        });
    },
    health: async () =>
      Object.fromEntries(
        await Promise.all(
          Object.entries(urls).map(async ([name, url]) => [name, { answers: await answers(url) }] as const),
        ),
      ),
  });
  const url = await gateway.listen({ port: settings.PORT, host: settings.HOST });
  logger.info({ url }, 'Ready.');
  endOnSignals(logger, async () => {
    await gateway.close();
    await identity.close();
    await caller.close();
    await counters?.close();
    await around.close();
    await stopTracing();
  });
});

async function answers(url: string): Promise<string> {
  try {
    const response = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(2_000) });
    return response.ok ? 'ok' : `answers ${response.status}`;
  } catch {
    return 'does not answer';
  }
}
