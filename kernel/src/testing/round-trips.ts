import type { Database } from '../database/database.ts';
import { kernelMigrations } from '../database/kernel-migrations.ts';
import { applyMigrations } from '../database/migrate.ts';
import { type TestDatabaseOptions, testDatabase } from './test-database.ts';

/** What stands otherwise in a schema after one of its changes was taken back and made again. */
export interface Difference {
  /** The schema as it is after this change. */
  after: string;
  /** What the changes behind it left when they were taken back. */
  left: string[];
  /** What they took along that was not theirs. */
  lost: string[];
}

/** Columns, constraints, indexes, triggers, policies, functions and sequences of a schema, a line each. */
async function shapeOf(database: Pick<Database, 'query'>, schema: string): Promise<string[]> {
  const rows = await database.query<{ what: string }>(
    `SELECT 'column ' || table_name || '.' || column_name || ' ' || udt_name || ' ' || is_nullable || ' ' || coalesce(column_default, '')
       || ' ' || coalesce(generation_expression, '') AS what FROM information_schema.columns WHERE table_schema = $1
     UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || condeferrable
       FROM pg_constraint WHERE connamespace = $1::regnamespace AND conrelid <> 0
     UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = $1
     UNION ALL SELECT 'trigger ' || pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
       WHERE c.relnamespace = $1::regnamespace AND NOT t.tgisinternal
     UNION ALL SELECT 'policy ' || tablename || ' ' || policyname || ' ' || cmd || ' ' || coalesce(qual, '') || ' ' || coalesce(with_check, '')
       FROM pg_policies WHERE schemaname = $1
     UNION ALL SELECT 'guard ' || relname || ' ' || relrowsecurity || ' ' || relforcerowsecurity FROM pg_class
       WHERE relnamespace = $1::regnamespace AND relkind = 'r'
     UNION ALL SELECT 'function ' || pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = $1::regnamespace AND prokind = 'f'
     UNION ALL SELECT 'sequence ' || relname FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind = 'S'
     ORDER BY 1`,
    [schema],
  );
  // A `down` may bring a check back without asking the rows that a later change allowed.
  return rows.map(({ what }) => what.replace(' NOT VALID', ''));
}

/**
 * Takes every change of a schema back, the newest first, and makes them again one by one. After each the schema must be what it was on
 * the way down; where it is not, a `down` has left something behind or taken too much.
 */
export async function roundTrips(
  options: TestDatabaseOptions,
): Promise<{ changes: string[]; leftAtLast: string[]; differences: Difference[] }> {
  const database = await testDatabase(options);
  try {
    const changes = [
      ...kernelMigrations,
      ...(options.migrations ?? []).map((one) => (typeof one === 'function' ? new one() : one)),
    ];
    const onTheWayDown = new Map<string, string[]>();
    for (const { name } of changes.toReversed()) {
      onTheWayDown.set(name, await shapeOf(database, options.schema));
      const reverted = await database.revert();
      if (reverted !== name) throw new Error(`${reverted} was taken back where ${name} was the newest.`);
    }
    const leftAtLast = (await shapeOf(database, options.schema)).filter((what) => !what.includes('schema_migration'));
    const differences: Difference[] = [];
    for (const [i, { name }] of changes.entries()) {
      await applyMigrations(database.pool, options.schema, changes.slice(0, i + 1));
      const [then, now] = [onTheWayDown.get(name)!, await shapeOf(database, options.schema)];
      const left = then.filter((what) => !now.includes(what));
      const lost = now.filter((what) => !then.includes(what));
      if (left.length + lost.length > 0) differences.push({ after: name, left, lost });
    }
    return { changes: changes.map(({ name }) => name), leftAtLast, differences };
  } finally {
    await database.close();
  }
}

/**
 * Takes the newest change back and makes it again over the rows that are there.
 * @returns tables that hold another number of rows afterwards
 */
export async function newestOverRows(
  database: Pick<Database, 'transaction' | 'revert' | 'migrate'>,
  schema: string,
): Promise<{ change: string; rows: number; changed: string[] }> {
  const before = await countsOf(database, schema);
  const change = (await database.revert()) ?? '';
  await database.migrate();
  const after = await countsOf(database, schema);
  return {
    change,
    rows: [...before.values()].reduce((sum, count) => sum + count, 0),
    changed: [...before]
      .filter(([table, count]) => after.get(table) !== count)
      .map(([table, count]) => `${table}: ${count} before, ${after.get(table)} after`),
  };
}

/** As a service counts them: row-level security would hide some from everybody else. */
async function countsOf(database: Pick<Database, 'transaction'>, schema: string): Promise<Map<string, number>> {
  const rows = await database.transaction(
    (tx) =>
      tx.query<{ table: string; count: string }>(
        `SELECT c.relname AS table, (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I.%I', $1::text, c.relname),
       false, true, '')))[1]::text AS count FROM pg_class c
     WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r' AND c.relname <> 'schema_migration'`,
        [schema],
      ),
    { settings: { 'opticworks.roles': 'service' } },
  );
  return new Map(rows.map(({ table, count }) => [table, Number(count)]));
}
