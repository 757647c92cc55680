import type { OrderPlacedPayload } from '@opticworks/schema/events/orders';

type OrderLine = OrderPlacedPayload['lines'][number];

export interface ShelfNeed {
  orderLineId: string;
  sku: string;
  title: string;
  quantity: number;
  /** The pair cannot be begun: its prescription has yet to come. */
  waits: boolean;
}

export interface OrderPicks {
  /** One entry per pair: its frame travels in a tray of its own. */
  lab: ShelfNeed[];
  /** Collected from the shelves straight into the parcel. */
  parcel: ShelfNeed[];
  /** Finished pairs that join the parcel when the lab has passed them. */
  finished: ShelfNeed[];
}

/** What has to be collected for an order. Bundles are their parts; lenses have no shelf of their own here. */
export function picksOf(lines: readonly OrderLine[]): OrderPicks {
  const picks: OrderPicks = { lab: [], parcel: [], finished: [] };
  for (const line of lines) {
    const need: ShelfNeed = {
      orderLineId: line.orderLineId,
      sku: line.sku,
      title: line.title,
      quantity: line.quantity,
      waits: line.lens !== null && line.prescriptionId === null,
    };
    if (line.lens !== null) {
      if (line.kind === 'FRAME') picks.lab.push(need);
      picks.finished.push(need);
    } else if (line.components.length > 0) {
      for (const part of line.components) {
        picks.parcel.push({
          ...need,
          sku: part.sku,
          title: `${line.title}: ${part.sku}`,
          quantity: part.quantity * line.quantity,
        });
      }
    } else if (line.kind !== 'LENS') {
      picks.parcel.push(need);
    }
  }
  return picks;
}
