import { defineJob } from '@opticworks/kernel';
import { z } from 'zod';

/** Each night: uploads that were never put to a prescription. */
export const ClearUnusedDocuments = defineJob('customer-rx.clear-unused-documents', z.object({}).loose(), {
  cron: '50 3 * * *',
});
