import pg from 'pg';
import type { Logger } from '../observe/logger.ts';
import { sqlDuration } from '../observe/metrics.ts';
import { isTraced, leafSpan } from '../observe/trace.ts';
import { PreparedClient } from './prepared-client.ts';
import { noteStatement } from './statements.ts';

export interface PoolOptions {
  name: string;
  url: string;
  schema: string;
  role?: string | undefined;
  poolSize: number;
  statementTimeoutMs: number;
  logger: Logger;
  /**
   * Plan each prepared statement once per connection, whatever its values. Worth it where planning costs as much as running, and
   * right only where no statement hides a choice in a parameter, such as `$1 is null or …`.
   */
  plansOnce?: boolean | undefined;
}

/** Calendar dates stay text: the driver would turn them into local midnight, which is the day before somewhere. */
const DATE_OID = 1082;
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === DATE_OID
      ? (value: string) => value
      : pg.types.getTypeParser(oid as never, format as never)) as pg.CustomTypesConfig['getTypeParser'],
};

/** What every connection of a part is opened with. Timeouts sit on the session, so they cost no statement. */
export function connectionConfig(options: PoolOptions): pg.ClientConfig {
  const session = [
    `-c search_path=${options.schema}`,
    `-c statement_timeout=${options.statementTimeoutMs}`,
    '-c lock_timeout=5000',
    '-c idle_in_transaction_session_timeout=30000',
    '-c synchronous_commit=on',
    '-c default_transaction_isolation=read\\ committed',
    '-c timezone=UTC',
    // Statements here take microseconds to milliseconds; compiling one takes tens of milliseconds.
    '-c jit=off',
    ...(options.plansOnce ? ['-c plan_cache_mode=force_generic_plan'] : []),
    ...(options.role ? [`-c role=${options.role}`] : []),
  ];
  return {
    connectionString: options.url,
    options: session.join(' '),
    application_name: `opticworks-${options.name}`,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    types,
  };
}

/**
 * A bounded pool that survives a database restart. Each connection has an error listener for its whole life: node-postgres
 * removes its own while a connection is checked out, and an unheard error event ends the process.
 */
export function createPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...connectionConfig(options),
    Client: PreparedClient,
    // A statement may follow the one before without waiting for its answer: a transaction's first and last words cost no trip.
    pipeline: true,
    max: options.poolSize,
    idleTimeoutMillis: 30_000,
  });
  pool.on('error', (error) =>
    options.logger.warn({ err: error }, 'A database connection was lost and will be replaced.'),
  );
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    observe(client as pg.PoolClient, options.name);
  });
  return pool;
}

/** What a statement does and to which table; the text itself could carry values. */
const verbOf = (text: string): string => {
  const verb = /^\s*(\w+)/.exec(text)?.[1]?.toLowerCase() ?? 'statement';
  const table = /\b(?:from|into|update)\s+("?[a-z_][\w.]*"?)/i.exec(text)?.[1];
  return table ? `${verb} ${table.replaceAll('"', '')}` : verb;
};

type Query = (...args: unknown[]) => unknown;

function observe(client: pg.PoolClient, name: string): void {
  const send = client.query.bind(client) as Query;
  const duration = sqlDuration.labels({ database: name });
  (client as unknown as { query: Query }).query = (...args) => {
    const first = args[0] as string | { text?: string };
    const text = typeof first === 'string' ? first : (first?.text ?? '');
    noteStatement(text);
    const begun = performance.now();
    const done = () => duration.observe((performance.now() - begun) / 1000);
    const endSpan = isTraced()
      ? leafSpan(`sql ${verbOf(text)}`, { 'db.system.name': 'postgresql', 'db.namespace': name })
      : null;
    const result = send(...args);
    if (result instanceof Promise) {
      result.then(
        () => {
          done();
          endSpan?.();
        },
        (error: unknown) => {
          done();
          endSpan?.(error ?? new Error());
        },
      );
    } else {
      done();
      endSpan?.();
    }
    return result;
  };
}
