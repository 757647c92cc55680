import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import pg from 'pg';

const names = new Map<string, string>();
const MAX_NAMES = 5_000;

/** A prepared statement's name; texts past the cap go unnamed, so generated SQL cannot fill the server's memory. */
function statementName(sql: string): string | undefined {
  let name = names.get(sql);
  if (!name && names.size < MAX_NAMES) {
    name = `s${createHash('sha1').update(sql).digest('base64url')}`;
    names.set(sql, name);
  }
  return name;
}

/** One statement that does the work of requests; control statements and scripts of several go as they are. */
const REPEATED = /^\s*(?:select|insert|update|delete|with)\b[^;]*;?\s*$/i;

type AnyQuery = (...args: unknown[]) => unknown;

/**
 * A connection that prepares every statement with parameters, whoever wrote it: ours, the ORM's, the job queue's. A text is then
 * parsed once per connection, and planned once where the session says so.
 */
export class PreparedClient extends pg.Client {
  #gathering = false;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const send = super.query.bind(this) as AnyQuery;
    (this as unknown as { query: AnyQuery }).query = (first, values, callback) => {
      this.#gather();
      const name =
        typeof first === 'string' && typeof values !== 'function' && REPEATED.test(first)
          ? statementName(first)
          : undefined;
      return name ? send({ text: first, values: values ?? [], name }, callback) : send(first, values, callback);
    };
  }

  /** On a pipelining connection no statement waits for the answer of the one before; what is asked for in one go leaves in one packet. */
  #gather(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    const { stream } = (this as unknown as { connection: { stream: Writable } }).connection;
    stream.cork();
    process.nextTick(() => {
      this.#gathering = false;
      stream.uncork();
    });
  }
}

export function isConnectionLoss(error: unknown): boolean {
  if (!error) return false;
  const code = (error as { code?: string }).code ?? '';
  return code.startsWith('08') || code.startsWith('57P') || code === 'ECONNRESET' || code === 'EPIPE';
}
