import { defineJob } from '@opticworks/kernel';
import { z } from 'zod';

const jobId = z.object({ jobId: z.string() });

/** Reads the prescription, calculates, chooses blanks. Tried for about a day while a sibling is away. */
export const PrepareJob = defineJob('lab.prepare-job', jobId, { retryLimit: 20, retryDelaySeconds: 10 });
/** Asks the store for the blanks a job still needs. */
export const AllocateBlanks = defineJob('lab.allocate-blanks', jobId, { retryLimit: 20, retryDelaySeconds: 10 });
/** Tells the store what became of one blank: used, broken, or not needed any more. */
export const SettleBlank = defineJob(
  'lab.settle-blank',
  z.object({
    jobId: z.string(),
    lensId: z.string(),
    attempt: z.number().int(),
    sku: z.string(),
    outcome: z.enum(['consumed', 'scrapped', 'released']),
    reason: z.string(),
  }),
  { retryLimit: 20, retryDelaySeconds: 10 },
);
/** Tells the store that a blank that was taken lies on its shelf again. */
export const BookReturn = defineJob('lab.book-return', z.object({ returnId: z.string() }), {
  retryLimit: 20,
  retryDelaySeconds: 10,
});
