import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { supervisor } from './processes.mjs';
import { step } from './progress.mjs';

export const subgraphNames = ['catalog', 'customer-rx', 'inventory', 'orders', 'lab', 'procurement'];

/**
 * Starts every part of a local installation and waits until each answers.
 * Together: one server process holds the gateway and all subgraphs. Apart: each is a process of its own, with HTTP and Redis between them.
 * @param options.ownTwins false when the twins at `twinsUrl` run already and are shared
 * @param options.signal stops whatever has been started so far, when somebody presses Ctrl-C under way
 * @returns demo people (demo mode), stop(), onBroken(fn)
 * @throws after having stopped everything again
 */
export async function startInstallation(
  settings,
  {
    apart = false,
    dev = false,
    quiet = false,
    userInterfaces = true,
    ownTwins = true,
    seedScale = 1,
    env: extra = {},
    signal,
  } = {},
) {
  const show = async (title, work) => {
    signal?.throwIfAborted();
    await (quiet ? work() : step(title, work));
  };
  const { root, ports, dataDir } = settings;
  const [seeding, seeded] = [join(dataDir, 'seeding'), join(dataDir, 'seeded')];
  let broken;
  const parts = supervisor({ logDir: settings.logDir, onUnexpectedExit: (part) => broken?.(part) });
  const cleanups = [];
  // In watch mode a part restarts when the compiler has put a changed file into its build.
  const watching = dev ? ['--watch', '--watch-preserve-output'] : [];
  let stopping = false;
  const stop = async () => {
    stopping = true;
    await parts.stop();
    for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
  };
  // Parts that end make whoever waits for them fail, and that failure stops the rest.
  signal?.addEventListener('abort', () => void parts.stop(), { once: true });
  try {
    let databaseUrl = settings.databaseUrl;
    const isProduction = settings.mode === 'production';
    const cluster = join(dataDir, 'postgres', 'cluster');
    const startPostgres = async () => {
      // A first seed that was cut short leaves half a shop: it is thrown away with its database and begun anew.
      const startOver = existsSync(seeding) && !existsSync(seeded);
      if (startOver)
        for (const known of [migratedFile(cluster), join(dataDir, 'audit-heads')])
          rmSync(known, { recursive: true, force: true });
      const { startEmbeddedPostgres } = await import(pathToFileURL(join(root, 'kernel/dist/index.js')).href);
      const postgres = await startEmbeddedPostgres({
        dataDir: join(dataDir, 'postgres'),
        port: ports.postgres,
        startOver,
      }).catch((error) => {
        throw /is taken by another program/.test(error.message)
          ? Object.assign(error, { code: 'EADDRINUSE', port: ports.postgres, setting: 'POSTGRES_PORT' })
          : error;
      });
      cleanups.push(() => postgres.stop());
      databaseUrl = postgres.url;
      postgres.ended.then(() => {
        if (!stopping) broken?.({ name: 'PostgreSQL', code: null, file: join(dataDir, 'postgres/postgres.log') });
      });
    };
    const env = {
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      APOLLO_TELEMETRY_DISABLED: 'true',
      OPTICWORKS_MODE: settings.mode,
      DATA_DIR: dataDir,
      PORT: String(ports.graph),
      // Addresses of this machine are guessed for a demonstration only.
      ...(isProduction
        ? {}
        : {
            SHOP_URL: settings.shopUrl,
            ADMIN_URL: settings.adminUrl,
            GRAPH_URL: settings.graphUrl,
            TWINS_URL: settings.twinsUrl,
          }),
      ...extra,
    };
    const startTwins = async () => {
      if (!ownTwins) return;
      const twins = parts.launch('twins', [...watching, join(root, 'twins/dist/main.js')], {
        env: {
          ...env,
          TWINS_PORT: String(ports.twins),
          TWINS_DATA_DIR: join(dataDir, 'twins'),
          TWINS_PUBLIC_URL: settings.twinsUrl,
          TWINS_STRIPE_WEBHOOK_URL: `${settings.graphUrl}/orders/webhooks/stripe`,
          TWINS_EASYPOST_WEBHOOK_URL: `${settings.graphUrl}/orders/webhooks/easypost`,
          TWINS_OUTSIDE_LAB_WEBHOOK_URL: `${settings.graphUrl}/lab/webhooks/outside-lab`,
        },
      });
      await parts.ready(twins, `${settings.twinsUrl}/control/state`);
    };
    const host = (name) => join(root, 'gateway/dist/hosts', `${name}.js`);

    // Production names its own database; the server says so, together with everything else that is missing.
    if (!isProduction)
      await (databaseUrl
        ? show('Starting the twins', startTwins)
        : show('Starting PostgreSQL and the twins', () => together(startPostgres(), startTwins())));
    env.DATABASE_URL = databaseUrl;

    const own = isProduction || settings.databaseUrl ? null : versionOfMigrations(root);
    if (!own || readIfThere(migratedFile(cluster)) !== own) {
      await show('Migrating the database', () => parts.task('migrate', [host('migrate')], { env }));
      if (own) writeFileSync(migratedFile(cluster), own);
    }
    if (!isProduction && !existsSync(seeded)) {
      if (settings.databaseUrl && existsSync(seeding))
        throw new Error(
          `The first seed of this database was cut short. Drop its schemas, delete ${seeding} and start again.`,
        );
      await show('Seeding the shop (first run only)', async () => {
        writeFileSync(seeding, new Date().toISOString());
        await parts.task('seed', [host('seed')], {
          env: { ...env, SEED_SCALE: String(seedScale) },
          onLine: quiet
            ? undefined
            : (line) =>
                process.stdout.isTTY &&
                line.trim() &&
                process.stdout.write(`\r  ${line.trim().slice(0, 100).padEnd(100)}`),
        });
        writeFileSync(seeded, new Date().toISOString());
        rmSync(seeding);
      });
    }

    if (apart) {
      const redisUrl = settings.redisUrl ?? (await startRedis(ports.redis, dataDir, cleanups));
      const addresses = Object.fromEntries(
        subgraphNames.map((name, i) => [name, `http://127.0.0.1:${ports.subgraphs + i}`]),
      );
      const apartEnv = { ...env, REDIS_URL: redisUrl, SUBGRAPH_URLS: JSON.stringify(addresses) };
      await show('Starting the subgraphs', async () => {
        const started = subgraphNames.map((name, i) => [
          name,
          parts.launch(name, [host('subgraph'), name], {
            env: { ...apartEnv, PORT: String(ports.subgraphs + i), HOST: '127.0.0.1' },
          }),
        ]);
        for (const [name, entry] of started) await parts.ready(entry, `${addresses[name]}/health`);
      });
      await show('Starting the gateway', async () =>
        parts.ready(parts.launch('gateway', [host('apart')], { env: apartEnv }), `${settings.graphUrl}/ready`),
      );
    }
    const startServer = () =>
      parts.ready(parts.launch('server', [...watching, host('together')], { env }), `${settings.graphUrl}/ready`);
    const startUserInterfaces = () => {
      const next = [
        join(root, 'node_modules/next/dist/bin/next'),
        dev ? 'dev' : 'start',
        '-p',
        String(ports.storefront),
      ];
      const storefront = parts.launch('storefront', next, {
        cwd: join(root, 'storefront'),
        env: dev ? { ...env, NODE_ENV: 'development' } : env,
      });
      const admin = dev
        ? parts.launch(
            'admin',
            [join(root, 'node_modules/vite/bin/vite.js'), '--port', String(ports.admin), '--strictPort'],
            { cwd: join(root, 'admin'), env: { ...env, NODE_ENV: 'development' } },
          )
        : parts.launch('admin', [join(root, 'admin/serve.mjs')], { env: { ...env, ADMIN_PORT: String(ports.admin) } });
      return together(
        parts.ready(storefront, `${settings.shopUrl}/favicon.svg`),
        parts.ready(admin, dev ? settings.adminUrl : `${settings.adminUrl}/health`),
      );
    };
    // None of them needs another to begin; what they ask the server for is asked by the first visitor.
    if (!apart && userInterfaces)
      await show('Starting the server, the storefront and the admin', () =>
        together(startServer(), startUserInterfaces()),
      );
    else if (!apart) await show('Starting the server', startServer);
    else if (userInterfaces) await show('Starting the storefront and the admin', startUserInterfaces);
    const demoFile = join(dataDir, 'demo.json');
    return {
      apart,
      databaseUrl,
      demo: existsSync(demoFile) ? JSON.parse(readFileSync(demoFile, 'utf8')) : null,
      processes: parts.running,
      onBroken: (fn) => {
        broken = fn;
      },
      stop,
    };
  } catch (error) {
    // What went wrong first is what the person has to hear, even when stopping meets the same trouble.
    await stop().catch(() => undefined);
    throw error;
  }
}

/** Waits for all, also when one fails, so that nothing is still being started while everything is stopped. */
async function together(...works) {
  for (const result of await Promise.allSettled(works)) if (result.status === 'rejected') throw result.reason;
}

/** In the cluster's own folder, so that it goes when the database does. */
const migratedFile = (cluster) => join(cluster, 'opticworks-migrated');

const readIfThere = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : null);

/**
 * What a migrated database was migrated to: every migration as built, and the versions of the packages that bring tables along. A
 * database of our own that was brought here by an earlier start needs no asking, which is a quarter of a second start.
 */
function versionOfMigrations(root) {
  const hash = createHash('sha256');
  const built = ['kernel/dist', 'gateway/dist', ...subgraphNames.map((name) => `subgraphs/${name}/dist`)];
  const files = built.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((file) => /migration.*\.js$/.test(file))
      .map((file) => join(folder, file)),
  );
  for (const file of [...files.sort(), 'package-lock.json']) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** A Redis of our own for the apart shape, when none is configured. It holds nothing whose loss costs money, so it keeps nothing on disk. */
async function startRedis(port, dataDir, cleanups) {
  mkdirSync(dataDir, { recursive: true });
  await endLeftOverRedis(dataDir);
  const child = spawn(
    process.env.REDIS_SERVER_PATH || 'redis-server',
    [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      dataDir,
      '--pidfile',
      redisPidFile(dataDir),
    ],
    { stdio: 'ignore', detached: true },
  );
  if (child.pid) writeFileSync(redisPidFile(dataDir), String(child.pid));
  const failed = await new Promise((resolve) => {
    child.once('error', resolve);
    child.once('exit', (code) => resolve(new Error(`It ended with ${code}.`)));
    setTimeout(() => resolve(null), 500);
  });
  if (failed?.code === 'ENOENT')
    throw new Error('The apart shape needs Redis. Install redis-server, or set REDIS_URL to one that runs.');
  if (failed)
    throw new Error(
      `Redis could not start on port ${port}; is it taken? Set REDIS_PORT or REDIS_URL. ${failed.message}`,
    );
  cleanups.push(async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.kill('SIGTERM')) await ended;
    rmSync(redisPidFile(dataDir), { force: true });
  });
  return `redis://127.0.0.1:${port}`;
}

const redisPidFile = (dataDir) => join(dataDir, 'redis.pid');

/** The Redis of a start that was killed goes on without it; it holds nothing, so it is ended and a new one started. */
export async function endLeftOverRedis(dataDir) {
  if (!existsSync(redisPidFile(dataDir))) return;
  const pid = Number(readFileSync(redisPidFile(dataDir), 'utf8'));
  rmSync(redisPidFile(dataDir), { force: true });
  for (let waited = 0; pid && waited < 50; waited += 1) {
    try {
      process.kill(pid, 'SIGTERM');
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
