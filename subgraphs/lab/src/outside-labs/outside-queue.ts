import { defineJob } from '@opticworks/kernel';
import { z } from 'zod';

const orderId = z.object({ orderId: z.string() });

/** Gives an order to the other lab; tried for about a day while it does not answer, and looked up before each further try. */
export const SubmitOutsideOrder = defineJob('lab.submit-outside-order', orderId, {
  retryLimit: 30,
  retryDelaySeconds: 15,
});
/** Asks the other lab to call an order off. */
export const CancelOutsideOrder = defineJob('lab.cancel-outside-order', orderId, {
  retryLimit: 30,
  retryDelaySeconds: 15,
});
/** Asks where an order stands. */
export const LookAtOutsideOrder = defineJob('lab.look-at-outside-order', orderId, {
  retryLimit: 5,
  retryDelaySeconds: 30,
});
/** Handles one stored webhook. */
export const TakeOutsideNotice = defineJob('lab.take-outside-notice', z.object({ webhookId: z.string() }), {
  retryLimit: 20,
  retryDelaySeconds: 10,
});
/** Webhooks get lost: orders nobody heard of for an hour are asked about. */
export const FollowOutsideOrders = defineJob('lab.follow-outside-orders', z.object({}), { cron: '*/15 * * * *' });
