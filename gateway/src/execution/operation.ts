import type { FetchNode, QueryPlan } from '@apollo/query-planner';
import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
} from 'graphql';
import { compilePlan, type PlanRun, type PlanStep } from './compile-plan.ts';
import type { DataSources, SubgraphAnswer, SubgraphError } from './data-source.ts';
import { conditionVariables, foldConditions } from './fold-conditions.ts';
import { RecentMap } from './recent-map.ts';
import { compileResponseWriter, type WrittenData } from './response-writer.ts';
import type { PlannedGraph } from './supergraph.ts';

/** Combinations of condition values kept per operation; an operation with six conditions has 64. */
const MAX_PLANS_PER_OPERATION = 64;

export interface OperationAnswer {
  /** JSON text of `data`; undefined when nothing was executed. */
  readonly dataText: string | undefined;
  readonly errors: readonly GraphQLError[];
  readonly extensions: Record<string, unknown> | undefined;
}

export interface RunOptions<C> {
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
  readonly context: C;
  readonly sources: DataSources<C>;
}

type Coerced = Readonly<Record<string, unknown>>;

interface CompiledOperation {
  readonly plan: QueryPlan;
  /** The fetch that opens the stream of a subscription. */
  readonly primary: FetchNode | undefined;
  readonly execute: PlanStep | undefined;
  readonly write: (data: Record<string, unknown>, variables: Coerced) => WrittenData;
}

/** One operation of one valid document: planned, compiled and executed as often as asked. */
export class Operation {
  readonly kind: OperationTypeNode;
  readonly name: string | undefined;
  readonly node: OperationDefinitionNode;
  readonly document: DocumentNode;
  readonly #graph: PlannedGraph;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #conditions: readonly string[] | null;
  readonly #compiled = new RecentMap<string, CompiledOperation>(MAX_PLANS_PER_OPERATION);

  /** @throws GraphQLError when the document has no such operation, or several and no name was given */
  constructor(graph: PlannedGraph, document: DocumentNode, operationName?: string | null) {
    const operations = document.definitions.filter((d) => d.kind === Kind.OPERATION_DEFINITION);
    const named = operationName ? operations.filter((o) => o.name?.value === operationName) : operations;
    if (named.length !== 1)
      throw new GraphQLError(
        operationName
          ? `Unknown operation named "${operationName}".`
          : 'Say which operation to run: send operationName.',
        { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } },
      );
    this.document = document;
    this.node = named[0]!;
    this.kind = this.node.operation;
    this.name = this.node.name?.value;
    this.#graph = graph;
    this.#fragments = new Map(
      document.definitions.flatMap((d) => (d.kind === Kind.FRAGMENT_DEFINITION ? [[d.name.value, d] as const] : [])),
    );
    this.#conditions = conditionVariables(document);
  }

  async execute<C>(options: RunOptions<C>): Promise<OperationAnswer> {
    const coerced = this.coerce(options.variables);
    if ('errors' in coerced) return refusedVariables(coerced.errors);
    const compiled = this.compile(coerced.values);
    return this.#run(compiled, coerced.values, options);
  }

  /** Opens the upstream of a subscription; each of its answers goes to `executeEvent`. */
  async openStream<C>(
    options: RunOptions<C>,
  ): Promise<{ events: AsyncIterator<SubgraphAnswer> } | { refused: OperationAnswer }> {
    const coerced = this.coerce(options.variables);
    if ('errors' in coerced) return { refused: refusedVariables(coerced.errors) };
    const { primary } = this.compile(coerced.values);
    const source = primary && options.sources.get(primary.serviceName);
    if (!primary || !source?.subscribe) throw new GraphQLError('This subscription has no live source.');
    const variables: Record<string, unknown> = {};
    for (const name of primary.variableUsages ?? [])
      if (options.variables && Object.hasOwn(options.variables, name)) variables[name] = options.variables[name];
    const events = await source.subscribe({
      document: primary.operation,
      operationName: primary.operationName,
      kind: 'subscription',
      variables,
      context: options.context,
    });
    if ('next' in events) return { events };
    return { refused: { dataText: undefined, errors: (events.errors ?? []).map(asError), extensions: undefined } };
  }

  /** Answers one event: the event stands for the first fetch, the rest of the plan is asked as in a query. */
  async executeEvent<C>(event: SubgraphAnswer, options: RunOptions<C>): Promise<OperationAnswer> {
    const coerced = this.coerce(options.variables);
    if ('errors' in coerced) return refusedVariables(coerced.errors);
    const compiled = this.compile(coerced.values);
    return this.#run(compiled, coerced.values, options, compiled.primary && new Map([[compiled.primary, event]]));
  }

  coerce(variables: RunOptions<unknown>['variables']): { values: Coerced } | { errors: readonly GraphQLError[] } {
    const definitions = this.node.variableDefinitions;
    if (!definitions?.length) return { values: {} };
    const result = getVariableValues(this.#graph.apiSchema, definitions, variables ?? {}, { maxErrors: 10 });
    return result.errors ? { errors: result.errors } : { values: result.coerced };
  }

  /** The same operation over another document, in the same graph. */
  withDocument(document: DocumentNode): Operation {
    return new Operation(this.#graph, document, this.name ?? null);
  }

  /** Names of the subgraphs its plan asks. */
  services(variables: RunOptions<unknown>['variables']): string[] {
    const coerced = this.coerce(variables);
    return 'errors' in coerced ? [] : servicesOf(this.compile(coerced.values).plan);
  }

  /** Names of the subgraphs it may ask, whatever its variables say. */
  everyService(): string[] {
    const askedWith = (value: boolean) => servicesOf(this.compile(this.#conditionsAll(value)).plan);
    return [...new Set([...askedWith(false), ...askedWith(true)])];
  }

  /** Plans before the first request asks: with every condition false, and with every condition true. */
  warm(): void {
    this.compile(this.#conditionsAll(false));
    this.compile(this.#conditionsAll(true));
  }

  #conditionsAll(value: boolean): Coerced {
    return Object.fromEntries((this.#conditions ?? []).map((name) => [name, value]));
  }

  /** Plans and compiles for these condition values, or finds what was compiled before. */
  compile(coerced: Coerced): CompiledOperation {
    const key = this.#conditions ? this.#conditions.map((name) => (coerced[name] === true ? '1' : '0')).join('') : '';
    const known = this.#compiled.get(key);
    if (known) return known;
    const folded = this.#conditions
      ? foldConditions(this.node, this.#fragments, coerced)
      : { operation: this.node, fragments: this.#fragments };
    const plan = this.#graph.plan(folded.operation, folded.fragments);
    const compiled = this.#compilePlan(plan, folded);
    this.#compiled.set(key, compiled);
    return compiled;
  }

  #compilePlan(
    plan: QueryPlan,
    folded: { operation: OperationDefinitionNode; fragments: ReadonlyMap<string, FragmentDefinitionNode> },
  ): CompiledOperation {
    const { apiSchema, supergraphSchema } = this.#graph;
    const rootType = apiSchema.getRootType(this.kind);
    if (!rootType) throw new GraphQLError(`This graph has no ${this.kind}s.`);
    const node = plan.node;
    const steps: PlanStep[] = [];
    if (node?.kind === 'Subscription') {
      steps.push(compilePlan(supergraphSchema, node.primary));
      if (node.rest) steps.push(compilePlan(supergraphSchema, node.rest));
    } else if (node) {
      steps.push(compilePlan(supergraphSchema, node));
    }
    return {
      plan,
      primary: node?.kind === 'Subscription' ? node.primary : undefined,
      execute:
        steps.length <= 1
          ? steps[0]
          : async (run) => {
              for (const step of steps) await step(run);
            },
      write: compileResponseWriter({
        schema: apiSchema,
        rootType,
        selectionSet: folded.operation.selectionSet,
        fragments: folded.fragments,
        introspect: (field, variables) => this.#introspect(field, variables),
      }),
    };
  }

  async #run<C>(
    compiled: CompiledOperation,
    coerced: Coerced,
    options: RunOptions<C>,
    known?: ReadonlyMap<FetchNode, SubgraphAnswer>,
  ): Promise<OperationAnswer> {
    const run: PlanRun = {
      data: {},
      given: options.variables ?? {},
      coerced,
      context: options.context,
      sources: options.sources as DataSources,
      errors: [],
      ...(known && { known }),
    };
    await compiled.execute?.(run);
    const { text, problems } = compiled.write(run.data, coerced);
    // A null that a subgraph explained by an error needs no second explanation.
    const extensions =
      run.errors.length === 0 && problems.length > 0 ? { valueCompletion: problems.map((p) => p.toJSON()) } : undefined;
    return { dataText: text, errors: run.errors, extensions };
  }

  #introspect(field: FieldNode, variableValues: Coerced): unknown {
    const { data } = executeSync({
      schema: this.#graph.apiSchema,
      document: {
        kind: Kind.DOCUMENT,
        definitions: [
          {
            ...this.node,
            selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
          },
          ...this.#fragments.values(),
        ],
      },
      operationName: this.name,
      variableValues,
    });
    return data?.[field.alias?.value ?? field.name.value];
  }
}

/** Names of the subgraphs a plan asks. */
function servicesOf(plan: QueryPlan): string[] {
  const names = new Set<string>();
  const walk = (node: QueryPlan['node']): void => {
    if (!node) return;
    if (node.kind === 'Fetch') names.add(node.serviceName);
    else if (node.kind === 'Flatten') walk(node.node);
    else if (node.kind === 'Sequence' || node.kind === 'Parallel') for (const n of node.nodes) walk(n);
    else if (node.kind === 'Subscription') {
      walk(node.primary);
      walk(node.rest);
    } else if (node.kind === 'Condition') {
      walk(node.ifClause);
      walk(node.elseClause);
    }
  };
  walk(plan.node);
  return [...names];
}

const asError = (error: SubgraphError) => new GraphQLError(error.message, { extensions: error.extensions });

/** What else a value could have been is nobody's business outside. */
const withoutSuggestion = (message: string) => message.replace(/ Did you mean .*\?$/, '');

function refusedVariables(errors: readonly GraphQLError[]): OperationAnswer {
  return {
    dataText: undefined,
    errors: errors.map(
      (e) => new GraphQLError(withoutSuggestion(e.message), { nodes: e.nodes, extensions: { code: 'BAD_USER_INPUT' } }),
    ),
    extensions: undefined,
  };
}

/** The whole response as JSON text. */
export function answerText(answer: OperationAnswer, extensions = answer.extensions): string {
  let text = '{';
  if (answer.dataText !== undefined) text += `"data":${answer.dataText}`;
  if (answer.errors.length > 0) text += `${text === '{' ? '' : ','}"errors":${JSON.stringify(answer.errors)}`;
  if (extensions) text += `${text === '{' ? '' : ','}"extensions":${JSON.stringify(extensions)}`;
  return `${text}}`;
}
