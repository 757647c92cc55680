import {
  Client,
  cacheExchange,
  type DocumentInput,
  type Exchange,
  fetchExchange,
  mapExchange,
  stringifyDocument,
} from '@urql/core';
import type { DocumentNode } from 'graphql';
import { operationId } from './persisted.ts';
import { problemOf } from './problem.ts';

const isBuilt = import.meta.env.PROD;

/** In a build only the id of an operation travels; in development its text, because it changes under the hand. */
const persistedExchange: Exchange = mapExchange({
  onOperation(operation) {
    if (!isBuilt || operation.kind === 'teardown') return operation;
    const sha256Hash = operationId(operation.query as DocumentNode);
    return { ...operation, extensions: { ...operation.extensions, persistedQuery: { version: 1, sha256Hash } } };
  },
});

/** The same for a subscription's payload. */
export function subscriptionPayload(document: DocumentInput): { query: string; extensions?: Record<string, unknown> } {
  return isBuilt
    ? { query: '', extensions: { persistedQuery: { version: 1, sha256Hash: operationId(document as DocumentNode) } } }
    : { query: stringifyDocument(document as DocumentNode) };
}

/** @param onSignedOut called when the server no longer knows who we are */
export function createGraphClient(onSignedOut: () => void): Client {
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetchOptions: { credentials: 'same-origin', headers: { 'x-opticworks-client': 'admin' } },
    exchanges: [
      cacheExchange,
      mapExchange({
        onError(error) {
          if (problemOf(error).isSignedOut) onSignedOut();
        },
      }),
      persistedExchange,
      fetchExchange,
    ],
  });
}
