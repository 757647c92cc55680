// biome-ignore-all lint/suspicious/noExplicitAny: generic over values whose types only the callers know.
import type { z } from 'zod';

/** What a publisher promises: a name with version, and the shape of the payload. Declared once, outside both sides. */
export interface EventDef<P = any> {
  readonly name: string;
  readonly payload: z.ZodType<P>;
}

export interface PublishOptions {
  /** The kind of thing that changed, for example the table's noun. Events of one aggregate stay in order. */
  aggregate: string;
  aggregateId: string;
  /** Live channels that hear it besides `aggregate` and `aggregate:aggregateId`. */
  topics?: string[];
}

/** An event on its way. */
export interface EventEnvelope {
  id: string;
  name: string;
  /** The schema it was published by. */
  source: string;
  aggregate: string;
  aggregateId: string;
  /** Order within the source. */
  sequence: string;
  payload: unknown;
  occurredAt: string;
  /** The request and span that caused it, as `causeOf` writes them. */
  trace: string | null;
}
