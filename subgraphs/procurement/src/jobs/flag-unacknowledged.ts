import { defineJob } from '@opticworks/kernel';
import { z } from 'zod';

export const FlagUnacknowledged = defineJob('procurement.flag-unacknowledged', z.object({}), {
  cron: '5 * * * *',
  retryLimit: 1,
});
