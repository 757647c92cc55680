import { defineJob } from '@opticworks/kernel';
import { z } from 'zod';

/** Each night, before the buyers come. */
export const RecalculateProposals = defineJob('procurement.recalculate-proposals', z.object({}), {
  cron: '30 3 * * *',
  retryLimit: 3,
  retryDelaySeconds: 300,
});
