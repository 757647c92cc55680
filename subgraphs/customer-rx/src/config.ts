import { defineSettings } from '@opticworks/kernel';
import { z } from 'zod';

/** Words separated by commas. */
const list = z
  .union([z.string(), z.array(z.string())])
  .transform((given) =>
    (typeof given === 'string' ? given.split(',') : given).map((one) => one.trim()).filter(Boolean),
  );

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
  LEGAL_PROFILES: {
    schema: list,
    default: [],
    doc: 'Countries whose unsourced legal values the owner has checked and switches on, e.g. GB,DE. Others keep the careful rules: nothing is presumed.',
  },
  FOUR_EYES_FOR: {
    schema: list,
    default: [],
    doc: 'Codes of findings after which two opticians must look before a sign-off, e.g. ANISOMETROPIA_HIGH,POWER_CHANGED.',
  },
});
