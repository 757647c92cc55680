import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Real values of the house by the name of the argument that takes them, so that what is wrong reaches deep. */
export type Pool = Readonly<Record<string, readonly string[]>>;

const long = 'x'.repeat(12_000);
const wrongTexts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e',
  '👓'.repeat(40),
  "Robert'); DROP TABLE orders;--",
  '%_\\',
  '{"a":[}',
  '[]',
  'null',
  '-1',
  'NaN',
  '1e309',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '${x}',
  '{value}',
  long,
];
const wrongDecimals = [
  '',
  '0',
  '-0',
  '-1',
  '0.001',
  'NaN',
  '1e309',
  '1e-9',
  'Infinity',
  '99999999999999999999',
  '١',
  '1,5',
  '0x10',
  '12.345678901234567',
];
const wrongDates = [
  '2026-02-30',
  '0000-01-01',
  '0001-01-01',
  '9999-12-31',
  '-1',
  '',
  'today',
  '2026-13-01',
  '275760-09-13',
  '1900-01-01',
  '2026-11-30T00:00:00Z',
];
const wrongTimes = [
  '2026-11-30T25:00:00Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '',
  'now',
  '2026-11-30',
  '2026-11-30T10:00:00',
  '2026-11-30T10:00:00+14:00',
];
const wrongInts = [0, -1, 1, 2, 7, 1_000, 2_147_483_647, -2_147_483_648];

export interface WrongQuestion {
  query: string;
  variables: Record<string, unknown>;
}

const REFUSAL = ' { refusalCode: code refusalMessage: message refusalIssues: issues { field message } }';

/** Makes operations of one schema, each with arguments that are partly real and partly wrong. */
export class WrongInput {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly pool: Pool,
    private readonly random: () => number,
  ) {}

  private one<T>(of: readonly T[]): T {
    return of[Math.floor(this.random() * of.length)] as T;
  }
  private chance(share: number): boolean {
    return this.random() < share;
  }

  question(kind: 'query' | 'mutation', field: GraphQLField<unknown, unknown>): WrongQuestion {
    const given = field.args.filter((arg) => isNonNullType(arg.type) || this.chance(0.6));
    const declared = given.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
    const passed = given.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
    const selection = this.select(field.type, 1);
    return {
      query: `${kind}${declared ? `(${declared})` : ''} { ${field.name}${passed ? `(${passed})` : ''}${selection} }`,
      variables: Object.fromEntries(given.map((arg) => [arg.name, this.value(arg.type, arg.name, field.name)])),
    };
  }

  private select(type: GraphQLOutputType, depth: number): string {
    const named = getNamedType(type);
    if (isLeafType(named)) return '';
    if (isUnionType(named))
      return ` { __typename ${named
        .getTypes()
        .map((one) => `... on ${one.name}${one.name === 'Refusal' ? REFUSAL : this.select(one, depth)}`)
        .join(' ')} }`;
    if (!isObjectType(named) && !isInterfaceType(named)) return '';
    const free = Object.values(named.getFields()).filter((one) => one.args.every((arg) => !isNonNullType(arg.type)));
    const leaves = free.filter((one) => isLeafType(getNamedType(one.type))).slice(0, 12);
    const deeper =
      depth > 0 ? free.filter((one) => !isLeafType(getNamedType(one.type)) && this.chance(0.4)).slice(0, 2) : [];
    return ` { __typename ${leaves.map((one) => one.name).join(' ')} ${deeper
      .map((one) => `${one.name}${this.select(one.type, depth - 1)}`)
      .join(' ')} }`;
  }

  private value(type: GraphQLInputType, name: string, path: string): unknown {
    if (isNonNullType(type)) return this.value(type.ofType, name, path);
    if (isListType(type)) {
      const length = this.one([0, 1, 1, 2, 3, 60]);
      const first = this.value(type.ofType, name.replace(/s$/, ''), path);
      return Array.from({ length }, (_, i) =>
        i === 0 || this.chance(0.3) ? first : this.value(type.ofType, name.replace(/s$/, ''), path),
      );
    }
    if (isInputObjectType(type))
      return Object.fromEntries(
        Object.values(type.getFields())
          .filter((one) => isNonNullType(one.type) || this.chance(0.5))
          .map((one) => [one.name, this.value(one.type, one.name, `${path}.${name}`)]),
      );
    if (isEnumType(type)) return this.one(type.getValues()).name;
    switch (type.name) {
      case 'Int':
        return this.one(wrongInts);
      case 'Float':
        return this.one([0, -1, 0.5, 1e300, 1e-300]);
      case 'Boolean':
        return this.chance(0.5);
      case 'Decimal':
        return this.chance(0.5)
          ? this.one(['1', '2.5', '14', '30.5', '-2.25', '0.75', '120'])
          : this.one(wrongDecimals);
      case 'Date':
        return this.chance(0.4) ? this.one(['2026-11-02', '1980-05-05', '2026-12-01']) : this.one(wrongDates);
      case 'DateTime':
        return this.chance(0.4) ? '2026-11-20T10:00:00.000Z' : this.one(wrongTimes);
      case 'CurrencyCode':
        return this.one(['USD', 'USD', 'EUR', 'XXX', '', 'usd']);
      default:
        return this.text(type.name, name, path);
    }
  }

  private text(type: string, name: string, path: string): string {
    const fitting = this.pool[`${path}.${name}`] ?? this.pool[name];
    if (fitting?.length && this.chance(0.75)) return this.one(fitting);
    if (type === 'ID' && this.chance(0.5)) return this.one(Object.values(this.pool).flat());
    if (this.chance(0.3)) return this.one(['Fits well', 'en', '90210', 'US', 'od']);
    return this.one(wrongTexts);
  }

  fields(kind: 'query' | 'mutation'): GraphQLField<unknown, unknown>[] {
    const root = (kind === 'query' ? this.schema.getQueryType() : this.schema.getMutationType()) as GraphQLObjectType;
    return Object.values(root.getFields());
  }
}
export type { GraphQLArgument };
