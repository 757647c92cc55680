import { defineSettings } from '@opticworks/kernel';
import { z } from 'zod';

export const catalogSettings = defineSettings({
  DATA_DIR: {
    schema: z.string().min(1),
    default: '.data',
    doc: 'Folder for files the program makes; rendered pictures are kept under media/.',
  },
  SHOP_CURRENCY: {
    schema: z.string().regex(/^[A-Z]{3}$/),
    default: 'USD',
    doc: 'Currency of the shop window; a price list in it must exist.',
  },
  CATALOG_RENDER_CONCURRENCY: {
    schema: z.coerce.number().int().min(1).max(16),
    default: 2,
    doc: 'Pictures drawn at the same time.',
  },
});
