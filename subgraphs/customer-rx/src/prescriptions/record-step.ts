import { actorOf, newId, type Principal, type Tx } from '@opticworks/kernel';
import type { CustomerRxParts } from '../parts.ts';

/** Adds a step to the history of a prescription. Notes may quote powers, so they are sealed like the content. */
export async function recordStep(
  parts: CustomerRxParts,
  tx: Tx,
  prescription: { id: string; keySubject: string },
  kind: string,
  principal: Principal,
  note: string | null = null,
): Promise<void> {
  const id = newId('rx_event');
  const sealed = note ? await parts.contents.seal(tx, prescription.keySubject, id, note) : null;
  const actor = principal.kind === 'staff' ? principal.name : actorOf(principal);
  await tx.query(
    'INSERT INTO prescription_event (id, prescription_id, at, kind, actor, note) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, prescription.id, parts.clock.now(), kind, actor, sealed],
  );
}
