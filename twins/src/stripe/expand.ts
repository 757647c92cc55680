import { invalidRequest } from './stripe-failure.ts';
import type { StripeWorld } from './stripe-world.ts';

type Node = Record<string, unknown>;

/** Fills `expand[]` paths (`latest_charge.balance_transaction`, `data.payment_method`) in a copy of the object. */
export function expand(world: StripeWorld, object: unknown, paths: readonly string[]): unknown {
  if (paths.length === 0) return object;
  const copy = structuredClone(object) as Node;
  for (const [index, path] of paths.entries()) {
    const segments = path.split('.');
    if (segments.length > 4)
      throw invalidRequest('You cannot expand more than 4 levels of a property.', { param: `expand[${index}]` });
    fill(world, copy, segments, path, `expand[${index}]`);
  }
  return copy;
}

function fill(world: StripeWorld, node: unknown, [head, ...rest]: string[], path: string, param: string): void {
  if (head === undefined || node === null || node === undefined) return;
  if (Array.isArray(node)) {
    for (const item of node) fill(world, item, [head, ...rest], path, param);
    return;
  }
  const parent = node as Node;
  if (head === 'refunds' && parent.object === 'charge') parent.refunds = refundsOf(world, String(parent.id));
  if (!(head in parent)) throw invalidRequest(`This property cannot be expanded (${path}).`, { param });
  const value = parent[head];
  if (typeof value === 'string') {
    const object = world.lookUp(value);
    if (!object) throw invalidRequest(`This property cannot be expanded (${path}).`, { param });
    parent[head] = structuredClone(object);
  }
  fill(world, parent[head], rest, path, param);
}

function refundsOf(world: StripeWorld, chargeId: string): Node {
  return {
    object: 'list',
    data: world.refunds.newestFirst().filter((refund) => refund.charge === chargeId),
    has_more: false,
    url: `/v1/charges/${chargeId}/refunds`,
  };
}
