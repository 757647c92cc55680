import { defineSettings } from '@opticworks/kernel';
import { toleranceProfiles } from '@opticworks/optics';
import { z } from 'zod';

export const SETTINGS = defineSettings({
  PERSONAL_DATA_KEY: {
    schema: z.base64('Give 32 random bytes in base64'),
    demoDefault: 'b3B0aWN3b3Jrcy1kZW1vLWtleS1ub3QtYS1zZWNyZXQ=',
    secret: true,
    doc: 'Wraps the data key of every person whose lenses are made. Keep it outside the database and its backups.',
  },
  LAB_TOLERANCE_PROFILE: {
    schema: z.enum(Object.keys(toleranceProfiles) as [string, ...string[]]),
    default: 'ansi-z80.1',
    doc: 'Which tolerances the final inspection holds a pair against.',
  },
  LAB_SHIPPING_DAYS: {
    schema: z.coerce.number().int().min(0).max(30),
    default: 2,
    unit: 'days',
    doc: 'A job is due this long before the date promised to the customer.',
  },
  SHOP_TIME_ZONE: { schema: z.string(), default: 'America/Los_Angeles', doc: 'The zone of the shop’s calendar days.' },
  LAB_UNDO_SECONDS: {
    schema: z.coerce.number().int().min(0).max(3600),
    default: 120,
    unit: 'seconds',
    doc: 'How long whoever made a scan at a station may take it back as a mistake.',
  },
});
