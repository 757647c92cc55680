import type { PrescriptionProblem } from './mail.content.ts';

/** What a mail needs besides the order itself: short values, never health data. */
export interface MailFacts {
  amount?: string;
  carrier?: string;
  trackingCode?: string | null;
  trackingUrl?: string | null;
  estimatedDelivery?: string | null;
  returnNumber?: string;
  labelUrl?: string | null;
  reason?: string;
  cancelled?: string;
  problem?: PrescriptionProblem;
  costsMore?: string | null;
}
