import { ApolloGateway, type SupergraphSdlUpdateFunction } from '@apollo/gateway';
import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
  GatewayInterface,
  GatewayLoadResult,
  GatewaySchemaLoadOrUpdateCallback,
  GatewayUnsubscriber,
} from '@apollo/server-gateway-interface';
import type { Logger } from '@opticworks/kernel';
import { type GraphQLSchema, parse, validate } from 'graphql';
import type { DataSources, SubgraphAnswer } from '../execution/data-source.ts';
import { Operation, type OperationAnswer } from '../execution/operation.ts';
import { RecentMap } from '../execution/recent-map.ts';
import { type PlannedGraph, readSupergraph } from '../execution/supergraph.ts';
import type { OperationContext } from '../request-context.ts';

const MAX_OPEN_OPERATIONS = 1_000;

export interface CompiledGatewayOptions {
  supergraphSdl: string;
  sources: DataSources<OperationContext>;
  /** hash → document of the operations that may be named instead of sent */
  persisted?: ReadonlyMap<string, string>;
  log: Logger;
}

/** `data` that is already written; `stringifyWritten` puts it into the response as it is. */
export class WrittenText {
  constructor(readonly text: string) {}
  /** For whoever looks at the response object instead of its text. */
  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

interface GraphState {
  readonly graph: PlannedGraph;
  readonly open: RecentMap<string, Operation>;
}

/**
 * ApolloGateway loads, checks and updates the supergraph; plans are made by its planner and executed here, compiled. Plans
 * belong to the graph they were made for: a new supergraph begins with none but those of the persisted operations.
 */
export class CompiledGateway implements GatewayInterface {
  readonly #apollo: ApolloGateway;
  readonly #options: CompiledGatewayOptions;
  #state: GraphState | undefined;
  #persisted = new Map<string, Operation>();
  #persistedTexts: ReadonlyMap<string, string>;
  #update: SupergraphSdlUpdateFunction | undefined;
  #warming: Promise<void> = Promise.resolve();
  readonly #listeners = new Set<() => void>();

  constructor(options: CompiledGatewayOptions) {
    this.#options = options;
    this.#persistedTexts = options.persisted ?? new Map();
    this.#apollo = new ApolloGateway({
      supergraphSdl: async ({ update }) => {
        this.#update = update;
        return { supergraphSdl: options.supergraphSdl };
      },
      buildService: ({ name }) => ({
        process: async ({ request, context }) => {
          const source = options.sources.get(name);
          if (!source) throw new Error(`no source for ${name}`);
          return (await source.fetch({
            document: request.query ?? '',
            operationName: request.operationName,
            kind: 'query',
            variables: request.variables ?? {},
            context: context as unknown as OperationContext,
          })) as SubgraphAnswer as never;
        },
      }),
      logger: apolloLogger(options.log),
    });
    this.#apollo.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
      this.#state = { graph: readSupergraph(coreSupergraphSdl, apiSchema), open: new RecentMap(MAX_OPEN_OPERATIONS) };
      this.#warming = this.#warm(this.#state);
      for (const listener of this.#listeners) listener();
    });
  }

  async load(options: Parameters<GatewayInterface['load']>[0]): Promise<GatewayLoadResult> {
    await this.#apollo.load(options);
    return { executor: (request) => this.#executeForApollo(request) };
  }

  onSchemaLoadOrUpdate(callback: GatewaySchemaLoadOrUpdateCallback): GatewayUnsubscriber {
    return this.#apollo.onSchemaLoadOrUpdate(callback);
  }

  /** Called after the graph changed; live streams use it to plan again. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async stop(): Promise<void> {
    await this.#warming;
    await this.#apollo.stop();
  }

  get schema(): GraphQLSchema {
    return this.#loaded().graph.apiSchema;
  }

  get sources(): DataSources<OperationContext> {
    return this.#options.sources;
  }

  /** Resolves when the persisted operations are planned. */
  get warmed(): Promise<void> {
    return this.#warming;
  }

  /** Takes another supergraph; requests already running finish with the plans they have. */
  replaceSupergraph(supergraphSdl: string): void {
    if (!this.#update) throw new Error('The gateway has not been loaded yet.');
    this.#update(supergraphSdl);
  }

  /** Takes another set of persisted operations, e.g. after a client was built while this server runs. */
  replacePersisted(texts: ReadonlyMap<string, string>): void {
    this.#persistedTexts = texts;
  }

  /** The persisted operation of this hash, planned at first use if it has not been yet. */
  persisted(hash: string): Operation | undefined {
    const known = this.#persisted.get(hash);
    if (known) return known;
    const text = this.#persistedTexts.get(hash);
    if (text === undefined) return undefined;
    const operation = this.#validOperation(this.#loaded().graph, text);
    if (operation) this.#persisted.set(hash, operation);
    return operation;
  }

  /** The operation of a document this graph has validated and run before; undefined when it must be validated first. */
  known(text: string, operationName?: string | null): Operation | undefined {
    return this.#loaded().open.get(operationName ? `${operationName}\n${text}` : text);
  }

  /** The operation of a document that has been validated. */
  open(text: string, document: () => ReturnType<typeof parse>, operationName?: string | null): Operation {
    const { open, graph } = this.#loaded();
    const key = operationName ? `${operationName}\n${text}` : text;
    let operation = open.get(key);
    if (!operation) {
      operation = new Operation(graph, document(), operationName);
      open.set(key, operation);
    }
    return operation;
  }

  async #executeForApollo(request: GatewayGraphQLRequestContext): Promise<GatewayExecutionResult> {
    const operation = this.open(request.source, () => request.document, request.request.operationName);
    const answer = await operation.execute({
      variables: request.request.variables,
      context: request.context as unknown as OperationContext,
      sources: this.#options.sources,
    });
    return forApollo(answer);
  }

  #loaded(): GraphState {
    if (!this.#state) throw new Error('The supergraph is not loaded yet.');
    return this.#state;
  }

  #validOperation(graph: PlannedGraph, text: string): Operation | undefined {
    const document = parse(text);
    const errors = validate(graph.apiSchema, document);
    if (errors.length === 0) return new Operation(graph, document);
    this.#options.log.warn({ reason: errors[0]?.message }, 'A persisted operation does not fit the graph.');
    return undefined;
  }

  /** Plans the persisted operations one by one between requests; until all are done, the plans of the former graph serve. */
  async #warm(state: GraphState): Promise<void> {
    const warmed = new Map<string, Operation>();
    for (const [hash, text] of this.#persistedTexts) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#state !== state) return;
      try {
        const operation = this.#validOperation(state.graph, text);
        if (!operation) continue;
        operation.warm();
        warmed.set(hash, operation);
      } catch (error) {
        this.#options.log.warn({ err: error, hash }, 'A persisted operation could not be planned.');
      }
    }
    this.#persisted = warmed;
  }
}

function forApollo(answer: OperationAnswer): GatewayExecutionResult {
  return {
    ...(answer.dataText !== undefined && {
      data: new WrittenText(answer.dataText) as unknown as Record<string, unknown>,
    }),
    ...(answer.errors.length > 0 && { errors: answer.errors }),
    ...(answer.extensions && { extensions: answer.extensions }),
  };
}

/** Writes a response whose data may be written already. */
export function stringifyWritten(result: {
  data?: unknown;
  errors?: readonly unknown[];
  extensions?: unknown;
}): string {
  const parts: string[] = [];
  if (result.data instanceof WrittenText) parts.push(`"data":${result.data.text}`);
  else if (result.data !== undefined) parts.push(`"data":${JSON.stringify(result.data)}`);
  if (result.errors?.length) parts.push(`"errors":${JSON.stringify(result.errors)}`);
  if (result.extensions && Object.keys(result.extensions).length > 0)
    parts.push(`"extensions":${JSON.stringify(result.extensions)}`);
  return `{${parts.join(',')}}`;
}

function apolloLogger(log: Logger) {
  return {
    debug: (message?: unknown) => log.debug(String(message)),
    info: (message?: unknown) => log.debug(String(message)),
    warn: (message?: unknown) => log.warn(String(message)),
    error: (message?: unknown) => log.error(String(message)),
  };
}
