import { refuse } from '@opticworks/kernel';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { GATEWAY_ERRORS } from '../errors.ts';
import { RecentMap } from '../execution/recent-map.ts';

export interface DocumentLimits {
  characters: number;
  tokens: number;
  depth: number;
  aliases: number;
  rootFields: number;
  directives: number;
  /** Fields after all fragments are spread; what a fragment bomb is made of. */
  fields: number;
}

/** Depth 8 over the deepest operation of the own clients (the lens builder in the cart, 11). */
export const documentLimits: DocumentLimits = {
  characters: 48_000,
  tokens: 2_000,
  depth: 19,
  aliases: 15,
  rootFields: 10,
  directives: 50,
  fields: 1_500,
};

export interface CheckedDocument {
  readonly document: DocumentNode;
  readonly operations: readonly OperationDefinitionNode[];
}

/**
 * Measures documents before anything else looks at them, without spreading fragments: the work grows with the text, never with
 * what the text would expand to.
 */
export class DocumentGate {
  readonly #limits: DocumentLimits;
  readonly #passed = new RecentMap<string, CheckedDocument>(500);

  constructor(limits: DocumentLimits = documentLimits) {
    this.#limits = limits;
  }

  /** @throws Refusal DOCUMENT_INVALID or DOCUMENT_TOO_LARGE */
  check(text: string): CheckedDocument {
    const known = this.#passed.get(text);
    if (known) return known;
    if (text.length > this.#limits.characters) tooLarge('characters', this.#limits.characters);
    let document: DocumentNode;
    try {
      document = parse(text, { maxTokens: this.#limits.tokens });
    } catch (error) {
      if (error instanceof GraphQLError && error.message.includes('tokens')) tooLarge('tokens', this.#limits.tokens);
      refuse(GATEWAY_ERRORS.DOCUMENT_INVALID, { reason: error instanceof Error ? error.message : 'syntax' });
    }
    const checked = measure(document, this.#limits);
    this.#passed.set(text, checked);
    return checked;
  }
}

function tooLarge(what: string, limit: number): never {
  refuse(GATEWAY_ERRORS.DOCUMENT_TOO_LARGE, { what, limit });
}

interface Measure {
  depth: number;
  fields: number;
  aliases: number;
}

function measure(document: DocumentNode, limits: DocumentLimits): CheckedDocument {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
    else refuse(GATEWAY_ERRORS.DOCUMENT_INVALID, { reason: 'it defines types instead of asking for data' });
  }
  if (operations.length === 0) refuse(GATEWAY_ERRORS.DOCUMENT_INVALID, { reason: 'it has no operation' });

  let directives = 0;
  const measured = new Map<string, Measure | 'open'>();
  const measureFragment = (name: string): Measure => {
    const known = measured.get(name);
    if (known === 'open') refuse(GATEWAY_ERRORS.DOCUMENT_INVALID, { reason: `fragment ${name} contains itself` });
    if (known) return known;
    const fragment = fragments.get(name);
    if (!fragment) return { depth: 0, fields: 0, aliases: 0 };
    measured.set(name, 'open');
    const result = measureSet(fragment.selectionSet);
    measured.set(name, result);
    return result;
  };
  const measureSet = (set: SelectionSetNode): Measure => {
    const total: Measure = { depth: 0, fields: 0, aliases: 0 };
    for (const selection of set.selections) {
      directives += selection.directives?.length ?? 0;
      let inner: Measure = { depth: 0, fields: 0, aliases: 0 };
      let own = 0;
      if (selection.kind === Kind.FRAGMENT_SPREAD) inner = measureFragment(selection.name.value);
      else if (selection.selectionSet) inner = measureSet(selection.selectionSet);
      if (selection.kind === Kind.FIELD) {
        own = 1;
        if (selection.alias) {
          total.aliases += 1;
          // Names with two underscores belong to the language; as keys they would also reach inherited properties.
          if (selection.alias.value.startsWith('__'))
            refuse(GATEWAY_ERRORS.DOCUMENT_INVALID, { reason: 'an alias may not begin with two underscores' });
        }
      }
      total.depth = Math.max(total.depth, inner.depth + own);
      // Checked at every step, so that sums of sums stay small numbers.
      total.fields += inner.fields + own;
      total.aliases += inner.aliases;
      if (total.fields > limits.fields) tooLarge('fields', limits.fields);
      if (total.aliases > limits.aliases) tooLarge('aliases', limits.aliases);
      if (total.depth > limits.depth) tooLarge('levels', limits.depth);
    }
    return total;
  };
  for (const fragment of fragments.keys()) measureFragment(fragment);
  for (const operation of operations) {
    const introspects = isIntrospection(operation.selectionSet);
    if (!introspects) measureSet(operation.selectionSet);
    const roots = rootFields(operation.selectionSet, fragments, new Set());
    if (roots > limits.rootFields) tooLarge('fields at the top', limits.rootFields);
  }
  if (directives > limits.directives) tooLarge('directives', limits.directives);
  return { document, operations };
}

const isIntrospection = (set: SelectionSetNode): boolean =>
  set.selections.every((s) => s.kind === Kind.FIELD && s.name.value.startsWith('__'));

function rootFields(set: SelectionSetNode, fragments: Map<string, FragmentDefinitionNode>, seen: Set<string>): number {
  let count = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) count++;
    else if (selection.kind === Kind.INLINE_FRAGMENT) count += rootFields(selection.selectionSet, fragments, seen);
    else if (!seen.has(selection.name.value)) {
      seen.add(selection.name.value);
      const fragment = fragments.get(selection.name.value);
      if (fragment) count += rootFields(fragment.selectionSet, fragments, seen);
    }
  }
  return count;
}
