import type { Logger, Tx } from '@opticworks/kernel';
import { PurchasingChanged } from '@opticworks/schema/events/procurement';
import type { Purchasing } from '../use-case.ts';
import { figuresOf, preferredItems } from './figures.ts';
import { writeProposals } from './recalculate-proposals.ts';
import { roundUpToPack } from './reorder.rules.ts';

export interface Shortage {
  sku: string;
  quantity: number;
  reference: string;
}

/**
 * Somebody waits: the proposal appears at once, with who waits for it. When purchase orders on their way already cover the wait,
 * nothing more is proposed.
 */
export async function proposeUrgently(tx: Tx, purchasing: Purchasing, shortage: Shortage, log: Logger): Promise<void> {
  const items = await preferredItems(tx, [shortage.sku]);
  const [item] = items;
  if (!item) {
    log.warn(
      { sku: shortage.sku, reference: shortage.reference },
      'Nobody supplies a missing item. Add a supplier for it.',
    );
    return;
  }
  const [figure] = await figuresOf(purchasing, tx, items);
  if (!figure) throw new Error(`Inventory does not know ${shortage.sku}, which it said is short.`);
  const { stock } = figure;
  const uncovered = stock.waiting - stock.onOrder - stock.unsent;
  if (uncovered <= 0 && figure.advice === null) return;
  const advice = figure.advice ?? {
    quantity: roundUpToPack(Math.max(uncovered, 1), item.packSize, item.minimumQuantity),
    safetyStock: 0,
    reorderPoint: 0,
    position: -uncovered,
    reason: '',
    formula: `${stock.waiting} waiting − ${stock.onOrder + stock.unsent} on order`,
  };
  const reason = `${whoWaits(shortage.reference)} waits for ${shortage.quantity}; ${advice.reason || 'nothing free is left'}`;
  const [id] = await writeProposals(tx, [{ ...figure, advice: { ...advice, reason } }], purchasing.clock.now(), [
    shortage.reference,
  ]);
  await tx.publish(
    PurchasingChanged,
    { purchaseOrderId: null, proposalId: id!, status: 'OPEN' },
    { aggregate: 'proposal', aggregateId: id!, topics: ['purchasing'] },
  );
}

/** Who waits in words: references are made of ids, which say nothing to a buyer. */
function whoWaits(reference: string): string {
  if (reference.startsWith('job:')) return 'A lab job';
  if (reference.startsWith('order:')) return 'An order';
  return reference;
}
