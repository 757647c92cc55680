import { defineJob } from '@opticworks/kernel';
import { z } from 'zod';

/** Each night: nothing of an erased person may be left, nor come back with a restored backup. */
export const ClearErasureResidue = defineJob('customer-rx.clear-erasure-residue', z.object({}).loose(), {
  cron: '20 3 * * *',
});
