import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isUnionType,
} from 'graphql';

/** Mulberry32: a seed replays the operation. */
export function randomOf(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export interface RandomOperation {
  text: string;
  variables: Record<string, unknown>;
}

/** A valid random operation: aliases, arguments, fragments, conditions in every place, typenames. */
export function randomOperation(schema: GraphQLSchema, seed: number): RandomOperation {
  const random = randomOf(seed);
  const below = (n: number) => Math.floor(random() * n);
  const chance = (p: number) => random() < p;
  const definitions: string[] = [];
  const variables: Record<string, unknown> = {};
  const fragments: string[] = [];
  /** response key → exact field text; a key never stands for two fields, so selections always merge */
  const keys = new Map<string, string>();
  let budget = 40;

  const condition = (): string => {
    if (!chance(0.25)) return '';
    const name = chance(0.5) ? 'skip' : 'include';
    if (chance(0.2)) return ` @${name}(if: ${chance(0.5)})`;
    const variable = `c${below(3)}`;
    if (!definitions.some((d) => d.startsWith(`$${variable}:`))) {
      const withDefault = chance(0.3);
      definitions.push(`$${variable}: Boolean${withDefault ? ` = ${chance(0.5)}` : '!'}`);
      if (!withDefault || chance(0.5)) variables[variable] = chance(0.5);
    }
    // a nullable variable with a default is allowed where Boolean! is asked
    return ` @${name}(if: $${variable})`;
  };

  const argumentText = (type: GraphQLOutputType | unknown, hasDefault: boolean): string | undefined => {
    const named = getNamedType(type as GraphQLOutputType);
    const required = isNonNullType(type) && !hasDefault;
    if (!required && chance(0.5)) return undefined;
    const value =
      named.name === 'Int'
        ? below(4)
        : named.name === 'Boolean'
          ? chance(0.5)
          : named.name === 'ID'
            ? String(below(8))
            : `w${below(3)}`;
    if (chance(0.5)) return JSON.stringify(value);
    const variable = `v${definitions.length}`;
    definitions.push(`$${variable}: ${named.name}${isNonNullType(type) ? '!' : ''}`);
    variables[variable] = value;
    return `$${variable}`;
  };

  const fieldText = (
    owner: {
      name: string;
      getFields(): Record<
        string,
        {
          name: string;
          type: GraphQLOutputType;
          args: readonly { name: string; type: unknown; defaultValue?: unknown }[];
        }
      >;
    },
    depth: number,
  ): string => {
    const all = Object.values(owner.getFields());
    const field = all[below(all.length)]!;
    const leaf = isLeaf(field.type);
    if (!leaf && (depth <= 0 || budget <= 0))
      return chance(0.5)
        ? '__typename'
        : (all.find((f) => isLeaf(f.type) && f.args.length === 0)?.name ?? '__typename');
    const args = field.args.flatMap((a) => {
      const value = argumentText(a.type, a.defaultValue !== undefined);
      return value === undefined ? [] : [`${a.name}: ${value}`];
    });
    const call = `${field.name}${args.length ? `(${args.join(', ')})` : ''}`;
    let key = chance(0.15) ? `${field.name}_${below(3)}` : field.name;
    const signature = `${owner.name}.${call}`;
    // Different parents may merge only when type and arguments agree; the simplest safe rule is one key, one call text, one type.
    const identity = `${call}|${field.type}`;
    while (keys.has(key) && keys.get(key) !== identity) key = `${field.name}_${keys.size}${signature.length}`;
    keys.set(key, identity);
    const head = key === field.name ? call : `${key}: ${call}`;
    return `${head}${condition()}${leaf ? '' : ` ${selection(field.type, depth - 1)}`}`;
  };

  const selection = (type: GraphQLOutputType, depth: number): string => {
    const named = getNamedType(type);
    const parts: string[] = [];
    const count = 1 + below(4);
    for (let i = 0; i < count; i++) {
      budget--;
      if (chance(0.12)) parts.push(chance(0.3) ? 'kind: __typename' : '__typename');
      else if (isUnionType(named) || (isAbstractType(named) && chance(0.6)) || chance(0.15)) {
        const targets = isAbstractType(named)
          ? [...schema.getPossibleTypes(named), ...(isInterfaceType(named) ? [named] : [])]
          : [named as GraphQLObjectType];
        const target = targets[below(targets.length)]!;
        if (chance(0.3)) {
          const name = `F${fragments.length}`;
          fragments.push('');
          fragments[Number(name.slice(1))] = `fragment ${name} on ${target.name} ${selection(target, depth - 1)}`;
          parts.push(`...${name}${condition()}`);
        } else parts.push(`... on ${target.name}${condition()} ${selection(target, depth - 1)}`);
      } else if (isObjectType(named) || isInterfaceType(named)) parts.push(fieldText(named, depth));
    }
    return `{ ${parts.join(' ')} }`;
  };

  const query = schema.getQueryType()!;
  const body = selection(query, 6);
  const text = `query Fuzz${definitions.length ? `(${definitions.join(', ')})` : ''} ${body}\n${fragments.join('\n')}`;
  return { text, variables };
}

function isLeaf(type: GraphQLOutputType): boolean {
  if (isNonNullType(type) || isListType(type)) return isLeaf(type.ofType);
  return isScalarType(type) || isEnumType(type);
}
