import type { Locale, Logger, Principal, RequestContext, Subgraph } from '@opticworks/kernel';

/** What the gateway knows about one operation: who asks, from where, in which language. */
export interface OperationContext {
  readonly principal: Principal;
  readonly requestId: string;
  readonly locale: Locale;
  readonly clientIp: string | null;
  readonly idempotencyKey: string | null;
  readonly log: Logger;
  /** The subgraph's own context; one per operation, so that its loaders batch over the whole plan. */
  contextFor(subgraph: Subgraph): RequestContext;
}

export function operationContext(input: Omit<OperationContext, 'contextFor'>): OperationContext {
  const contexts = new Map<string, RequestContext>();
  return {
    ...input,
    contextFor(subgraph) {
      let context = contexts.get(subgraph.name);
      if (!context) {
        context = subgraph.context({
          principal: input.principal,
          requestId: input.requestId,
          locale: input.locale,
          clientIp: input.clientIp,
          idempotencyKey: input.idempotencyKey,
        });
        contexts.set(subgraph.name, context);
      }
      return context;
    },
  };
}

/** A context for one more operation of the same caller: fresh loaders, same identity. */
export function renewed(context: OperationContext, principal: Principal = context.principal): OperationContext {
  return operationContext({ ...context, principal });
}
