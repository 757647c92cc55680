import { defineSettings } from '@opticworks/kernel';
import { z } from 'zod';

const days = z.coerce.number().int().min(0).max(120);

export const inventorySettings = defineSettings({
  INVENTORY_DISPATCH_DAYS: {
    schema: days,
    default: 1,
    unit: 'days',
    doc: 'From a paid order to the hand-over to the carrier, when the goods are on the shelf.',
  },
  INVENTORY_SUPPLY_DAYS: {
    schema: days,
    default: 9,
    unit: 'days',
    doc: 'Until a delivery is on the shelf, when the item is out of stock and nothing is on the way.',
  },
});
