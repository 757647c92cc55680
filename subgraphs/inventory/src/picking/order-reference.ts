const PREFIX = 'order:';

/** How an order is named where stock is allocated or waited for. */
export function orderReference(orderId: string): string {
  return `${PREFIX}${orderId}`;
}

/** The order behind a reference; null when a lab job stands behind it. */
export function orderOfReference(reference: string): string | null {
  return reference.startsWith(PREFIX) ? reference.slice(PREFIX.length) : null;
}
