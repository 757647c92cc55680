import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** Assumed length of a list that says nothing about its own. */
const UNSIZED_LIST = 10;
const OBJECT_COST = 1;
const COST_CEILING = 1_000_000_000;

/**
 * Estimated cost of an operation: one point per object it may return, lists counted by their `first` (or `last`) argument, ten
 * where there is none. Connections count their edges once.
 * @returns points, at least 1
 */
export function estimateCost(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Readonly<Record<string, unknown>>,
): number {
  const sizeOf = (field: FieldNode): number | undefined => {
    for (const argument of field.arguments ?? []) {
      if (argument.name.value !== 'first' && argument.name.value !== 'last') continue;
      const value =
        argument.value.kind === Kind.VARIABLE
          ? variables[argument.value.name.value]
          : argument.value.kind === Kind.INT
            ? Number(argument.value.value)
            : undefined;
      if (typeof value === 'number' && value >= 0) return value;
    }
    return undefined;
  };

  /** @param inherited the size a connection was asked for, which its edges have */
  const setCost = (typeName: string, set: SelectionSetNode, inherited: number | undefined): number => {
    let cost = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT)
        cost += setCost(selection.typeCondition?.name.value ?? typeName, selection.selectionSet, inherited);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment) cost += setCost(fragment.typeCondition.name.value, fragment.selectionSet, inherited);
      } else cost += fieldCost(typeName, selection, inherited);
      if (cost > COST_CEILING) return COST_CEILING;
    }
    return cost;
  };

  const fieldCost = (typeName: string, field: FieldNode, inherited: number | undefined): number => {
    const owner = schema.getType(typeName);
    const definition = owner && 'getFields' in owner ? owner.getFields()[field.name.value] : undefined;
    if (!definition || !('args' in definition)) return 0;
    const named = getNamedType(definition.type);
    if (!isCompositeType(named) || !field.selectionSet) return 0;
    const declared = definition.args.find((a) => a.name === 'first')?.defaultValue;
    const asked = sizeOf(field) ?? (typeof declared === 'number' ? declared : undefined);
    const isList = isListType(isNonNullType(definition.type) ? definition.type.ofType : definition.type);
    const inner = OBJECT_COST + setCost(named.name, field.selectionSet, isList ? undefined : asked);
    return isList ? (asked ?? (field.name.value === 'edges' ? inherited : undefined) ?? UNSIZED_LIST) * inner : inner;
  };

  const root = schema.getRootType(operation.operation);
  return root ? Math.max(1, Math.min(COST_CEILING, setCost(root.name, operation.selectionSet, undefined))) : 1;
}

/** What an answer really was: its objects, counted in the text without parsing it. */
export function actualCost(dataText: string | undefined): number {
  if (!dataText) return 1;
  let objects = 0;
  let inString = false;
  for (let i = 0; i < dataText.length; i++) {
    const c = dataText.charCodeAt(i);
    if (inString) {
      if (c === 92) i++;
      else if (c === 34) inString = false;
    } else if (c === 34) inString = true;
    else if (c === 123) objects++;
  }
  return Math.max(1, objects);
}
