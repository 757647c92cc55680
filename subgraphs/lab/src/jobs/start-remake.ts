import { newId, type Principal, refuse } from '@opticworks/kernel';
import { addDays } from '@opticworks/optics';
import { ERRORS } from '../errors.ts';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { type LabJobRow, lockJob } from './job.rows.ts';
import { announceJob } from './open-jobs.ts';
import { chargedPartyOf } from './report-breakage.ts';

/** Working days of a remake; it goes before ordinary jobs. */
const REMAKE_DAYS = 5;

/**
 * Makes one or both lenses of a finished job again. The new job is linked to the first, with the reason and who is charged; a frame that
 * has not left the lab stays in its tray.
 */
export async function startRemake(
  parts: LabParts,
  principal: Principal,
  request: { jobId: string; reasonCode: string; eyes: readonly string[]; note: string | null },
): Promise<LabJobRow> {
  insist({ principal }, 'remake');
  const party = chargedPartyOf(request.reasonCode);
  const eyes = [...new Set(request.eyes)].sort();
  if (eyes.length === 0 || eyes.some((eye) => eye !== 'OD' && eye !== 'OS')) refuse(ERRORS.EYE_UNKNOWN);
  return parts.database.transaction(
    async (tx) => {
      const first = await lockJob(tx, request.jobId);
      if (!['PASSED', 'SHIPPED', 'DISPENSED'].includes(first.status))
        refuse(ERRORS.REMAKE_NOT_POSSIBLE, { number: first.number, from: first.status });
      const isHere = first.status === 'PASSED';
      if (isHere) await tx.query('UPDATE lab_job SET tray_code = NULL WHERE id = $1', [first.id]);
      const id = newId('job');
      const dueOn = addDays(parts.clock.today(), REMAKE_DAYS);
      const [row] = await tx.query<{ number: string }>(
        `INSERT INTO lab_job (id, order_id, order_number, order_line_id, pair_number, owner_kind, owner_id, prescription_id, status, lens, frame,
           frame_sku, frame_name, rush, tray_code, rx_verified, frame_in_hand, due_on, remake_of, remake_reason, remake_party, remake_eyes, created_at)
         SELECT $2, order_id, order_number, order_line_id, pair_number, owner_kind, owner_id, prescription_id, 'ENTERED', lens, frame,
           frame_sku, frame_name, true, $3, rx_verified, $4, $5, id, $6, $7, $8, $9 FROM lab_job WHERE id = $1 RETURNING number`,
        [
          first.id,
          id,
          isHere ? first.trayCode : null,
          isHere,
          dueOn,
          request.reasonCode,
          party,
          eyes,
          parts.clock.now(),
        ],
      );
      await announceJob(parts, tx, {
        id,
        number: row!.number,
        orderId: first.orderId,
        orderLineId: first.orderLineId,
        dueOn,
      });
      return lockJob(tx, id);
    },
    { name: 'start remake' },
  );
}
