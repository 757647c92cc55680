import { defineJob } from '@opticworks/kernel';
import { z } from 'zod';

/** Cron knows minutes; the minute's run plans the five between. */
export const ExpireReservations = defineJob(
  'inventory.expire-reservations',
  z.object({ between: z.boolean().optional() }),
  { cron: '* * * * *', retryLimit: 0, expireInSeconds: 60 },
);
