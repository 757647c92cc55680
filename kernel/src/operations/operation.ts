// biome-ignore-all lint/suspicious/noExplicitAny: generic over values whose types only the callers know.
import type { z } from 'zod';
import type { Logger } from '../observe/logger.ts';
import type { Principal } from '../principal/principal.ts';

/** An internal operation one part offers to others. Input and output must survive JSON. */
export interface OperationDef<I = any, O = any> {
  readonly name: string;
  readonly input: z.ZodType<I>;
  readonly output: z.ZodType<O>;
  /** true when it changes something; the caller must then send an idempotency key. */
  readonly changes?: boolean;
}

export interface OperationContext {
  principal: Principal;
  idempotencyKey: string | null;
  requestId: string;
  log: Logger;
}

export interface ProvidedOperation<I = any, O = any> {
  readonly def: OperationDef<I, O>;
  readonly run: (input: I, context: OperationContext) => Promise<O>;
}

export interface CallOptions {
  idempotencyKey?: string;
  /** The person on whose behalf the call is made; the calling part itself when left out. */
  asPrincipal?: Principal;
  deadlineMs?: number;
  requestId?: string;
}

/** How one part calls an operation of another; in process or over HTTP, the caller cannot tell. */
export interface Caller {
  call<I, O>(operation: OperationDef<I, O>, input: I, options?: CallOptions): Promise<O>;
}

export function provide<I, O>(
  def: OperationDef<I, O>,
  run: (input: I, context: OperationContext) => Promise<O>,
): ProvidedOperation<I, O> {
  return { def, run };
}
