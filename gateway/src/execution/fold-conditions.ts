import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** Response keys that begin so are the gateway's own; the answer never shows them. Clients may not use them. */
export const OWN_KEY_PREFIX = '__opticworks_';
/** Keeps an emptied selection set valid. */
const EMPTY_MARK = `${OWN_KEY_PREFIX}empty`;

const emptyMark: SelectionNode = {
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: EMPTY_MARK },
  name: { kind: Kind.NAME, value: '__typename' },
};

/** Names of the variables that decide an @skip or @include anywhere in the document; null when it has no condition at all. */
export function conditionVariables(document: DocumentNode): string[] | null {
  const names = new Set<string>();
  let found = false;
  visit(document, {
    Directive(node) {
      if (node.name.value !== 'skip' && node.name.value !== 'include') return;
      found = true;
      const value = node.arguments?.[0]?.value;
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return found ? [...names].sort() : null;
}

/**
 * Applies @skip and @include with the given values and takes them out of the document, so that the planner never sees a
 * condition: planners answer wrongly at times when a skipped field has @requires beside another field of its subgraph.
 * @param values coerced variable values, defaults applied
 */
export function foldConditions(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  values: Readonly<Record<string, unknown>>,
): { operation: OperationDefinitionNode; fragments: Map<string, FragmentDefinitionNode> } {
  const isTrue = (directive: DirectiveNode) => {
    const value = directive.arguments?.[0]?.value;
    if (value?.kind === Kind.VARIABLE) return values[value.name.value] === true;
    return value?.kind === Kind.BOOLEAN && value.value;
  };
  const isKept = (directives: readonly DirectiveNode[] = []) =>
    directives.every((d) => (d.name.value === 'skip' ? !isTrue(d) : d.name.value === 'include' ? isTrue(d) : true));
  const withoutConditions = (directives: readonly DirectiveNode[] = []) =>
    directives.filter((d) => d.name.value !== 'skip' && d.name.value !== 'include');

  const foldSet = (set: SelectionSetNode): SelectionSetNode => {
    const selections: SelectionNode[] = [];
    for (const selection of set.selections) {
      if (!isKept(selection.directives)) continue;
      const directives = withoutConditions(selection.directives);
      if (selection.kind === Kind.FRAGMENT_SPREAD || !selection.selectionSet)
        selections.push({ ...selection, directives });
      else selections.push({ ...selection, directives, selectionSet: foldSet(selection.selectionSet) });
    }
    return { ...set, selections: selections.length > 0 ? selections : [emptyMark] };
  };

  const folded = { ...operation, selectionSet: foldSet(operation.selectionSet) };
  const kept = new Map<string, FragmentDefinitionNode>();
  const used = new Set<string>();
  const follow = (node: OperationDefinitionNode | FragmentDefinitionNode) =>
    visit(node, {
      Variable: (variable) => {
        used.add(variable.name.value);
      },
      VariableDefinition: () => false,
      FragmentSpread(spread) {
        const name = spread.name.value;
        const fragment = fragments.get(name);
        if (!fragment || kept.has(name)) return;
        const foldedFragment = { ...fragment, selectionSet: foldSet(fragment.selectionSet) };
        kept.set(name, foldedFragment);
        follow(foldedFragment);
      },
    });
  follow(folded);
  return {
    operation: {
      ...folded,
      variableDefinitions: operation.variableDefinitions?.filter((d) => used.has(d.variable.name.value)),
    },
    fragments: kept,
  };
}
