import type { Tx } from '@opticworks/kernel';
import type { LabParts } from '../parts.ts';
import { setFact } from './hold-job.ts';
import { lockJob } from './job.rows.ts';
import { settleHolds, tellChange } from './settle-holds.ts';

/**
 * The warehouse handed frames over in a tray. Each open job of those lines gets it; when one tray brings several pairs, the second and
 * later ones get a suffix, because every job moves under a code of its own.
 */
export async function frameArrived(
  parts: LabParts,
  tx: Tx,
  orderLineIds: readonly string[],
  trayCode: string,
): Promise<void> {
  const jobs = await tx.query<{ id: string }>(
    `SELECT id FROM lab_job WHERE order_line_id = ANY($1) AND NOT frame_in_hand
       AND status NOT IN ('PASSED', 'SHIPPED', 'DISPENSED', 'CANCELLED') ORDER BY order_line_id, pair_number, id`,
    [orderLineIds],
  );
  for (const { id } of jobs) {
    const job = await lockJob(tx, id);
    const code = await freeCode(tx, trayCode.trim().toUpperCase());
    await tx.query('UPDATE lab_job SET tray_code = $2 WHERE id = $1', [id, code]);
    job.trayCode = code;
    await setFact(tx, job, 'frame_in_hand', true);
    await settleHolds(parts, tx, job);
    await tellChange(tx, job, 'TRAY');
  }
}

async function freeCode(tx: Tx, wanted: string): Promise<string> {
  const taken = await tx.query<{ code: string }>(
    `SELECT tray_code AS code FROM lab_job WHERE (tray_code = $1 OR tray_code LIKE $1 || '-%')
       AND status NOT IN ('SHIPPED', 'DISPENSED', 'CANCELLED')`,
    [wanted],
  );
  const codes = new Set(taken.map(({ code }) => code));
  if (!codes.has(wanted)) return wanted;
  let suffix = 2;
  while (codes.has(`${wanted}-${suffix}`)) suffix += 1;
  return `${wanted}-${suffix}`;
}
