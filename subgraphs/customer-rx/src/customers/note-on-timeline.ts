import { newId, type Tx } from '@opticworks/kernel';
import type { CustomerRxParts } from '../parts.ts';

export interface TimelineNote {
  customerId: string;
  kind: string;
  text: string;
  actor: string;
  /** Same customer, kind and reference is one entry. */
  reference: string | null;
}

export async function noteOnTimeline(
  parts: Pick<CustomerRxParts, 'clock'>,
  tx: Pick<Tx, 'query'>,
  note: TimelineNote,
): Promise<void> {
  await tx.query(
    `INSERT INTO timeline_entry (id, customer_id, at, kind, text, actor, reference)
     SELECT $1, id, $3, $4, $5, $6, $7 FROM customer WHERE id = $2
     ON CONFLICT (customer_id, kind, reference) WHERE reference IS NOT NULL DO NOTHING`,
    [newId('timeline'), note.customerId, parts.clock.now(), note.kind, note.text, note.actor, note.reference],
  );
}
