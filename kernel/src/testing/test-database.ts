// biome-ignore-all lint/complexity/noBannedTypes: the decorator libraries take classes as Function.
import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import type { EntitySchema } from 'typeorm';
import { createDatabase, type Database } from '../database/database.ts';
import { kernelMigrations } from '../database/kernel-migrations.ts';
import type { Migration, MigrationClass } from '../database/migration.ts';
import { provision } from '../database/provision.ts';
import { quoteIdentifier } from '../database/quote.ts';
import { urlFor } from '../embedded/start-embedded-postgres.ts';
import { type Logger, silentLogger } from '../observe/logger.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { testPostgres } from './test-postgres.ts';

export interface TestDatabaseOptions {
  schema: string;
  entities?: (Function | EntitySchema)[];
  migrations?: readonly (MigrationClass | Migration)[];
  clock?: Clock;
  logger?: Logger;
  poolSize?: number;
}

export interface ClonedDatabase {
  url: string;
  role: string;
  drop(): Promise<void>;
}

/** A migrated database of its own for one test file. Closing it drops it. */
export async function testDatabase(options: TestDatabaseOptions): Promise<Database> {
  const clone = await cloneDatabase(options);
  const database = open(options, clone);
  await database.connect();
  const close = database.close.bind(database);
  database.close = async () => {
    await close();
    await clone.drop();
  };
  return database;
}

/** A copy of the template for this schema and these migrations; the template is made when it is first asked for. */
export async function cloneDatabase(options: TestDatabaseOptions): Promise<ClonedDatabase> {
  const server = await testPostgres();
  const role = `test_${options.schema.replaceAll('-', '_')}`;
  const template = await templateFor(server, options, role);
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin(server, (admin) => admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`));
  return {
    url: urlFor(server, name),
    role,
    drop: () =>
      asAdmin(server, async (admin) => void (await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}

function open(options: TestDatabaseOptions, place: { url: string; role: string }): Database {
  return createDatabase({
    name: options.schema,
    url: place.url,
    schema: options.schema,
    role: place.role,
    entities: options.entities ?? [],
    migrations: options.migrations ?? [],
    poolSize: options.poolSize ?? 10,
    logger: options.logger ?? silentLogger,
    clock: options.clock ?? systemClock,
  });
}

const made = new Map<string, Promise<string>>();

function templateFor(server: string, options: TestDatabaseOptions, role: string): Promise<string> {
  const name = `template_${fingerprint(options)}`;
  let ready = made.get(name);
  if (!ready) {
    ready = ensureTemplate(server, name, options, role).catch((error: unknown) => {
      made.delete(name);
      throw error;
    });
    made.set(name, ready);
  }
  return ready;
}

function fingerprint(options: TestDatabaseOptions): string {
  const hash = createHash('sha256').update(options.schema);
  for (const migration of [...kernelMigrations, ...(options.migrations ?? [])]) {
    const { name, up } = typeof migration === 'function' ? new migration() : migration;
    hash.update(name).update(up.toString());
    // SQL that lives in fields or constants of a migration object counts as well.
    hash.update(
      JSON.stringify(migration, (_key, value) => (typeof value === 'function' ? value.toString() : value)) ?? '',
    );
  }
  return hash.digest('hex').slice(0, 20);
}

async function ensureTemplate(
  server: string,
  name: string,
  options: TestDatabaseOptions,
  role: string,
): Promise<string> {
  return asAdmin(server, async (admin) => {
    // Held by this connection until it ends: workers that need the same template wait here instead of building it twice.
    await admin.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [name]);
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return name;
    const building = `building_${randomBytes(6).toString('hex')}`;
    await admin.query(`CREATE DATABASE ${building}`);
    const url = urlFor(server, building);
    await provision(url, [{ schema: options.schema, role }]);
    const database = open(options, { url, role });
    try {
      await database.migrate();
    } finally {
      await database.close();
    }
    await admin.query(`ALTER DATABASE ${quoteIdentifier(building)} RENAME TO ${quoteIdentifier(name)}`);
    return name;
  });
}

async function asAdmin<T>(server: string, run: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: urlFor(server, 'postgres'), application_name: 'test-admin' });
  admin.on('error', () => undefined);
  await admin.connect();
  try {
    return await run(admin);
  } finally {
    await admin.end();
  }
}
