/** Who did something, as the graph tells it. */
export interface WhoShape {
  kind: 'STAFF' | 'CUSTOMER' | 'GUEST' | 'SERVICE';
  name: string | null;
}

/** Parts of the house that act by themselves, in the words of the shop. */
const parts: Record<string, string> = {
  orders: 'The shop, for an order',
  lab: 'The lab, for a job',
  catalog: 'The shop, for a price',
  'customer-rx': 'The prescription desk, by itself',
};

/** "Omar Reyes", "Ada Kern (customer)", "Guest": people by their names, never by an id. */
export function whoText({ kind, name }: WhoShape): string {
  if (kind === 'STAFF') return name ?? 'Staff';
  if (kind === 'CUSTOMER') return name ? `${name} (customer)` : 'Customer, erased since';
  if (kind === 'GUEST') return 'Guest, without an account';
  return parts[name ?? ''] ?? `The house: ${name ?? ''}`;
}
