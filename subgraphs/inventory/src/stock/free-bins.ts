import type { Tx } from '@opticworks/kernel';
import type { BinLot } from './supply.rules.ts';

export interface FreeBin extends BinLot {
  locationId: string;
}

interface FreeBinRow {
  sku: string;
  location_id: string;
  bin_id: string;
  lot: string;
  expires_on: string | null;
  free: number;
  pick_sequence: number;
}

/**
 * What lies in the bins without a plan for it: shelves minus lines still to be picked, staging minus what was picked and has not
 * left. The caller holds the items' stock rows, so the answer stays true until it has written.
 *
 * OFFSET keeps the planner from reading the whole house's bins for a handful, and what is staged is looked for only in staging.
 */
export async function freeBins(tx: Tx, skus: readonly string[], locationId?: string): Promise<Map<string, FreeBin[]>> {
  const rows = await tx.query<FreeBinRow>(
    `SELECT b.sku, bin.location_id, b.bin_id, b.lot, b.expires_on::text, bin.pick_sequence,
            (b.quantity - coalesce(planned.quantity, 0) - coalesce(staged.quantity, 0))::int AS free
     FROM bin_stock b
     JOIN LATERAL (
       SELECT location_id, pick_sequence, kind FROM bin
       WHERE id = b.bin_id AND kind <> 'QUARANTINE' AND ($2::text IS NULL OR location_id = $2) OFFSET 0
     ) bin ON true
     LEFT JOIN LATERAL (
       SELECT sum(l.quantity - l.picked) AS quantity FROM pick_line l
       WHERE l.sku = b.sku AND l.bin_id = b.bin_id AND l.lot = b.lot AND l.picked < l.quantity AND l.task_open
     ) planned ON true
     LEFT JOIN LATERAL (
       SELECT sum(l.picked) AS quantity FROM pick_line l JOIN pick_task t ON t.id = l.task_id JOIN bin s ON s.id = l.bin_id
       WHERE bin.kind = 'STAGING' AND l.sku = b.sku AND l.lot = b.lot AND s.location_id = bin.location_id AND l.source = 'SHELF' AND l.picked > 0
         AND t.status IN ('OPEN', 'PICKED')
     ) staged ON true
     WHERE b.sku = ANY($1) AND b.quantity > 0`,
    [[...skus], locationId ?? null],
  );
  const bins = new Map<string, FreeBin[]>();
  for (const row of rows) {
    const list = bins.get(row.sku) ?? [];
    list.push({
      binId: row.bin_id,
      locationId: row.location_id,
      lot: row.lot,
      expiresOn: row.expires_on,
      free: row.free,
      pickSequence: row.pick_sequence,
    });
    bins.set(row.sku, list);
  }
  return bins;
}
