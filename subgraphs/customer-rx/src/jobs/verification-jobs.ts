import { defineJob } from '@opticworks/kernel';
import { z } from 'zod';

const one = z.object({ verificationId: z.string() });

export const SendVerification = defineJob('customer-rx.send-verification', one, { retryLimit: 8 });
export const CheckVerificationDelivery = defineJob(
  'customer-rx.check-verification-delivery',
  one.extend({ look: z.number().int() }),
  { retryLimit: 8 },
);
/** Wakes at the deadline of one request. */
export const LapseVerification = defineJob('customer-rx.lapse-verification', one, { retryLimit: 8 });
/** Each minute: deadlines whose own job was lost. */
export const LapseOverdue = defineJob('customer-rx.lapse-overdue', z.object({}).loose(), {
  cron: '* * * * *',
  retryLimit: 0,
  exclusive: true,
});
