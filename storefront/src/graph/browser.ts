import type { TadaDocumentNode } from 'gql.tada';
import { Kind } from 'graphql/language/kinds.js';
import { Client, type CombinedError, fetchExchange, makeOperation, mapExchange } from 'urql';
import { GraphFailure, kindOf } from './failure.ts';
import { operationIds } from './operation-ids.gen.ts';

/** The name of a document's operation; names are unique among a client's documents. */
export function operationNameOf(document: TadaDocumentNode<unknown, never>): string {
  const definition = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  return definition?.kind === Kind.OPERATION_DEFINITION ? (definition.name?.value ?? '') : '';
}

/** How a production build names a document it was built with; undefined sends the text instead. */
export function persistedExtensions(document: TadaDocumentNode<unknown, never>) {
  const id = operationIds[operationNameOf(document)];
  if (process.env.NODE_ENV !== 'production' || !id) return undefined;
  return { persistedQuery: { version: 1 as const, sha256Hash: id } };
}

const client = new Client({
  url: '/graphql',
  preferGetMethod: false,
  exchanges: [
    mapExchange({
      onOperation: (operation) => {
        const persistedQuery = persistedExtensions(operation.query as never);
        return persistedQuery
          ? makeOperation(operation.kind, { ...operation, extensions: { ...operation.extensions, ...persistedQuery } })
          : operation;
      },
    }),
    fetchExchange,
  ],
});

export interface SendOptions {
  orderToken?: string | undefined;
  signal?: AbortSignal;
}

/**
 * Asks the graph from the browser: queries and mutations alike by POST, so that nothing personal stands in an address.
 * @throws GraphFailure; a Refusal is an answer and comes back as data
 */
export async function send<Data, Variables>(
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
  { orderToken, signal }: SendOptions = {},
): Promise<Data> {
  const isMutation = document.definitions.some(
    (one) => one.kind === Kind.OPERATION_DEFINITION && one.operation === 'mutation',
  );
  const context = {
    requestPolicy: 'network-only' as const,
    fetchOptions: {
      headers: {
        'x-opticworks-locale': window.document.documentElement.lang,
        ...(orderToken ? { 'x-order-token': orderToken } : {}),
      },
    },
  };
  const asked = isMutation
    ? client.mutation(document, variables as never, context)
    : client.query(document, variables as never, context);
  const result = await asked.toPromise();
  if (signal?.aborted) throw new DOMException('Superseded by a newer question.', 'AbortError');
  if (result.error) throw failureOf(result.error);
  return result.data as Data;
}

function failureOf(error: CombinedError): GraphFailure {
  const response = error.response as Response | undefined;
  const header = response?.headers?.get('x-request-id') ?? null;
  if (error.networkError && !response) return new GraphFailure('network', error.message, null, { cause: error });
  const [first] = error.graphQLErrors;
  const reference = (first?.extensions.reference as string | undefined) ?? header;
  if (first) return new GraphFailure(kindOf(first.extensions.code), first.message, reference, { cause: error });
  return new GraphFailure('http', error.message, reference, { cause: error });
}
