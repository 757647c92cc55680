import type { FetchNode, PlanNode, ResponsePath } from '@apollo/query-planner';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { DataSources, SubgraphAnswer, SubgraphError } from './data-source.ts';
import { getOwn, isInheritedName, type JsonObject, mergeInto } from './json-object.ts';
import { compileRepresentations } from './representations.ts';
import { compileRewrites } from './rewrites.ts';

/** State of one execution of a compiled plan. */
export interface PlanRun<C = unknown> {
  readonly data: JsonObject;
  /** As the client sent them. */
  readonly given: Readonly<Record<string, unknown>>;
  /** Coerced, defaults applied: what conditions are decided on. */
  readonly coerced: Readonly<Record<string, unknown>>;
  readonly context: C;
  readonly sources: DataSources<C>;
  readonly errors: GraphQLError[];
  /** Answers that are already there: the event that woke a subscription stands for its first fetch. */
  readonly known?: ReadonlyMap<FetchNode, SubgraphAnswer>;
}

export type PlanStep = (run: PlanRun) => Promise<void> | void;

/** Turns a query plan into closures, once; nothing of the plan is interpreted per request. */
export function compilePlan(schema: GraphQLSchema, node: PlanNode, path: ResponsePath = []): PlanStep {
  switch (node.kind) {
    case 'Sequence': {
      const steps = node.nodes.map((n) => compilePlan(schema, n, path));
      return async (run) => {
        for (const step of steps) await step(run);
      };
    }
    case 'Parallel': {
      const steps = node.nodes.map((n) => compilePlan(schema, n, path));
      return async (run) => {
        const pending: Promise<void>[] = [];
        for (const step of steps) {
          const promise = step(run);
          if (promise) pending.push(promise);
        }
        await Promise.all(pending);
      };
    }
    case 'Flatten':
      return compilePlan(schema, node.node, [...path, ...node.path]);
    case 'Condition': {
      const yes = node.ifClause && compilePlan(schema, node.ifClause, path);
      const no = node.elseClause && compilePlan(schema, node.elseClause, path);
      return (run) => (run.coerced[node.condition] === true ? yes?.(run) : no?.(run));
    }
    case 'Fetch':
      return compileFetch(schema, node, path);
    case 'Defer':
      throw new GraphQLError('@defer is not supported.');
  }
}

function compileFetch(schema: GraphQLSchema, node: FetchNode, path: ResponsePath): PlanStep {
  const ask = compileQuestion(node, path);
  const collect = compileCollect(path);
  const rewriteOutput = compileRewrites(schema, node.outputRewrites);
  if (!node.requires) {
    return async (run) => {
      const targets = collect(run.data);
      if (targets.length === 0) return;
      const answer = await ask(run, undefined);
      addErrors(run, node, answer, (error) => [[...plainPath(path), ...(error.path ?? [])]]);
      if (!answer.data) return;
      rewriteOutput?.(answer.data);
      for (let i = 0; i < targets.length; i++) mergeInto(targets[i]!, answer.data, i < targets.length - 1);
    };
  }
  const represent = compileRepresentations(schema, node.requires, compileRewrites(schema, node.inputRewrites));
  return async (run) => {
    const objects = collect(run.data);
    if (objects.length === 0) return;
    const { unique, owners } = represent(objects);
    if (unique.length === 0) return;
    const answer = await ask(run, unique);
    addErrors(run, node, answer, (error) => entityPaths(error, run.data, path, objects, owners));
    if (!answer.data) return;
    const entities = answer.data._entities;
    if (!Array.isArray(entities) || entities.length !== unique.length) {
      run.errors.push(unreachable(node, path, new Error(`expected ${unique.length} entities`)));
      return;
    }
    for (let i = 0; i < entities.length; i++) {
      const entity = entities[i] as JsonObject | null;
      if (!entity) continue;
      const waiting = owners[i]!;
      entity.__typename ??= objects[waiting[0]!]!.__typename;
      rewriteOutput?.(entity);
      for (let k = 0; k < waiting.length; k++) mergeInto(objects[waiting[k]!]!, entity, k < waiting.length - 1);
    }
  };
}

function compileQuestion(node: FetchNode, path: ResponsePath) {
  const names = node.variableUsages ?? [];
  return async (run: PlanRun, representations: JsonObject[] | undefined): Promise<SubgraphAnswer> => {
    const known = run.known?.get(node);
    if (known) return known;
    const variables: JsonObject = representations ? { representations } : {};
    for (const name of names) {
      const value = getOwn(run.given as JsonObject, name);
      if (value !== undefined && name !== 'representations') variables[name] = value;
    }
    try {
      const source = run.sources.get(node.serviceName);
      if (!source) throw new Error(`no source for ${node.serviceName}`);
      return await source.fetch({
        document: node.operation,
        operationName: node.operationName,
        kind: node.operationKind,
        variables,
        context: run.context,
      });
    } catch (error) {
      run.errors.push(unreachable(node, path, error));
      return {};
    }
  };
}

function unreachable(node: FetchNode, path: ResponsePath, cause: unknown): GraphQLError {
  return new GraphQLError(
    `A part of the answer is missing: ${node.serviceName} could not be asked. Try again in a moment.`,
    {
      path: plainPath(path),
      originalError: cause instanceof Error ? cause : new Error(String(cause)),
      extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: node.serviceName },
    },
  );
}

const plainPath = (path: ResponsePath): (string | number)[] => path.filter((element) => element !== '@');

function addErrors(
  run: PlanRun,
  node: FetchNode,
  answer: SubgraphAnswer,
  pathsOf: (error: SubgraphError) => (string | number)[][],
): void {
  if (!answer.errors?.length) return;
  for (const error of answer.errors)
    for (const path of pathsOf(error))
      run.errors.push(
        new GraphQLError(error.message || `${node.serviceName} failed.`, {
          path,
          extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', ...error.extensions, serviceName: node.serviceName },
        }),
      );
}

/** An error about one representation concerns every place in the response that shares it. */
function entityPaths(
  error: SubgraphError,
  data: JsonObject,
  path: ResponsePath,
  objects: readonly JsonObject[],
  owners: readonly number[][],
): (string | number)[][] {
  const index = error.path?.[1];
  if (error.path?.[0] !== '_entities' || typeof index !== 'number') return [plainPath(path)];
  const places: (string | number)[][] = [];
  walk(data, path, 0, [], (_object, place) => places.push(place));
  const rest = error.path.slice(2);
  return (owners[index] ?? []).filter((o) => o < objects.length).map((o) => [...(places[o] ?? []), ...rest]);
}

/** Visits the objects at a response path ('@' goes into each element of a list), in the order in which they are collected. */
function walk(
  value: unknown,
  path: ResponsePath,
  at: number,
  place: (string | number)[],
  visit: (object: JsonObject, place: (string | number)[]) => void,
): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    const next = path[at] === '@' ? at + 1 : at;
    for (let i = 0; i < value.length; i++) walk(value[i], path, next, [...place, i], visit);
    return;
  }
  if (typeof value !== 'object') return;
  const key = path[at];
  if (key === undefined) visit(value as JsonObject, place);
  else if (key === '@') walk(value, path, at + 1, place, visit);
  else walk(getOwn(value as JsonObject, String(key)), path, at + 1, [...place, key], visit);
}

/** The same walk without places, for every request. */
function compileCollect(path: ResponsePath): (data: JsonObject) => JsonObject[] {
  if (path.length === 0) return (data) => [data];
  const keys = path.map(String);
  const guarded = keys.map(isInheritedName);
  const gather = (value: unknown, at: number, out: JsonObject[]): void => {
    let current = value;
    for (let i = at; ; i++) {
      if (current === null || typeof current !== 'object') return;
      if (Array.isArray(current)) {
        const next = keys[i] === '@' ? i + 1 : i;
        for (let k = 0; k < current.length; k++) gather(current[k], next, out);
        return;
      }
      if (i === keys.length) {
        out.push(current as JsonObject);
        return;
      }
      if (keys[i] === '@') continue;
      current = guarded[i] ? getOwn(current as JsonObject, keys[i]!) : (current as JsonObject)[keys[i]!];
    }
  };
  return (data) => {
    const out: JsonObject[] = [];
    gather(data, 0, out);
    return out;
  };
}
