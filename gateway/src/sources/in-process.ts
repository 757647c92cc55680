import { executeLocal, type Subgraph, subscribeLocal } from '@opticworks/kernel';
import type { DataSource, SubgraphAnswer } from '../execution/data-source.ts';
import { type OperationContext, renewed } from '../request-context.ts';

/** A subgraph in the same process: its documents are compiled once per text, nothing is serialised. */
export function inProcessSource(subgraph: Subgraph): DataSource<OperationContext> {
  return {
    fetch: ({ document, operationName, variables, context }) =>
      executeLocal(subgraph, {
        document,
        operationName,
        variables: variables as Record<string, unknown>,
        context: context.contextFor(subgraph),
      }),
    async subscribe({ document, operationName, variables, context }) {
      const stream = await subscribeLocal(subgraph, {
        document,
        operationName,
        variables: variables as Record<string, unknown>,
        context: () => renewed(context).contextFor(subgraph),
      });
      return 'next' in stream ? (stream as AsyncIterator<SubgraphAnswer>) : (stream as SubgraphAnswer);
    },
  };
}
