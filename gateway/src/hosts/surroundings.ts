import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  checkSettings,
  createLogger,
  type DiskGuard,
  guardDisk,
  type Logger,
  loadSettings,
  type Mode,
  modeFromEnvironment,
  type SettingsDefinition,
  SettingsError,
  signingKeyFromPem,
  startEmbeddedPostgres,
} from '@opticworks/kernel';
import { type ServerSettings, serverSettings } from '../config.ts';
import { checkProduction } from './production.ts';
import { unfinishedProviders, useTwins } from './providers.ts';
import { demoSecrets, type Environment } from './secrets.ts';

/** What a host stands on: settings, the environment its parts read, a database, a logger. */
export interface Surroundings {
  readonly mode: Mode;
  readonly settings: ServerSettings;
  readonly env: Environment;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly logger: Logger;
  /** Ends writing in time when the disk of the embedded database fills; for processes that serve. */
  watchDisk(): void;
  close(): Promise<void>;
}

export interface SurroundingsOptions {
  name: string;
  mode?: Mode;
  /** Values that win over the environment of the process. */
  env?: Environment;
  /** Settings of the parts this host will open: checked with its own, so that one message names everything. */
  parts?: readonly SettingsDefinition[];
  logger?: Logger;
}

/** Opens everything a host needs; starts the embedded PostgreSQL when no database is named. */
export async function openSurroundings(options: SurroundingsOptions): Promise<Surroundings> {
  const given: Environment = { ...process.env, ...options.env };
  const mode = options.mode ?? modeFromEnvironment(given);
  const dataDir = resolve(given.DATA_DIR ?? '.data');
  const env: Environment = { ...(mode === 'production' ? {} : demoSecrets(dataDir)), ...given, DATA_DIR: dataDir };
  const parts = options.parts ?? [];
  if (mode === 'production') checkProduction([serverSettings, ...parts], env);
  else checkSettings([serverSettings, ...parts], { mode, env }, unfinishedProviders(env));
  const settings = loadSettings(serverSettings, { mode, env });
  if (mode !== 'production') useTwins(env, settings.TWINS_URL, settings.PUBLIC_TWINS_URL);
  env.SHOP_URL = settings.SHOP_URL;
  env.VERIFY_KEYS ??= verifyKeysOf(settings.SIGNING_KEY);
  const logger = options.logger ?? createLogger({ name: options.name, level: env.LOG_LEVEL ?? 'info' });
  const embedded = settings.DATABASE_URL
    ? undefined
    : await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), port: settings.POSTGRES_PORT });
  let guard: DiskGuard | undefined;
  return {
    mode,
    settings,
    env,
    dataDir,
    databaseUrl: settings.DATABASE_URL ?? embedded!.url,
    logger,
    watchDisk() {
      const folder = join(dataDir, 'postgres');
      // A database elsewhere has somebody else who watches its disk.
      if (settings.DISK_RESERVE_MB === 0 || !existsSync(join(folder, 'cluster'))) return;
      guard ??= guardDisk({ folder, reserveBytes: settings.DISK_RESERVE_MB * 1024 * 1024, logger });
    },
    close: async () => {
      guard?.stop();
      // One that ran before goes on running: a server is using it.
      if (!embedded?.adopted) await embedded?.stop();
    },
  };
}

/** The public half of a signing key as the setting VERIFY_KEYS, for parts that trust this key alone. */
export function verifyKeysOf(signingKey: string): string {
  const { verify } = signingKeyFromPem(signingKey);
  return JSON.stringify({ [verify.keyId]: String(verify.publicKey.export({ type: 'spki', format: 'pem' })) });
}

/** Runs the main function of an entry file: wrong settings are told in plain words, everything else with its stack. */
export function runHost(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    process.stderr.write(
      `${error instanceof SettingsError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exit(error instanceof SettingsError ? 78 : 1);
  });
}
