import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  valueFromASTUntyped,
} from 'graphql';

/** Response key and variable that the gateway adds to a subscription so that it can continue it by itself. */
export const CURSOR_KEY = '__opticworks_cursor';
export const AFTER_VARIABLE = 'opticworks_after';

export interface LiveDocument {
  readonly document: DocumentNode;
  /** Response key of the field that streams. */
  readonly key: string;
  /** Whether events carry a cursor and the field takes one back: then a broken upstream is continued without a gap. */
  readonly resumable: boolean;
  /** The cursor the client begins behind, if it sent one. */
  after(variables: Readonly<Record<string, unknown>> | undefined): string | null;
}

const name = (value: string) => ({ kind: Kind.NAME, value }) as const;

/** Rewrites a subscription so that each event brings its cursor and the place to begin is a variable of the gateway. */
export function liveDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): LiveDocument {
  const field = operation.selectionSet.selections.find((s): s is FieldNode => s.kind === Kind.FIELD);
  const key = field?.alias?.value ?? field?.name.value ?? '';
  const definition = field && schema.getSubscriptionType()?.getFields()[field.name.value];
  const type = definition && getNamedType(definition.type);
  const resumable = Boolean(
    definition?.args.some((a) => a.name === 'after') &&
      isObjectType(type) &&
      type.getFields().cursor &&
      field?.selectionSet,
  );
  const given = field?.arguments?.find((a) => a.name.value === 'after')?.value;
  const after: LiveDocument['after'] = (variables) => {
    const value = given && valueFromASTUntyped(given, variables as Record<string, unknown> | undefined);
    return typeof value === 'string' ? value : null;
  };
  if (!resumable || !field?.selectionSet) return { document, key, resumable: false, after };

  const afterArgument: ArgumentNode = {
    kind: Kind.ARGUMENT,
    name: name('after'),
    value: { kind: Kind.VARIABLE, name: name(AFTER_VARIABLE) },
  };
  const rewritten: FieldNode = {
    ...field,
    arguments: [...(field.arguments ?? []).filter((a) => a.name.value !== 'after'), afterArgument],
    selectionSet: {
      ...field.selectionSet,
      selections: [
        ...field.selectionSet.selections,
        { kind: Kind.FIELD, alias: name(CURSOR_KEY), name: name('cursor') },
      ],
    },
  };
  const wanted: OperationDefinitionNode = {
    ...operation,
    variableDefinitions: [
      ...(operation.variableDefinitions ?? []),
      {
        kind: Kind.VARIABLE_DEFINITION,
        variable: { kind: Kind.VARIABLE, name: name(AFTER_VARIABLE) },
        type: { kind: Kind.NAMED_TYPE, name: name('String') },
      },
    ],
    selectionSet: {
      ...operation.selectionSet,
      selections: operation.selectionSet.selections.map((s) => (s === field ? rewritten : s)),
    },
  };
  return {
    document: { ...document, definitions: document.definitions.map((d) => (d === operation ? wanted : d)) },
    key,
    resumable: true,
    after,
  };
}
