import type { z } from 'zod';

/**
 * An event that one subgraph publishes and others may react to. Payloads carry ids and plain values, never health data.
 * A change that a present consumer could not read gets a new version in the name, and both are published during the change.
 */
export interface EventDef<P = unknown> {
  readonly name: `${string}.${string}.v${number}`;
  readonly payload: z.ZodType<P>;
}

/** An internal operation: asked for by a port of one subgraph, provided by another. Never part of the graph. */
export interface OperationDef<I = unknown, O = unknown> {
  readonly name: `${string}.${string}`;
  readonly input: z.ZodType<I>;
  readonly output: z.ZodType<O>;
  /** true when the caller must send an idempotency key, because the operation changes something. */
  readonly changes: boolean;
}

export function defineEvent<P>(name: EventDef['name'], payload: z.ZodType<P>): EventDef<P> {
  return { name, payload };
}

export function defineOperation<I, O>(
  name: OperationDef['name'],
  definition: { input: z.ZodType<I>; output: z.ZodType<O>; changes?: boolean },
): OperationDef<I, O> {
  return { name, input: definition.input, output: definition.output, changes: definition.changes ?? false };
}
