import { environment } from '../config/environment.ts';
import { loadSettings, modeFromEnvironment, SettingsError } from '../config/settings.ts';
import { JOBS_ROLE } from '../database/provision.ts';
import { redisStreamsBus } from '../events/redis-streams-bus.ts';
import { createJobs } from '../jobs/jobs.ts';
import { sharedCounters } from '../limits/shared-counters.ts';
import { createSafeFetch } from '../net/safe-fetch.ts';
import { createLogger, type Logger } from '../observe/logger.ts';
import { startTracing } from '../observe/start-tracing.ts';
import { httpCaller } from '../operations/http-caller.ts';
import { signingKeyFromPem, verifyKeyFromPem } from '../principal/sign.ts';
import { systemClock } from '../time/clock.ts';
import { serveSubgraph } from './serve-subgraph.ts';
import type { Subgraph, SubgraphDeps } from './subgraph.ts';
import { SUBGRAPH_SETTINGS } from './subgraph-settings.ts';

export interface RunAloneOptions {
  name: string;
  defaultPort: number;
  create(deps: SubgraphDeps): Subgraph | Promise<Subgraph>;
}

/** The whole of a subgraph's `main.ts`: settings, start, HTTP, and an orderly end on SIGTERM. */
export async function runAlone(options: RunAloneOptions): Promise<void> {
  const env = environment();
  const settings = settingsOrExit(env);
  const logger = createLogger({ name: options.name, level: settings.LOG_LEVEL });
  const stopTracing = await startTracing({
    serviceName: `opticworks-${options.name}`,
    endpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT,
  });
  const bus = redisStreamsBus({ url: settings.REDIS_URL, logger });
  const counters = sharedCounters(settings.REDIS_URL, logger);
  const jobs = createJobs({ url: settings.DATABASE_URL, role: settings.DATABASE_ROLE ? JOBS_ROLE : undefined, logger });
  const caller = httpCaller({
    service: options.name,
    urls: settings.SUBGRAPH_URLS,
    signing: signingKeyFromPem(settings.SIGNING_KEY, settings.SIGNING_KEY_ID).signing,
  });
  const subgraph = await options.create({
    mode: modeFromEnvironment(env),
    env,
    databaseUrl: settings.DATABASE_URL,
    databaseRole: settings.DATABASE_ROLE,
    poolSize: settings.DATABASE_POOL_SIZE,
    clock: systemClock,
    logger,
    bus,
    jobs,
    caller,
    counters: counters.store,
    fetch: createSafeFetch({ allowedOrigins: settings.ALLOWED_ORIGINS }),
    migrateOnStart: settings.MIGRATE_ON_START,
  });
  await subgraph.start();
  const served = await serveSubgraph(subgraph, {
    port: settings.PORT ?? options.defaultPort,
    host: settings.HOST,
    verifyKeys: Object.entries(settings.VERIFY_KEYS).map(([id, pem]) => verifyKeyFromPem(pem, id)),
    logger,
  });
  logger.info({ url: served.url }, 'Ready.');
  endOnSignals(logger, async () => {
    await served.close();
    await jobs.stop();
    await subgraph.stop();
    await caller.close();
    await bus.close();
    await counters.close();
    await stopTracing();
  });
}

function settingsOrExit(env: Record<string, string | undefined>) {
  try {
    return loadSettings(SUBGRAPH_SETTINGS, { mode: modeFromEnvironment(env), env });
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(78);
  }
}

const END_TIMEOUT_MS = 20_000;

/** Runs the given steps on SIGTERM and SIGINT, and leaves anyway when they hang. */
export function endOnSignals(logger: Logger, end: () => Promise<void>): void {
  let ending = false;
  const handler = (signal: string) => {
    if (ending) return;
    ending = true;
    logger.info({ signal }, 'Stopping.');
    setTimeout(() => process.exit(1), END_TIMEOUT_MS).unref();
    end().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'The stop was not clean.');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', handler);
  process.on('SIGINT', handler);
}
