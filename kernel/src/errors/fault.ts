/**
 * Something that should not happen: a broken invariant, an unreachable dependency. Logged once at the edge and masked,
 * so the message may be technical; it must still never carry personal, health or card data.
 */
export class Fault extends Error {
  readonly details: Record<string, unknown>;

  constructor(message: string, options: { cause?: unknown; details?: Record<string, unknown> } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Fault';
    this.details = options.details ?? {};
  }
}
