import pg from 'pg';
import { createJobs } from '../jobs/jobs.ts';
import { silentLogger } from '../observe/logger.ts';
import { quoteIdentifier, quoteLiteral } from './quote.ts';

export interface ProvisionedPart {
  schema: string;
  role: string;
  /** Without one the role cannot log in; the login of the host takes it on instead. */
  password?: string;
}

/** Schema of the job queue, which every part may use. */
const JOBS_SCHEMA = 'jobs';
export const JOBS_ROLE = 'opticworks_jobs';

/**
 * Creates a role and a schema per part, each seeing only its own, and the job queue that all of them use. May be run
 * again at any time.
 * @param adminUrl a login that may create roles and schemas in that database
 */
export async function provision(adminUrl: string, parts: readonly ProvisionedPart[]): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('provision', 0))");
    await client.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
    await createRole(client, JOBS_ROLE);
    await createSchema(client, JOBS_SCHEMA, JOBS_ROLE);
    for (const part of parts) {
      await createRole(client, part.role, part.password);
      await createSchema(client, part.schema, part.role);
      await shareJobs(client, part.role);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
  const jobs = createJobs({ url: adminUrl, role: JOBS_ROLE, work: false, logger: silentLogger });
  await jobs.start();
  await jobs.stop();
}

async function createRole(client: pg.Client, role: string, password?: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const login = password ? `LOGIN PASSWORD ${quoteLiteral(password)}` : 'NOLOGIN';
  // Roles belong to the whole server: another database being provisioned right now may win the race.
  if (!rowCount) {
    await client.query(
      `DO $$ BEGIN CREATE ROLE ${quoteIdentifier(role)} ${login}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
    );
  } else if (password) await client.query(`ALTER ROLE ${quoteIdentifier(role)} ${login}`);
}

async function createSchema(client: pg.Client, schema: string, role: string): Promise<void> {
  await client.query(`GRANT ${quoteIdentifier(role)} TO CURRENT_USER`);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(schema)} AUTHORIZATION ${quoteIdentifier(role)}`);
  await client.query(`REVOKE ALL ON SCHEMA ${quoteIdentifier(schema)} FROM PUBLIC`);
}

/** A part may enqueue and work, not change the queue's tables. */
async function shareJobs(client: pg.Client, role: string): Promise<void> {
  const [schema, owner, user] = [JOBS_SCHEMA, JOBS_ROLE, role].map(quoteIdentifier);
  await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${user}`);
  await client.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${user}`);
  await client.query(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema} TO ${user}`);
  await client.query(
    `ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${user}`,
  );
  await client.query(
    `ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${schema} GRANT USAGE ON SEQUENCES TO ${user}`,
  );
}
