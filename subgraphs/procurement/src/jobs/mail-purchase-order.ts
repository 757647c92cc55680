import { defineJob } from '@opticworks/kernel';
import { z } from 'zod';

export const MailPurchaseOrder = defineJob(
  'procurement.mail-purchase-order',
  z.object({ purchaseOrderId: z.string() }),
  {
    retryLimit: 8,
    retryDelaySeconds: 15,
    expireInSeconds: 60,
  },
);
