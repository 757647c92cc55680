/** Who did what to whom, and why. Never the personal value itself. */
export interface AuditEntry {
  /** The chain it belongs to, for example `personal-data` or `roles`. */
  stream: string;
  /** Principal id, or `service:name`. */
  actor: string;
  /** What was done: `prescription.read`. */
  action: string;
  /** Id of the person or thing it was done to. */
  subject: string;
  reason?: string | null;
  details?: Record<string, string | number | boolean | null>;
}
