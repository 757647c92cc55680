import { createHash } from 'node:crypto';
import { canonicalJson } from '../audit/audit-hash.ts';
import type { Tx } from '../database/transaction.ts';
import { KERNEL_ERRORS } from '../errors/kernel-errors.ts';
import { refuse } from '../errors/refusal.ts';

export interface IdempotentRequest {
  /** Whose key it is: keys of two callers never meet. */
  scope: string;
  key: string;
  /** What was asked; another request under the same key is refused. */
  request: unknown;
  at: Date;
}

/**
 * Runs the work once per key, inside the transaction of its effect. A rival with the same key waits on the row and then gets
 * the stored answer; a rolled back attempt leaves nothing.
 * @throws IDEMPOTENCY_KEY_REUSED when the key came with another request before
 */
export async function idempotent<T>(tx: Tx, request: IdempotentRequest, work: () => Promise<T>): Promise<T> {
  const hash = createHash('sha256').update(canonicalJson(request.request)).digest('hex');
  const inserted = await tx.query(
    `INSERT INTO idempotency_key (scope, key, request_hash, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (scope, key) DO NOTHING RETURNING 1`,
    [request.scope, request.key, hash, request.at],
  );
  if (inserted.length === 0) {
    const [stored] = await tx.query<{ request_hash: string; response: { value: T } | null }>(
      'SELECT request_hash, response FROM idempotency_key WHERE scope = $1 AND key = $2',
      [request.scope, request.key],
    );
    if (!stored?.response) refuse(KERNEL_ERRORS.IDEMPOTENCY_IN_PROGRESS);
    if (stored.request_hash !== hash) refuse(KERNEL_ERRORS.IDEMPOTENCY_KEY_REUSED);
    return stored.response.value;
  }
  const value = await work();
  await tx.query('UPDATE idempotency_key SET response = $3 WHERE scope = $1 AND key = $2', [
    request.scope,
    request.key,
    JSON.stringify({ value }),
  ]);
  return value;
}
