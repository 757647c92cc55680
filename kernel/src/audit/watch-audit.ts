import { z } from 'zod';
import type { Database } from '../database/database.ts';
import { defineJob, type HandledJob, handleJob } from '../jobs/job.ts';
import type { Logger } from '../observe/logger.ts';
import { gauge } from '../observe/metrics.ts';
import type { AuditHead, HeadsFile } from './heads-file.ts';
import { verifyAuditChain } from './verify.ts';

const broken = gauge('opticworks_audit_broken', '1 where an audit chain was found edited or cut off', [
  'subgraph',
  'stream',
]);

/** A chain that is not whole: nothing mends it by itself, somebody must look. */
export class AuditChainBroken extends Error {
  constructor(readonly streams: readonly { stream: string; brokenAt: string }[]) {
    const each = streams.map(({ stream, brokenAt }) => `${stream} (${brokenAt})`).join(', ');
    super(`Entries of the audit log were edited or cut off: ${each}. See docs/runbooks/audit-chain-broken.md.`);
    this.name = 'AuditChainBroken';
  }
}

/**
 * Recomputes every audit chain of a part, compares each with the head that was exported last, and exports the heads of those that are
 * whole. They also go to the log, which is kept elsewhere still.
 * @returns the heads, by stream
 * @throws AuditChainBroken naming every stream that is not whole; its earlier head stays the measure
 */
export async function verifyAudit(
  database: Pick<Database, 'query' | 'name' | 'clock'>,
  file: HeadsFile,
  log: Pick<Logger, 'info'>,
): Promise<AuditHead[]> {
  const exported = await file.latest();
  const written = await database.query<{ stream: string }>('SELECT stream FROM audit_head');
  // A stream whose head was deleted with its entries is still asked for, because the file knows of it.
  const streams = [...new Set([...written.map(({ stream }) => stream), ...exported.keys()])].toSorted();
  const whole: AuditHead[] = [];
  const damaged: { stream: string; brokenAt: string }[] = [];
  for (const stream of streams) {
    const verdict = await verifyAuditChain(database, stream, exported.get(stream));
    broken.set({ subgraph: database.name, stream }, verdict.ok ? 0 : 1);
    if (verdict.ok) whole.push({ stream, ...verdict.head, at: database.clock.now().toISOString() });
    else damaged.push({ stream, brokenAt: verdict.brokenAt ?? 'tail' });
  }
  await file.add(whole.filter((head) => exported.get(head.stream)?.hash !== head.hash));
  log.info(
    { heads: whole.map(({ stream, position, hash }) => ({ stream, position, hash })) },
    'Audit chains verified.',
  );
  if (damaged.length > 0) throw new AuditChainBroken(damaged);
  return whole;
}

/**
 * The nightly look at a part's audit chains. A broken one ends among the dead letters, where an administrator sees it, and in the metric
 * `opticworks_audit_broken`; repeating it would only find the same again.
 */
export function auditJob(part: string, database: Database, file: HeadsFile): HandledJob {
  const job = defineJob(`${part}.verify-audit`, z.object({}), {
    cron: '40 2 * * *',
    retryLimit: 0,
    expireInSeconds: 3_600,
    exclusive: true,
  });
  return handleJob(job, async (_, { log }) => {
    await verifyAudit(database, file, log);
  });
}
