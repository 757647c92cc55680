import { defineSettings } from '@opticworks/kernel';
import { z } from 'zod';

export const SETTINGS = defineSettings({
  PERSONAL_DATA_KEY: {
    schema: z.base64('Give 32 random bytes in base64'),
    demoDefault: 'b3B0aWN3b3Jrcy1kZW1vLWtleS1ub3QtYS1zZWNyZXQ=',
    secret: true,
    doc: 'Wraps the data key of every person. Lose it and no prescription can be read; keep it outside the database and its backups.',
  },
  JURISDICTION: {
    schema: z.string().regex(/^[A-Z]{2}(-[A-Z]{2})?$/, 'Give a country (US, DE) or a US state (US-NY)'),
    default: 'US',
    doc: 'Place of sale: decides how long a prescription is valid where its paper names no date.',
  },
});
