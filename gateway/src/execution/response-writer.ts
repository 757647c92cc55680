import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { OWN_KEY_PREFIX } from './fold-conditions.ts';
import { isInheritedName, type JsonObject } from './json-object.ts';

/**
 * Writes the response text straight from the gathered data: no intermediate response object is built.
 *
 * The writer is compiled once per plan. It follows GraphQL's completion rules: leaf values are checked, null in a non-null place
 * bubbles to the nearest nullable parent, fields of a type nobody may see never appear.
 */

/** A written value, or one of three ways of being null. */
type Written = string | typeof NULL | typeof BROKEN | typeof BUBBLE;
/** null because the data says so */
const NULL = 0;
/** null because something inside it went wrong and has been recorded */
const BROKEN = 1;
/** null in a non-null place: the parent becomes BROKEN */
const BUBBLE = 2;

interface WriteRun {
  /** Kept up to date only while `traces`: most answers have no problem whose place must be told. */
  path: (string | number)[];
  traces: boolean;
  problems: GraphQLError[];
  variables: Readonly<Record<string, unknown>>;
}
type ValueWriter = (value: unknown, run: WriteRun) => Written;
type CompositeType = { name: string };

interface FieldWriter {
  key: string;
  label: string;
  guarded: boolean;
  write: (value: unknown, run: WriteRun, parent: JsonObject) => Written;
}

export type IntrospectField = (field: FieldNode, variables: Readonly<Record<string, unknown>>) => unknown;

export interface WrittenData {
  /** JSON text of `data`; "null" when null bubbled up to the root. */
  text: string;
  problems: GraphQLError[];
}

export function compileResponseWriter(options: {
  schema: GraphQLSchema;
  rootType: GraphQLObjectType;
  selectionSet: SelectionSetNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  introspect: IntrospectField;
}): (data: JsonObject, variables: Readonly<Record<string, unknown>>) => WrittenData {
  const { schema, fragments, introspect } = options;

  const problem = (run: WriteRun, message: string) => {
    run.problems.push(new GraphQLError(message, { path: [...run.path], extensions: { code: 'INVALID_GRAPHQL' } }));
  };

  const applies = (condition: string | undefined, typeName: string): boolean => {
    if (!condition || condition === typeName) return true;
    const wanted = schema.getType(condition);
    const actual = schema.getType(typeName);
    if (!wanted || !actual || !isAbstractType(wanted)) return false;
    return (isObjectType(actual) || isInterfaceType(actual)) && schema.isSubType(wanted, actual);
  };

  function collect(typeName: string, sets: readonly SelectionSetNode[]): Map<string, FieldNode[]> {
    const fields = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    const walk = (set: SelectionSetNode) => {
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) {
          const key = selection.alias?.value ?? selection.name.value;
          const present = fields.get(key);
          if (present) present.push(selection);
          else fields.set(key, [selection]);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          if (applies(selection.typeCondition?.name.value, typeName)) walk(selection.selectionSet);
        } else {
          const fragment = fragments.get(selection.name.value);
          if (!fragment || visited.has(selection.name.value)) continue;
          visited.add(selection.name.value);
          if (applies(fragment.typeCondition.name.value, typeName)) walk(fragment.selectionSet);
        }
      }
    };
    for (const set of sets) walk(set);
    return fields;
  }

  function compileFields(type: CompositeType, sets: readonly SelectionSetNode[]): FieldWriter[] {
    const writers: FieldWriter[] = [];
    for (const [key, nodes] of collect(type.name, sets)) {
      if (key.startsWith(OWN_KEY_PREFIX)) continue;
      const node = nodes[0]!;
      const label = `${JSON.stringify(key)}:`;
      const guarded = isInheritedName(key);
      const name = node.name.value;
      if (name === '__typename') {
        writers.push({ key, label, guarded, write: compileTypename(type) });
        continue;
      }
      if (name === '__schema' || name === '__type') {
        const whole = { ...node, selectionSet: mergedSet(nodes) };
        writers.push({
          key,
          label,
          guarded,
          write: (_value, run) => JSON.stringify(introspect(whole as FieldNode, run.variables) ?? null),
        });
        continue;
      }
      const owner = schema.getType(type.name);
      const field = owner && 'getFields' in owner ? owner.getFields()[name] : undefined;
      if (!field || !('type' in field)) continue;
      const subsets = nodes.flatMap((n) => (n.selectionSet ? [n.selectionSet] : []));
      const write = compileType(field.type as GraphQLOutputType, subsets, `${type.name}.${name}`);
      writers.push({ key, label, guarded, write });
    }
    return writers;
  }

  const mergedSet = (nodes: readonly FieldNode[]): SelectionSetNode => ({
    kind: Kind.SELECTION_SET,
    selections: nodes.flatMap((n) => n.selectionSet?.selections ?? []),
  });

  function compileTypename(type: CompositeType): FieldWriter['write'] {
    const own = isObjectType(schema.getType(type.name)) ? JSON.stringify(type.name) : BUBBLE;
    return (value, _run, parent) => {
      const said = value ?? parent.__typename;
      if (typeof said !== 'string' || said === type.name) return own;
      const named = schema.getType(said);
      return named === undefined ? own : isObjectType(named) ? JSON.stringify(said) : BUBBLE;
    };
  }

  function compileObject(type: CompositeType, sets: readonly SelectionSetNode[], where: string): ValueWriter {
    const byType = new Map<string, FieldWriter[] | null>();
    const fieldsOf = (name: string): FieldWriter[] | null => {
      let fields = byType.get(name);
      if (fields === undefined) {
        const actual = schema.getType(name);
        fields = actual && isCompositeType(actual) ? compileFields(actual, sets) : null;
        byType.set(name, fields);
      }
      return fields;
    };
    return (value, run) => {
      if (value === null || value === undefined) return NULL;
      if (typeof value !== 'object') {
        problem(run, `Invalid value found for ${where}.`);
        return BROKEN;
      }
      const source = value as JsonObject;
      const said = source.__typename;
      const fields = fieldsOf(typeof said === 'string' ? said : type.name);
      if (fields === null) {
        problem(run, `Invalid __typename found for object at ${where}.`);
        return BROKEN;
      }
      return writeFields(fields, source, run);
    };
  }

  function writeFields(fields: readonly FieldWriter[], source: JsonObject, run: WriteRun): Written {
    let text = '{';
    const { path, traces } = run;
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i]!;
      const value = field.guarded && !Object.hasOwn(source, field.key) ? undefined : source[field.key];
      if (traces) path.push(field.key);
      const written = field.write(value, run, source);
      if (traces) path.pop();
      if (written === BUBBLE) return BROKEN;
      text += (i > 0 ? ',' : '') + field.label + (typeof written === 'string' ? written : 'null');
    }
    return `${text}}`;
  }

  function compileType(type: GraphQLOutputType, sets: readonly SelectionSetNode[], where: string): ValueWriter {
    if (isNonNullType(type)) {
      const inner = compileType(type.ofType, sets, where);
      return (value, run) => {
        const written = inner(value, run);
        if (typeof written === 'string') return written;
        if (written === NULL) {
          const last = run.path.at(-1);
          const place =
            typeof last === 'number' ? `array element of type ${type.ofType} at index ${last}` : `field ${where}`;
          problem(run, `Cannot return null for non-nullable ${place}.`);
        }
        return BUBBLE;
      };
    }
    if (isListType(type)) return compileList(compileType(type.ofType, sets, where), where);
    if (isCompositeType(type)) return compileObject(type, sets, `field ${where}`);
    return compileLeaf(type as GraphQLLeafType, `field ${where}`);
  }

  function compileList(item: ValueWriter, where: string): ValueWriter {
    return (value, run) => {
      if (value === null || value === undefined) return NULL;
      if (!Array.isArray(value)) {
        problem(run, `Invalid value found for field ${where}.`);
        return BROKEN;
      }
      let text = '[';
      let broken = false;
      for (let i = 0; i < value.length; i++) {
        if (run.traces) run.path.push(i);
        const written = item(value[i], run);
        if (run.traces) run.path.pop();
        if (written === BUBBLE) broken = true;
        else if (!broken) text += (i > 0 ? ',' : '') + (typeof written === 'string' ? written : 'null');
      }
      return broken ? BROKEN : `${text}]`;
    };
  }

  function compileLeaf(type: GraphQLLeafType, where: string): ValueWriter {
    const check = leafWriter(type);
    return (value, run) => {
      if (value === null || value === undefined) return NULL;
      const text = check(value);
      if (text !== undefined) return text;
      problem(run, `Invalid value found for ${where}.`);
      return BROKEN;
    };
  }

  const root = compileFields(options.rootType, [options.selectionSet]);
  return (data, variables) => {
    let run: WriteRun = { path: [], traces: false, problems: [], variables };
    let written = writeFields(root, data, run);
    if (run.problems.length > 0) {
      // Once more, now noting where each problem is.
      run = { path: [], traces: true, problems: [], variables };
      written = writeFields(root, data, run);
    }
    return { text: typeof written === 'string' ? written : 'null', problems: run.problems };
  };
}

/** Short texts that need no escape are by far the most; for them this is several times faster than JSON.stringify. */
function quoted(text: string): string {
  if (text.length > SHORT) return narrow(JSON.stringify(text));
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 32 || code === 34 || code === 92 || code > 126) return escaped(text);
  }
  return `"${text}"`;
}

const SHORT = 48;
/** Sizes, labels and names with a dash or a box in them come again and again. */
const known = new Map<string, string>();
const MOST_KNOWN = 2_000;

function escaped(text: string): string {
  let json = known.get(text);
  if (json === undefined) {
    json = narrow(JSON.stringify(text));
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(text, json);
  }
  return json;
}

const WIDE = /[\u0100-\uffff]/;
const ALL_WIDE = /[\u0100-\uffff]/g;

/**
 * The same JSON without characters that need two bytes in memory. One box in one size ("52□18") would make the engine keep, measure and
 * encode the whole answer as wide text, at several times the cost.
 */
function narrow(json: string): string {
  if (!WIDE.test(json)) return json;
  const plain = json.replace(ALL_WIDE, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  // What was cut from wide text stays wide in memory; read from bytes it does not.
  return Buffer.from(plain, 'latin1').toString('latin1');
}

/** Enumeration values outside the schema are refused: a contract may hide some of them. */
function leafWriter(type: GraphQLLeafType): (value: unknown) => string | undefined {
  if (isEnumType(type)) {
    const texts = new Map(type.getValues().map((v) => [v.name as unknown, JSON.stringify(v.name)]));
    return (value) => texts.get(value);
  }
  if (!isSpecifiedScalarType(type))
    return (value) => {
      if (typeof value === 'string') return quoted(value);
      const json = JSON.stringify(value) as string | undefined;
      return json === undefined ? undefined : narrow(json);
    };
  switch (type.name) {
    case 'Int':
      return (value) => (typeof value === 'number' && (value | 0) === value ? String(value) : undefined);
    case 'Float':
      return (value) => (typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined);
    case 'Boolean':
      return (value) => (value === true ? 'true' : value === false ? 'false' : undefined);
    case 'ID':
      return (value) =>
        typeof value === 'string' ? quoted(value) : Number.isInteger(value) ? String(value) : undefined;
    default:
      return (value) => (typeof value === 'string' ? quoted(value) : undefined);
  }
}
