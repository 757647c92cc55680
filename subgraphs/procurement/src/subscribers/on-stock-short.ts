import { on, type Subscription } from '@opticworks/kernel';
import { StockShort } from '@opticworks/schema/events/inventory';
import { proposeUrgently } from '../replenishment/propose-urgently.ts';
import type { Purchasing } from '../use-case.ts';

export function onStockShort(purchasing: Purchasing): Subscription {
  return on(StockShort, (shortage, { tx, log }) => proposeUrgently(tx, purchasing, shortage, log));
}
