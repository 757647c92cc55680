import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { type FragmentDefinitionNode, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';

/** A composed graph, ready to plan: the schema clients see, the schema with everything in it, and the planner. */
export interface PlannedGraph {
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSchema: GraphQLSchema;
  readonly subgraphs: ReadonlyMap<string, string>;
  plan(operation: OperationDefinitionNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): QueryPlan;
}

/**
 * Reads supergraph SDL. Planning a new operation costs about 10 ms, so plans are made once and kept by `Operations`.
 * @param apiSchema the schema ApolloGateway derived from the same SDL, to save deriving it twice
 */
export function readSupergraph(supergraphSdl: string, apiSchema?: GraphQLSchema): PlannedGraph {
  const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: false });
  const internalApi = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph);
  return {
    apiSchema: apiSchema ?? internalApi.toGraphQLJSSchema(),
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    subgraphs: new Map(supergraph.subgraphsMetadata().map((s) => [s.name, s.url])),
    plan(operation, fragments) {
      const document = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments.values()] } as const;
      return planner.buildQueryPlan(operationFromDocument(internalApi, document, { validate: false }));
    },
  };
}
