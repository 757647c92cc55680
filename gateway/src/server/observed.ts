import { histogram, inRequest, isTraced, traced } from '@opticworks/kernel';
import type { DataSource, DataSources } from '../execution/data-source.ts';
import type { OperationContext } from '../request-context.ts';

const operations = histogram('opticworks_graphql_seconds', 'Duration of GraphQL operations at the gateway', [
  'operation',
  'outcome',
]);
const fetches = histogram('opticworks_subgraph_seconds', 'Duration of questions to a subgraph', [
  'subgraph',
  'outcome',
]);

/** Names that callers invent stay out of the figures: each would be a series of its own. */
export const OPEN_DOCUMENT = 'open document';

/** Runs one operation as a request of its own: timed, traced, and named in every log line it causes. */
export function observed<T extends { readonly errors: readonly unknown[] } | undefined>(
  name: string,
  context: OperationContext,
  run: () => Promise<T>,
): Promise<T> {
  const done = operations.startTimer({ operation: name });
  return inRequest(context.requestId, () =>
    traced(`graphql ${name}`, { 'opticworks.caller': context.principal.kind }, async () => {
      try {
        const answer = await run();
        done({ outcome: answer?.errors.length ? 'errors' : 'ok' });
        return answer;
      } catch (error) {
        done({ outcome: 'failed' });
        throw error;
      }
    }),
  );
}

/** Times each question to a subgraph, and shows it in the trace when there is one. */
function observedSource(name: string, source: DataSource<OperationContext>): DataSource<OperationContext> {
  const figure = (outcome: string) => fetches.labels({ subgraph: name, outcome });
  const figures = { ok: figure('ok'), errors: figure('errors'), failed: figure('failed') };
  return {
    fetch(request) {
      const begun = performance.now();
      const ask = async () => {
        let outcome: keyof typeof figures = 'failed';
        try {
          const answer = await source.fetch(request);
          outcome = answer.errors?.length ? 'errors' : 'ok';
          return answer;
        } finally {
          figures[outcome].observe((performance.now() - begun) / 1000);
        }
      };
      return isTraced() ? traced(`subgraph ${name}`, { 'opticworks.subgraph': name }, ask) : ask();
    },
    ...(source.subscribe && { subscribe: (request) => source.subscribe!(request) }),
    ...(source.close && { close: () => source.close!() }),
  };
}

export function observedSources(sources: DataSources<OperationContext>): DataSources<OperationContext> {
  return new Map([...sources].map(([name, source]) => [name, observedSource(name, source)]));
}
