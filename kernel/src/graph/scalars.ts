import { GraphQLError, GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';

function scalar<T>(config: {
  name: string;
  description: string;
  parse(text: string): T;
  print(value: unknown): string;
}): GraphQLScalarType<T, string> {
  const read = (value: unknown): T => {
    if (typeof value !== 'string') throw new GraphQLError(`${config.name} is written as text.`);
    return config.parse(value);
  };
  return new GraphQLScalarType<T, string>({
    name: config.name,
    description: config.description,
    serialize: config.print,
    parseValue: read,
    parseLiteral: (node: ValueNode) => {
      if (node.kind !== Kind.STRING) throw new GraphQLError(`${config.name} is written as text.`, { nodes: [node] });
      return read(node.value);
    },
  });
}

function matching(name: string, pattern: RegExp, example: string): (text: string) => string {
  return (text) => {
    if (!pattern.test(text)) throw new GraphQLError(`${name} looks like ${example}.`);
    return text;
  };
}

const DECIMAL = /^-?\d{1,20}(\.\d{1,12})?$/;

/** A number that keeps its digits: text on the wire, never a float. */
export const Decimal = scalar<string>({
  name: 'Decimal',
  description: 'A decimal number as text, such as "198.00"; digits are never lost to floating point.',
  parse: matching('Decimal', DECIMAL, '198.00'),
  print: (value) => {
    const text = String(value);
    if (!DECIMAL.test(text)) throw new GraphQLError('Not a decimal number.');
    return text;
  },
});

/** An instant, ISO 8601 in UTC; a `Date` in the program. */
export const DateTime = scalar<Date>({
  name: 'DateTime',
  description: 'An instant in ISO 8601, such as "2026-03-14T09:26:53.000Z".',
  parse: (text) => {
    const instant = new Date(text);
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) || Number.isNaN(instant.getTime())) {
      throw new GraphQLError('DateTime looks like 2026-03-14T09:26:53Z.');
    }
    return instant;
  },
  print: (value) => {
    const instant = value instanceof Date ? value : new Date(String(value));
    if (Number.isNaN(instant.getTime())) throw new GraphQLError('Not an instant.');
    return instant.toISOString();
  },
});

function calendarDate(text: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const date = match && new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])));
  if (!date || date.toISOString().slice(0, 10) !== text) throw new GraphQLError('Date looks like 2026-03-14.');
  return text;
}

/** A calendar date without a time zone; text in the program as well. */
export const LocalDate = scalar<string>({
  name: 'Date',
  description: 'A calendar date, such as "2026-03-14"; it has no time zone.',
  parse: calendarDate,
  print: (value) => calendarDate(String(value)),
});

export const CurrencyCode = scalar<string>({
  name: 'CurrencyCode',
  description: 'A currency in three letters (ISO 4217), such as "USD".',
  parse: matching('CurrencyCode', /^[A-Z]{3}$/, 'USD'),
  print: String,
});

/** Free-form data for screens that show it as it is; never for anything with a known shape. */
export const Json = new GraphQLScalarType({
  name: 'JSON',
  description: 'Free-form data.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});
