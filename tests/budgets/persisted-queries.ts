import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kind, type OperationDefinitionNode, parse } from 'graphql';

/** A registered operation of a client. */
export interface PersistedQuery {
  /** Client and operation, as budgets name it: `storefront/StorefrontCart`. */
  name: string;
  client: 'storefront' | 'admin';
  operation: string;
  id: string;
  variables: readonly string[];
}

const folder = join(import.meta.dirname, '../../schema/persisted');

/** The queries of both manifests. What changes something is counted where it is done, over data prepared for one run of it. */
export const persistedQueries = (): Promise<PersistedQuery[]> => registered('query');

export const persistedMutations = (): Promise<PersistedQuery[]> => registered('mutation');

async function registered(kind: 'query' | 'mutation'): Promise<PersistedQuery[]> {
  const found: PersistedQuery[] = [];
  for (const client of ['storefront', 'admin'] as const) {
    const manifest = JSON.parse(await readFile(join(folder, `${client}.json`), 'utf8')) as {
      operations: Record<string, string>;
    };
    for (const [id, text] of Object.entries(manifest.operations)) {
      const definition = parse(text).definitions.find(
        (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
      );
      const operation = definition?.name?.value;
      if (definition?.operation !== kind || !operation) continue;
      const variables = (definition.variableDefinitions ?? []).map((one) => one.variable.name.value);
      found.push({ name: `${client}/${operation}`, client, operation, id, variables });
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}
