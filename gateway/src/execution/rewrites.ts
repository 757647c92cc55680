import type { FetchDataRewrite } from '@apollo/query-planner';
import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import { getOwn, type JsonObject, setOwn } from './json-object.ts';

export type Rewrite = (value: unknown) => void;

/** Whether the object is of the type or of one of its subtypes, judged by its __typename. */
export function isOfType(schema: GraphQLSchema, object: JsonObject, condition: string, whenUnknown: boolean): boolean {
  const name = object.__typename;
  if (typeof name !== 'string') return whenUnknown;
  if (name === condition) return true;
  const type = schema.getType(name);
  const wanted = schema.getType(condition);
  if (!type || !wanted || !isAbstractType(wanted)) return false;
  return (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wanted, type);
}

/** The planner renames or sets values in what goes to a subgraph and in what comes back; compiled once per plan. */
export function compileRewrites(
  schema: GraphQLSchema,
  rewrites: readonly FetchDataRewrite[] | undefined,
): Rewrite | undefined {
  if (!rewrites?.length) return undefined;
  const steps = rewrites.map((rewrite) => compileRewrite(schema, rewrite));
  return (value) => {
    for (const step of steps) step(value);
  };
}

function compileRewrite(schema: GraphQLSchema, rewrite: FetchDataRewrite): Rewrite {
  const last = rewrite.path.at(-1);
  if (last === undefined) return () => {};
  let apply = (object: JsonObject): void => {
    if (rewrite.kind === 'ValueSetter') {
      setOwn(object, last, rewrite.setValueTo);
      return;
    }
    const value = getOwn(object, last);
    if (value === undefined) return;
    setOwn(object, rewrite.renameKeyTo, value);
    delete object[last];
  };
  for (const element of rewrite.path.slice(0, -1).reverse()) {
    const next = apply;
    const condition = element.startsWith('... on ') ? element.slice('... on '.length) : undefined;
    apply = condition
      ? (object) => {
          if (isOfType(schema, object, condition, true)) next(object);
        }
      : (object) => eachObject(getOwn(object, element), next);
  }
  const first = apply;
  return (value) => eachObject(value, first);
}

function eachObject(value: unknown, apply: (object: JsonObject) => void): void {
  if (Array.isArray(value)) for (const item of value) eachObject(item, apply);
  else if (typeof value === 'object' && value !== null) apply(value as JsonObject);
}
