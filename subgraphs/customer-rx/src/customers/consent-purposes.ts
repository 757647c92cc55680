/** What customers can agree to, with the version of the text they see. A changed text gets a new version. */
export const CONSENT_PURPOSES: Readonly<Record<string, { version: string }>> = {
  marketing_email: { version: '2026-01' },
  /** Being reminded when a prescription is about to expire uses health data, so it is asked apart from marketing. */
  recall_reminder: { version: '2026-01' },
  product_improvement: { version: '2026-01' },
};
