import { newId, type Tx, writtenText } from '@opticworks/kernel';
import type { LabJobRow } from '../jobs/job.rows.ts';
import { chargedPartyOf } from '../jobs/report-breakage.ts';
import type { LabParts } from '../parts.ts';
import type { Eye } from '../stages/lens-stage.rules.ts';

/** A lens or blank of a locked job is lost without its tray going back: the record that losses are counted by. */
export async function recordLoss(
  parts: LabParts,
  tx: Tx,
  job: Pick<LabJobRow, 'id' | 'status'>,
  lens: { eye: Eye; sku: string | null },
  loss: { reasonCode: string; note: string | null; operator: string; station: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO lab_breakage (id, job_id, eye, reason, charged_party, blank_sku, status, at, operator, note, batch_id, station)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL, $11)`,
    [
      newId('breakage'),
      job.id,
      lens.eye,
      loss.reasonCode,
      chargedPartyOf(loss.reasonCode),
      lens.sku,
      job.status,
      parts.clock.now(),
      loss.operator,
      writtenText(loss.note, 500, 'note'),
      loss.station,
    ],
  );
}
