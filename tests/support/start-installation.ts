import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { World } from './people.ts';

export interface Installation extends World {
  databaseUrl: string;
  dataDir: string;
  apart: boolean;
  /** Process ids by part name. */
  pids: Record<string, number>;
  stop(): Promise<void>;
}

/** Ports that are free now, in one go so that they differ. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<import('node:net').Server>((resolve) => {
          const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/**
 * A whole installation on free ports with data of its own, started by the very code of `npm start`, from the same builds.
 * @param options.userInterfaces also serve storefront and admin
 * @param options.besides another shape over the data of this installation; the outside world is the same for both
 */
export async function startTestInstallation(
  options: {
    apart?: boolean;
    userInterfaces?: boolean;
    besides?: Pick<Installation, 'databaseUrl' | 'dataDir' | 'twinsUrl'>;
    env?: Record<string, string>;
  } = {},
): Promise<Installation> {
  const { startInstallation } = (await import('../../bin/steps/installation.mjs' as string)) as {
    startInstallation: (
      settings: unknown,
      options: unknown,
    ) => Promise<{
      demo: World['demo'];
      databaseUrl: string;
      processes: { name: string; child: { pid: number } }[];
      stop(): Promise<void>;
    }>;
  };
  const [storefront, admin, graph, twins, postgres, redis] = await freePorts(6);
  const subgraphs = 20_000 + Math.floor(Math.random() * 20_000);
  const dataDir = options.besides?.dataDir ?? (await mkdtemp(join(tmpdir(), 'opticworks-test-')));
  // Run by root, PostgreSQL is started as another user, who has to get through to its folder.
  if (!options.besides) await chmod(dataDir, 0o711);
  const url = (port: number | undefined) => `http://localhost:${port}`;
  const settings = {
    root: join(import.meta.dirname, '../..'),
    ports: { storefront, admin, graph, twins, postgres, redis, subgraphs },
    dataDir,
    logDir: join(dataDir, options.apart ? 'logs-apart' : 'logs'),
    shopUrl: url(storefront),
    adminUrl: url(admin),
    graphUrl: url(graph),
    twinsUrl: options.besides?.twinsUrl ?? url(twins),
    databaseUrl: options.besides?.databaseUrl,
    redisUrl: process.env.REDIS_URL,
    mode: 'demo',
  };
  const started = await startInstallation(settings, {
    apart: options.apart ?? false,
    quiet: true,
    userInterfaces: options.userInterfaces ?? false,
    ownTwins: !options.besides,
    env: { DISK_RESERVE_MB: '16', TWINS_TRACKER_STEP_MS: '0', ...options.env },
  });
  return {
    graphUrl: settings.graphUrl,
    shopUrl: settings.shopUrl,
    adminUrl: settings.adminUrl,
    twinsUrl: settings.twinsUrl,
    demo: started.demo,
    databaseUrl: started.databaseUrl,
    dataDir,
    apart: options.apart ?? false,
    pids: Object.fromEntries(started.processes.map(({ name, child }) => [name, child.pid])),
    stop: async () => {
      await started.stop();
      if (!options.besides && !process.env.KEEP_TEST_DATA) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
