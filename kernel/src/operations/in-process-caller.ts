import { Fault } from '../errors/fault.ts';
import { KERNEL_ERRORS } from '../errors/kernel-errors.ts';
import { refuse } from '../errors/refusal.ts';
import { newId } from '../ids/type-id.ts';
import type { Logger } from '../observe/logger.ts';
import { currentRequestId } from '../observe/request-scope.ts';
import type { Caller, CallOptions, OperationDef, ProvidedOperation } from './operation.ts';
import { runOperation } from './run-operation.ts';

const DEFAULT_DEADLINE_MS = 5_000;

/** Connects the parts of one process. */
export class OperationDirectory {
  readonly #operations = new Map<string, ProvidedOperation>();

  constructor(private readonly logger: Logger) {}

  /** @throws when two parts offer an operation of one name */
  register(operations: readonly ProvidedOperation[]): void {
    for (const operation of operations) {
      if (this.#operations.has(operation.def.name)) throw new Fault(`${operation.def.name} is provided twice.`);
      this.#operations.set(operation.def.name, operation);
    }
  }

  /** The caller of one part; its name is the identity the provider sees. */
  callerFor(service: string): Caller {
    return {
      call: <I, O>(operation: OperationDef<I, O>, input: I, options: CallOptions = {}) =>
        this.#call(service, operation, input, options) as Promise<O>,
    };
  }

  async #call(service: string, operation: OperationDef, input: unknown, options: CallOptions): Promise<unknown> {
    const provided = this.#operations.get(operation.name);
    if (!provided) throw new Fault(`Nobody provides ${operation.name}.`);
    const context = {
      principal: options.asPrincipal ?? ({ kind: 'service', name: service } as const),
      idempotencyKey: options.idempotencyKey ?? null,
      requestId: options.requestId ?? currentRequestId() ?? newId('request'),
      log: this.logger.child({ operation: operation.name, from: service }),
    };
    const run = runOperation(provided, throughJson(input), context).then(throughJson);
    return withDeadline(run, options.deadlineMs ?? DEFAULT_DEADLINE_MS);
  }
}

function throughJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** The work goes on after the deadline, as it would on another machine; the caller asks again with the same key. */
function withDeadline<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      work.catch(() => undefined);
      try {
        refuse(KERNEL_ERRORS.UNAVAILABLE);
      } catch (refusal) {
        reject(refusal);
      }
    }, ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
