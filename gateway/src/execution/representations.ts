import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { getOwn, type JsonObject, mergeInto, setOwn } from './json-object.ts';
import { isOfType, type Rewrite } from './rewrites.ts';

/** Entities to ask for, each once, and which of the given objects wait for each answer. */
export interface Representations {
  unique: JsonObject[];
  /** owners[i] lists the indexes of the given objects that share unique[i]. */
  owners: number[][];
}

type Represent = (source: JsonObject) => JsonObject | null;

/** Reads keys and required fields out of the gathered objects, and asks for equal entities only once. */
export function compileRepresentations(
  schema: GraphQLSchema,
  requires: readonly QueryPlanSelectionNode[],
  rewrite: Rewrite | undefined,
): (objects: readonly JsonObject[]) => Representations {
  const represent = compileSelections(schema, requires);
  return (objects) => {
    const unique: JsonObject[] = [];
    const owners: number[][] = [];
    const seen = new Map<string, number>();
    for (let i = 0; i < objects.length; i++) {
      const representation = represent(objects[i]!);
      if (!representation?.__typename) continue;
      rewrite?.(representation);
      if (objects.length === 1) return { unique: [representation], owners: [[0]] };
      const identity = JSON.stringify(representation);
      const known = seen.get(identity);
      if (known === undefined) {
        seen.set(identity, unique.length);
        unique.push(representation);
        owners.push([i]);
      } else {
        owners[known]!.push(i);
      }
    }
    return { unique, owners };
  };
}

function compileSelections(schema: GraphQLSchema, selections: readonly QueryPlanSelectionNode[]): Represent {
  const steps = selections.map((selection): ((source: JsonObject, result: JsonObject) => boolean) => {
    if (selection.kind === 'InlineFragment') {
      const condition = selection.typeCondition;
      if (!condition) return () => true;
      const inner = compileSelections(schema, selection.selections);
      return (source, result) => {
        if (!isOfType(schema, source, condition, false)) return true;
        const part = inner(source);
        if (part) mergeInto(result, part, false);
        return true;
      };
    }
    const key = selection.alias ?? selection.name;
    const inner = selection.selections && compileSelections(schema, selection.selections);
    return (source, result) => {
      const value = getOwn(source, key);
      if (value === undefined) return false;
      setOwn(result, key, inner ? representValue(value, inner) : value);
      return true;
    };
  });
  return (source) => {
    const result: JsonObject = {};
    for (const step of steps) if (!step(source, result)) return null;
    return result;
  };
}

function representValue(value: unknown, represent: Represent): unknown {
  if (Array.isArray(value)) return value.map((item) => representValue(item, represent));
  return typeof value === 'object' && value !== null ? represent(value as JsonObject) : value;
}
