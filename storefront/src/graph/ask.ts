import 'server-only';
import type { TadaDocumentNode } from 'gql.tada';
import { Kind, print } from 'graphql';
import { addresses } from '../config/addresses.ts';
import { GraphFailure, kindOf } from './failure.ts';
import { operationIds } from './operation-ids.gen.ts';

export interface AskOptions {
  locale: string;
  /** The visitor's cookie header: only for questions about this very person. */
  cookie?: string;
  orderToken?: string;
}

/**
 * Asks the graph from the server. A production build sends the persisted operation's id and nothing else; in development the text
 * goes instead, so that a changed document works before the manifest is written again.
 * @throws GraphFailure
 */
export async function ask<Data, Variables>(
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
  options: AskOptions,
): Promise<Data> {
  const definition = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  const operationName = definition?.name?.value ?? '';
  const id = operationIds[operationName];
  const body = JSON.stringify({
    operationName,
    variables,
    ...(process.env.NODE_ENV === 'production' && id ? { documentId: `sha256:${id}` } : { query: print(document) }),
  });
  let response: Response;
  try {
    response = await fetch(`${addresses().graph}/graphql`, {
      method: 'POST',
      cache: 'no-store',
      headers: {
        'content-type': 'application/json',
        'x-opticworks-locale': options.locale,
        ...(options.cookie ? { cookie: options.cookie } : {}),
        ...(options.orderToken ? { 'x-order-token': options.orderToken } : {}),
      },
      body,
      signal: AbortSignal.timeout(10_000),
    });
  } catch (cause) {
    throw new GraphFailure('network', 'The shop’s server did not answer.', null, { cause });
  }
  const answer = (await response.json().catch(() => null)) as {
    data?: Data;
    errors?: { message: string; extensions?: { reference?: string; code?: string } }[];
  } | null;
  if (answer?.data && !answer.errors?.length) return answer.data;
  const [error] = answer?.errors ?? [];
  const reference = error?.extensions?.reference ?? response.headers.get('x-request-id');
  if (error) throw new GraphFailure(kindOf(error.extensions?.code), error.message, reference);
  throw new GraphFailure('http', `The shop’s server answered ${response.status}.`, reference);
}
