import type { FilterValues } from '../../kit/list.types.ts';
import { type AwaitedState, missingRx } from './awaited-state.ts';

interface FilteredOrder {
  number: string;
  status: string;
  email: string;
  createdAt: string;
  shippingAddress: { name: string };
  lines: readonly { requiresLab: boolean }[];
  awaitedPrescriptions: readonly AwaitedState[];
}

/** Whether an order that has just changed belongs to the list under these filters: the server's rule, for one row. */
export function matchesOrder(order: FilteredOrder, values: FilterValues): boolean {
  if (values.status && !values.status.split(',').includes(order.status)) return false;
  if (values.hasLab === 'yes' && !order.lines.some((line) => line.requiresLab)) return false;
  if (values.rxMissing === 'yes' && !missingRx(order)) return false;
  const created = order.createdAt.slice(0, 10);
  if (values.from && created < values.from) return false;
  if (values.to && created > values.to) return false;
  const query = values.query?.toLowerCase();
  return (
    !query || [order.number, order.email, order.shippingAddress.name].some((text) => text.toLowerCase().includes(query))
  );
}
