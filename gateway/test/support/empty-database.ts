import { randomBytes } from 'node:crypto';
import { urlFor } from '@opticworks/kernel';
import { testPostgres } from '@opticworks/kernel/testing';
import pg from 'pg';

/** A database with nothing in it, for tests that start a whole installation. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = await testPostgres();
  const name = `test_${randomBytes(8).toString('hex')}`;
  const asAdmin = async (sql: string) => {
    const admin = new pg.Client({ connectionString: urlFor(server, 'postgres') });
    admin.on('error', () => undefined);
    await admin.connect();
    await admin.query(sql).finally(() => admin.end());
  };
  await asAdmin(`CREATE DATABASE ${name} STRATEGY file_copy`);
  return { url: urlFor(server, name), drop: () => asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
