import type pg from 'pg';
import type { Migration, MigrationRunner } from './migration.ts';
import { quoteIdentifier } from './quote.ts';

const LEDGER = `CREATE TABLE IF NOT EXISTS schema_migration (
  name text PRIMARY KEY,
  applied_at timestamptz NOT NULL DEFAULT now()
)`;

/**
 * Brings a schema up to date. Each change runs in its own transaction under one lock per schema, so several processes may
 * start at once; a change that fails leaves the earlier ones in place.
 * @returns the names applied by this call
 */
export async function applyMigrations(
  pool: pg.Pool,
  schema: string,
  migrations: readonly Migration[],
): Promise<string[]> {
  await ensureSchema(pool, schema);
  const applied: string[] = [];
  const known = await appliedNames(pool, schema);
  for (const migration of migrations) {
    if (known.has(migration.name)) continue;
    const ran = await locked(pool, schema, async (runner) => {
      await runner.query(LEDGER);
      const rows = await runner.query('SELECT 1 FROM schema_migration WHERE name = $1', [migration.name]);
      if (rows.length > 0) return false;
      await migration.up(runner);
      await runner.query('INSERT INTO schema_migration (name) VALUES ($1)', [migration.name]);
      return true;
    });
    if (ran) applied.push(migration.name);
  }
  return applied;
}

/** Takes back the newest applied change. @returns its name, or null when there was none */
export async function revertMigration(
  pool: pg.Pool,
  schema: string,
  migrations: readonly Migration[],
): Promise<string | null> {
  return locked(pool, schema, async (runner) => {
    const [last] = await runner.query<{ name: string }>('SELECT name FROM schema_migration ORDER BY name DESC LIMIT 1');
    if (!last) return null;
    const migration = migrations.find(({ name }) => name === last.name);
    if (!migration) throw new Error(`Migration ${last.name} is applied but not part of this program.`);
    await migration.down(runner);
    await runner.query('DELETE FROM schema_migration WHERE name = $1', [last.name]);
    return last.name;
  });
}

async function appliedNames(pool: pg.Pool, schema: string): Promise<Set<string>> {
  const exists = await pool.query('SELECT to_regclass($1) IS NOT NULL AS found', [
    `${quoteIdentifier(schema)}.schema_migration`,
  ]);
  if (!exists.rows[0]?.found) return new Set();
  const { rows } = await pool.query<{ name: string }>('SELECT name FROM schema_migration');
  return new Set(rows.map(({ name }) => name));
}

async function ensureSchema(pool: pg.Pool, schema: string): Promise<void> {
  // CREATE SCHEMA IF NOT EXISTS asks for the right to create even when nothing is to be created.
  const { rows } = await pool.query('SELECT to_regnamespace($1) IS NOT NULL AS found', [quoteIdentifier(schema)]);
  if (!rows[0]?.found) await pool.query(`CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(schema)}`);
}

async function locked<T>(pool: pg.Pool, schema: string, run: (runner: MigrationRunner) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '60s'");
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`migrate:${schema}`]);
    const result = await run({ query: async (sql, params) => (await client.query(sql, params)).rows as never });
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
