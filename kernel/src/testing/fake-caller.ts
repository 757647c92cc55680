import type { Caller, CallOptions, OperationDef } from '../operations/operation.ts';

export interface RecordedCall {
  operation: string;
  input: unknown;
  options: CallOptions;
}

// biome-ignore lint/suspicious/noExplicitAny: a handler takes the input type of whatever operation its name stands for.
export type FakeHandler = (input: any, options: CallOptions) => unknown;

/** Answers operations of other parts from a table, checks both shapes, and remembers what was asked. */
export function fakeCaller(
  handlers: Record<string, FakeHandler> = {},
): Caller & { calls: RecordedCall[]; handlers: Record<string, FakeHandler> } {
  const calls: RecordedCall[] = [];
  return {
    calls,
    handlers,
    async call<I, O>(operation: OperationDef<I, O>, input: I, options: CallOptions = {}): Promise<O> {
      const parsed = operation.input.parse(JSON.parse(JSON.stringify(input)));
      if (operation.changes && !options.idempotencyKey)
        throw new Error(`${operation.name} was called without an idempotency key.`);
      calls.push({ operation: operation.name, input: parsed, options });
      const handler = handlers[operation.name];
      if (!handler) throw new Error(`No fake answers ${operation.name}.`);
      return operation.output.parse(await handler(parsed, options));
    },
  };
}
