import { type HandledJob, handleJob } from '@opticworks/kernel';
import type { CustomerRxParts } from '../parts.ts';
import { checkDelivery, sendVerification } from '../verification/follow-delivery.ts';
import { lapseOverdue, lapseVerification } from '../verification/settle-verification.ts';
import { CheckVerificationDelivery, LapseOverdue, LapseVerification, SendVerification } from './verification-jobs.ts';

export const verificationHandlers = (parts: CustomerRxParts): HandledJob[] => [
  handleJob(SendVerification, ({ verificationId }) => sendVerification(parts, verificationId)),
  handleJob(CheckVerificationDelivery, ({ verificationId, look }) => checkDelivery(parts, verificationId, look)),
  handleJob(LapseVerification, async ({ verificationId }) => {
    await lapseVerification(parts, verificationId);
  }),
  handleJob(LapseOverdue, async (_payload, { log }) => {
    const lapsed = await lapseOverdue(parts);
    if (lapsed > 0) log.warn({ lapsed }, 'Verification deadlines had passed without their job.');
  }),
];
