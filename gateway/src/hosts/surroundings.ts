import { join, resolve } from 'node:path';
import {
  createLogger,
  type Logger,
  loadSettings,
  type Mode,
  modeFromEnvironment,
  SettingsError,
  signingKeyFromPem,
  startEmbeddedPostgres,
} from '@opticworks/kernel';
import { type ServerSettings, serverSettings } from '../config.ts';
import { demoSecrets, type Environment } from './secrets.ts';

/** What a host stands on: settings, the environment its parts read, a database, a logger. */
export interface Surroundings {
  readonly mode: Mode;
  readonly settings: ServerSettings;
  readonly env: Environment;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly logger: Logger;
  close(): Promise<void>;
}

export interface SurroundingsOptions {
  name: string;
  mode?: Mode;
  /** Values that win over the environment of the process. */
  env?: Environment;
  logger?: Logger;
}

const TWIN_PATHS = {
  STRIPE_API_BASE: ['STRIPE_SECRET_KEY', ''],
  STRIPE_SCRIPT_URL: ['STRIPE_SECRET_KEY', '/stripe.js/v3'],
  EASYPOST_API_BASE: ['EASYPOST_API_KEY', '/easypost/v2'],
  RESEND_API_BASE: ['RESEND_API_KEY', '/resend'],
  TAXJAR_API_BASE: ['TAXJAR_API_KEY', '/taxjar'],
} as const;

/** Opens everything a host needs; starts the embedded PostgreSQL when no database is named. */
export async function openSurroundings(options: SurroundingsOptions): Promise<Surroundings> {
  const given: Environment = { ...process.env, ...options.env };
  const mode = options.mode ?? modeFromEnvironment(given);
  const dataDir = resolve(given.DATA_DIR ?? '.data');
  const env: Environment = { ...(mode === 'production' ? {} : demoSecrets(dataDir)), ...given, DATA_DIR: dataDir };
  const settings = loadSettings(serverSettings, { mode, env });
  if (mode !== 'production')
    for (const [name, [key, path]] of Object.entries(TWIN_PATHS))
      if (!env[name] && !env[key]) env[name] = `${settings.TWINS_URL}${path}`;
  env.SHOP_URL = settings.SHOP_URL;
  const signing = signingKeyFromPem(settings.SIGNING_KEY);
  env.VERIFY_KEYS ??= JSON.stringify({
    [signing.verify.keyId]: String(signing.verify.publicKey.export({ type: 'spki', format: 'pem' })),
  });
  const logger = options.logger ?? createLogger({ name: options.name, level: env.LOG_LEVEL ?? 'info' });
  const embedded = settings.DATABASE_URL
    ? undefined
    : await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), port: settings.POSTGRES_PORT });
  return {
    mode,
    settings,
    env,
    dataDir,
    databaseUrl: settings.DATABASE_URL ?? embedded!.url,
    logger,
    close: async () => {
      await embedded?.stop();
    },
  };
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
