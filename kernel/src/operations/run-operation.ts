import { KERNEL_ERRORS } from '../errors/kernel-errors.ts';
import { isRefusal, refuse } from '../errors/refusal.ts';
import { operationDuration } from '../observe/metrics.ts';
import { inRequest } from '../observe/request-scope.ts';
import { traced } from '../observe/trace.ts';
import type { OperationContext, ProvidedOperation } from './operation.ts';

/**
 * Checks the input, runs the operation and checks the output. The values pass through JSON as they would over the wire, so
 * what works in one process works in two.
 */
export async function runOperation(
  provided: ProvidedOperation,
  input: unknown,
  context: OperationContext,
): Promise<unknown> {
  const { def } = provided;
  const parsed = def.input.safeParse(input);
  if (!parsed.success) {
    refuse(
      KERNEL_ERRORS.INVALID_INPUT,
      { operation: def.name },
      {
        issues: parsed.error.issues.map((issue) => ({
          code: issue.code.toUpperCase(),
          message: issue.message,
          field: issue.path.join('.'),
          severity: 'error',
        })),
      },
    );
  }
  if (def.changes && !context.idempotencyKey) refuse(KERNEL_ERRORS.IDEMPOTENCY_KEY_MISSING, { operation: def.name });
  const done = operationDuration.startTimer({ operation: def.name });
  return inRequest(context.requestId, () =>
    traced(`operation ${def.name}`, { 'opticworks.operation': def.name }, async () => {
      try {
        const output = def.output.parse(await provided.run(parsed.data, context));
        done({ outcome: 'ok' });
        return output;
      } catch (error) {
        done({ outcome: isRefusal(error) ? 'refused' : 'failed' });
        throw error;
      }
    }),
  );
}
