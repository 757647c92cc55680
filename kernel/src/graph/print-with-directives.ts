import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type InputValueDefinitionNode,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  printSchema,
  type TypeDefinitionNode,
} from 'graphql';

/** Extra directives by coordinate: `Colour`, `Product.name`, `Colour.RED`; for enums, unions and scalars, which decorators cannot reach. */
export type DirectivesByCoordinate = Readonly<Record<string, readonly string[]>>;

/** The schema as a document with the directives its classes carry; graphql's own printer leaves them out. */
export function documentWithDirectives(schema: GraphQLSchema, extra: DirectivesByCoordinate): DocumentNode {
  const document = parse(printSchema(schema), { noLocation: true });
  const unused = new Set(Object.keys(extra));
  const added = (coordinate: string): ConstDirectiveNode[] => {
    unused.delete(coordinate);
    return (extra[coordinate] ?? []).flatMap(parseDirectives);
  };
  const definitions = document.definitions
    .filter((definition) => definition.kind !== 'SchemaDefinition' && definition.kind !== 'DirectiveDefinition')
    .map((definition) => {
      if (!('name' in definition) || !definition.name) return definition;
      const type = schema.getType(definition.name.value);
      return type ? decorate(definition as TypeDefinitionNode, type, added) : definition;
    });
  if (unused.size > 0) throw new TypeError(`No such schema coordinate: ${[...unused].join(', ')}.`);
  return { ...document, definitions };
}

type Added = (coordinate: string) => ConstDirectiveNode[];

function decorate(node: TypeDefinitionNode, type: GraphQLNamedType, added: Added): TypeDefinitionNode {
  const directives = [...(node.directives ?? []), ...own(type.astNode), ...added(type.name)];
  if ((isObjectType(type) || isInterfaceType(type)) && 'fields' in node) {
    const fields = (node.fields as readonly FieldDefinitionNode[] | undefined)?.map((field) => {
      const definition = type.getFields()[field.name.value];
      const args = field.arguments?.map((arg) => {
        const argument = definition?.args.find(({ name }) => name === arg.name.value);
        return { ...arg, directives: [...(arg.directives ?? []), ...own(argument?.astNode)] };
      });
      return {
        ...field,
        ...(args ? { arguments: args } : {}),
        directives: [
          ...(field.directives ?? []),
          ...own(definition?.astNode),
          ...added(`${type.name}.${field.name.value}`),
        ],
      };
    });
    return { ...node, directives, fields } as TypeDefinitionNode;
  }
  if (isInputObjectType(type) && node.kind === 'InputObjectTypeDefinition') {
    const fields = node.fields?.map((field: InputValueDefinitionNode) => ({
      ...field,
      directives: [
        ...(field.directives ?? []),
        ...own(type.getFields()[field.name.value]?.astNode),
        ...added(`${type.name}.${field.name.value}`),
      ],
    }));
    return { ...node, directives, ...(fields ? { fields } : {}) };
  }
  if (isEnumType(type) && node.kind === 'EnumTypeDefinition') {
    const values = node.values?.map((value) => ({
      ...value,
      directives: [...(value.directives ?? []), ...added(`${type.name}.${value.name.value}`)],
    }));
    return { ...node, directives, ...(values ? { values } : {}) };
  }
  return { ...node, directives } as TypeDefinitionNode;
}

/** `@deprecated` is already printed from the schema itself. */
function own(astNode: { directives?: readonly ConstDirectiveNode[] } | null | undefined): ConstDirectiveNode[] {
  return (astNode?.directives ?? []).filter(({ name }) => name.value !== 'deprecated');
}

function parseDirectives(text: string): readonly ConstDirectiveNode[] {
  const document = parse(`scalar Carrier ${text}`, { noLocation: true });
  return (document.definitions[0] as { directives?: readonly ConstDirectiveNode[] }).directives ?? [];
}
