import pg from 'pg';

export interface RememberedRows {
  /** Puts the rows and counters back that were there; what came since is gone. Nothing may be under way. */
  restore(): Promise<void>;
  forget(): Promise<void>;
}

/**
 * Keeps what a schema holds now, so that one started subgraph serves the tests of a file and each still begins with the same rows. A
 * database and a subgraph for each test cost a second of computing, most of it for ten new connections; this costs some milliseconds.
 * Waiting jobs go as well. Numbers of events go on: whoever reads the outbox knows how far it was.
 * @param url a superuser's, because triggers and foreign keys must look away
 */
export async function rememberRows(url: string, schema: string): Promise<RememberedRows> {
  const admin = new pg.Client({ connectionString: url, application_name: 'test-admin' });
  admin.on('error', () => undefined);
  await admin.connect();
  const { rows: tables } = await admin.query<{ name: string; columns: string }>(
    `SELECT c.oid::regclass::text AS name,
       (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns
     FROM pg_class c WHERE c.relnamespace = $1::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`,
    [schema],
  );
  const back: string[] = ['DELETE FROM jobs.job'];
  for (const [i, { name, columns }] of tables.entries()) {
    const { rowCount } = await admin.query(`CREATE TEMP TABLE kept_${i} AS SELECT ${columns} FROM ${name}`);
    back.push(`DELETE FROM ${name}`);
    if (rowCount)
      back.push(`INSERT INTO ${name} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM pg_temp.kept_${i}`);
  }
  const { rows: counters } = await admin.query<{ name: string; last: string | null; start: string }>(
    `SELECT s.seqrelid::regclass::text AS name, pg_sequence_last_value(s.seqrelid)::text AS last, s.seqstart::text AS start
     FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
     WHERE c.relnamespace = $1::regnamespace AND NOT EXISTS (
       SELECT 1 FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid
       WHERE d.objid = s.seqrelid AND d.deptype IN ('a', 'i') AND t.relname IN ('outbox', 'inbox'))`,
    [schema],
  );
  for (const { name, last, start } of counters)
    back.push(`SELECT setval('${name.replaceAll("'", "''")}', ${last ?? start}, ${last !== null})`);
  // One message: it is one transaction, and one trip.
  const all = ['SET LOCAL session_replication_role = replica', ...back].join(';\n');
  return {
    restore: async () => void (await admin.query(`BEGIN;\n${all};\nCOMMIT`)),
    forget: () => admin.end(),
  };
}
