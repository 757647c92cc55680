/**
 * The life of a parcel: created with our reference, label bought, then only forwards as the carrier scans it. An exception
 * can still end in delivery or return. A label can be voided until the parcel moves.
 */
export const SHIPMENT_STATUSES = [
  'CREATED',
  'LABEL_BOUGHT',
  'IN_TRANSIT',
  'OUT_FOR_DELIVERY',
  'EXCEPTION',
  'DELIVERED',
  'RETURNED',
  'VOIDED',
] as const;
export type ShipmentStatus = (typeof SHIPMENT_STATUSES)[number];

export const SHIPMENT_MOVES: Readonly<Record<ShipmentStatus, readonly ShipmentStatus[]>> = {
  CREATED: ['LABEL_BOUGHT', 'VOIDED'],
  LABEL_BOUGHT: ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'EXCEPTION', 'RETURNED', 'VOIDED'],
  IN_TRANSIT: ['OUT_FOR_DELIVERY', 'DELIVERED', 'EXCEPTION', 'RETURNED'],
  OUT_FOR_DELIVERY: ['DELIVERED', 'EXCEPTION', 'RETURNED'],
  EXCEPTION: ['OUT_FOR_DELIVERY', 'DELIVERED', 'RETURNED'],
  DELIVERED: [],
  RETURNED: [],
  VOIDED: [],
};

export function canMoveShipment(from: ShipmentStatus, to: ShipmentStatus): boolean {
  return SHIPMENT_MOVES[from].includes(to);
}

export function sourcesOfShipment(to: ShipmentStatus): ShipmentStatus[] {
  return SHIPMENT_STATUSES.filter((from) => canMoveShipment(from, to));
}

/** What a carrier's tracking status means for the parcel; null where it changes nothing. */
export function statusOfTracking(tracking: string): ShipmentStatus | null {
  switch (tracking) {
    case 'in_transit':
    case 'available_for_pickup':
      return 'IN_TRANSIT';
    case 'out_for_delivery':
      return 'OUT_FOR_DELIVERY';
    case 'delivered':
      return 'DELIVERED';
    case 'return_to_sender':
      return 'RETURNED';
    case 'failure':
    case 'error':
      return 'EXCEPTION';
    default:
      return null;
  }
}
