import pg from 'pg';
import type { Database } from '../database/database.ts';
import { urlFor } from '../embedded/start-embedded-postgres.ts';
import { testPostgres } from './test-postgres.ts';

/** Cuts the connections of a test database, as a server restart would. @param like pattern of application names */
export async function terminateConnections(database: Database, like = '%'): Promise<number> {
  const [row] = await database.query<{ name: string }>('SELECT current_database() AS name');
  const admin = new pg.Client({
    connectionString: urlFor(await testPostgres(), 'postgres'),
    application_name: 'test-admin',
  });
  await admin.connect();
  try {
    const { rowCount } = await admin.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND application_name LIKE $2',
      [row!.name, like],
    );
    return rowCount ?? 0;
  } finally {
    await admin.end();
  }
}
