import type { Tx } from '@opticworks/kernel';
import type { CustomerRxParts } from '../parts.ts';

/** What a request to the prescriber needs of the order; it names a person and an address, so it is kept sealed. */
export interface OrderFacts {
  patientName: string;
  patientAddress: string;
  /** "Clarivue Toric: 4; Clarivue Toric: 2" */
  quantity: string;
}

const cell = (prescriptionId: string): string => `${prescriptionId}:order`;

export async function keepOrderFacts(
  parts: CustomerRxParts,
  tx: Tx,
  prescription: { id: string; keySubject: string },
  facts: OrderFacts,
): Promise<void> {
  const sealed = await parts.contents.seal(tx, prescription.keySubject, cell(prescription.id), JSON.stringify(facts));
  await tx.query('UPDATE prescription SET order_facts = $2 WHERE id = $1', [prescription.id, sealed]);
}

/** Null when nothing was ordered with it yet, its guest has signed in since, or its owner was erased. */
export async function readOrderFacts(
  parts: CustomerRxParts,
  tx: Tx,
  prescription: { id: string; keySubject: string },
): Promise<OrderFacts | null> {
  const [row] = await tx.query<{ facts: string | null }>(
    'SELECT order_facts AS facts FROM prescription WHERE id = $1',
    [prescription.id],
  );
  if (!row?.facts) return null;
  const text = await parts.contents.open(tx, prescription.keySubject, cell(prescription.id), row.facts);
  return text === null ? null : (JSON.parse(text) as OrderFacts);
}
