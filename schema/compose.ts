/**
 * Composes the supergraph from the printed SDL of the subgraphs.
 *
 *   compose.ts           writes supergraph.graphql, api.graphql, partner-supergraph.graphql and partner.graphql
 *   compose.ts --check   writes nothing; fails when a committed file differs and names the changes that break clients
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import {
  type CompositionResult,
  type CompositionSuccess,
  composeSchemaContract,
  composeServices,
  type ServiceDefinition,
  sortSDL,
} from '@theguild/federation-composition';
import {
  type ASTNode,
  buildASTSchema,
  buildSchema,
  type ConstDirectiveNode,
  type DocumentNode,
  type InputObjectTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
  print,
  visit,
} from 'graphql';
import { partnerContract } from './partner-contract.ts';

const home = dirname(fileURLToPath(import.meta.url));
const PARTNER_TAG = 'partner';

function readSubgraphs(): ServiceDefinition[] {
  const folder = join(home, 'subgraphs');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => {
      const name = file.slice(0, -'.graphql'.length);
      return { name, url: `subgraph://${name}`, typeDefs: parse(readFileSync(join(folder, file), 'utf8')) };
    });
}

/**
 * Arguments inside @requires or @provides selections compose, but the planner then answers with silently wrong data
 * when the client selects the same field with other arguments. They are forbidden here.
 */
export function lintFieldSets(services: Pick<ServiceDefinition, 'name' | 'typeDefs'>[]): string[] {
  const problems: string[] = [];
  for (const { name, typeDefs } of services) {
    visit(typeDefs, {
      Directive(node, _key, _parent, _path, ancestors) {
        if (node.name.value !== 'requires' && node.name.value !== 'provides') return;
        const value = node.arguments?.find((argument) => argument.name.value === 'fields')?.value;
        if (value?.kind !== 'StringValue') return;
        const where = (ancestors.filter((a) => !Array.isArray(a)) as ASTNode[])
          .map((a) => ('name' in a ? (a.name?.value ?? '') : ''))
          .filter(Boolean)
          .join('.');
        visit(parse(`{ ${value.value} }`), {
          Argument: (argument) => {
            problems.push(`${name}: ${where} has the argument "${argument.name.value}" inside @${node.name.value}`);
          },
        });
      },
    });
  }
  return problems;
}

function succeed(what: string, result: CompositionResult): CompositionSuccess {
  if (result.errors) throw new Error(`${what} does not compose:\n${result.errors.map((e) => `- ${e}`).join('\n')}`);
  return result;
}

const partnerTag: ConstDirectiveNode = {
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'tag' },
  arguments: [
    {
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: 'name' },
      value: { kind: Kind.STRING, value: PARTNER_TAG },
    },
  ],
};

const isPartnerTag = (directive: ConstDirectiveNode) =>
  directive.name.value === 'tag' &&
  directive.arguments?.some((a) => a.value.kind === Kind.STRING && a.value.value === PARTNER_TAG);

/**
 * Puts the partner tag on exactly the coordinates of the contract: the list is the only authority, so a tag written in a
 * subgraph cannot open anything by itself. A listed coordinate that no subgraph has is an error, since a client relies on it.
 */
function tagForPartners(services: ServiceDefinition[]): ServiceDefinition[] {
  const split = (words: string) => words.split(/\s+/).filter(Boolean);
  const open = new Map<string, Set<string>>();
  for (const [type, fields] of Object.entries({ ...partnerContract.objects, ...partnerContract.inputs }))
    open.set(type, new Set(split(fields)));
  const whole = new Set(split(partnerContract.whole));
  const missing = new Set([...whole, ...[...open].flatMap(([type, fields]) => [...fields].map((f) => `${type}.${f}`))]);

  const retag = <N extends { directives?: readonly ConstDirectiveNode[] }>(
    node: N,
    coordinate: string,
    tagged: boolean,
  ) => {
    if (tagged) missing.delete(coordinate);
    const kept = (node.directives ?? []).filter((d) => !isPartnerTag(d));
    return { ...node, directives: tagged ? [...kept, partnerTag] : kept };
  };
  /** The arguments of an open field are open with it; composition fails when one has a closed type. */
  const argumentsOf = <N extends object>(node: N, tagged: boolean): N =>
    'arguments' in node && Array.isArray(node.arguments)
      ? { ...node, arguments: node.arguments.map((argument) => retag(argument, '', tagged)) }
      : node;
  const fieldsOf = <N extends ObjectTypeDefinitionNode | ObjectTypeExtensionNode | InputObjectTypeDefinitionNode>(
    node: N,
  ): N => ({
    ...retag(node, '', false),
    fields: node.fields?.map((field) => {
      const tagged = open.get(node.name.value)?.has(field.name.value) ?? false;
      return argumentsOf(retag(field, `${node.name.value}.${field.name.value}`, tagged), tagged);
    }),
  });
  const tagged = services.map((service) => ({
    ...service,
    typeDefs: visit(service.typeDefs, {
      ObjectTypeDefinition: { leave: (node) => fieldsOf(node) },
      ObjectTypeExtension: { leave: (node) => fieldsOf(node) },
      InputObjectTypeDefinition: { leave: (node) => fieldsOf(node) },
      ScalarTypeDefinition: (node) => retag(node, node.name.value, whole.has(node.name.value)),
      EnumTypeDefinition: (node) => retag(node, node.name.value, whole.has(node.name.value)),
    }),
  }));
  if (missing.size > 0) throw new Error(`The partner contract names what no subgraph has: ${[...missing].join(', ')}`);
  return tagged;
}

/** The public SDL of a contract still lists types nobody can reach; a partner should not read even their names. */
function prune(document: DocumentNode): DocumentNode {
  const byName = new Map(
    document.definitions.flatMap((d) => ('name' in d && d.name ? [[d.name.value, d] as const] : [])),
  );
  const reached = new Set<string>();
  const reach = (name: string) => {
    const definition = byName.get(name);
    if (!definition || reached.has(name)) return;
    reached.add(name);
    visit(definition, { NamedType: (node) => reach(node.name.value) });
    if (definition.kind === 'InterfaceTypeDefinition')
      for (const other of document.definitions)
        if (other.kind === 'ObjectTypeDefinition' && other.interfaces?.some((i) => i.name.value === name))
          reach(other.name.value);
  };
  for (const root of ['Query', 'Mutation', 'Subscription']) reach(root);
  return {
    ...document,
    definitions: document.definitions.filter(
      (d) => d.kind === 'SchemaDefinition' || ('name' in d && d.name !== undefined && reached.has(d.name.value)),
    ),
  };
}

export function compose(services = readSubgraphs()): Record<string, string> {
  const problems = lintFieldSets(services);
  if (problems.length > 0) throw new Error(`Field sets may not take arguments:\n- ${problems.join('\n- ')}`);
  const whole = succeed('The supergraph', composeServices(services));
  const partner = succeed(
    'The partner contract',
    composeSchemaContract(tagForPartners(services), { include: new Set([PARTNER_TAG]), exclude: new Set() }, true),
  );
  const text = (document: DocumentNode) => `${print(sortSDL(document))}\n`;
  return {
    'supergraph.graphql': `${whole.supergraphSdl.trimEnd()}\n`,
    'api.graphql': text(whole.publicDocumentNode),
    'partner-supergraph.graphql': `${partner.supergraphSdl.trimEnd()}\n`,
    'partner.graphql': text(prune(partner.publicDocumentNode)),
  };
}

async function check(files: Record<string, string>): Promise<boolean> {
  let same = true;
  for (const [file, text] of Object.entries(files)) {
    let committed = '';
    try {
      committed = readFileSync(join(home, file), 'utf8');
    } catch {
      // a missing file differs like any other
    }
    if (committed === text) continue;
    same = false;
    console.error(`schema/${file} is not what the subgraphs compose to. Run: npm run schema`);
    if (committed === '' || file.includes('supergraph')) continue;
    const changes = await diff(buildSchema(committed), buildASTSchema(parse(text)));
    for (const change of changes) {
      const breaking = change.criticality.level === CriticalityLevel.Breaking;
      console.error(`  ${breaking ? 'BREAKING' : '        '} ${change.message}`);
    }
  }
  return same;
}

async function main(): Promise<void> {
  const files = compose();
  if (process.argv.includes('--check')) {
    if (!(await check(files))) process.exitCode = 1;
    return;
  }
  for (const [file, text] of Object.entries(files)) writeFileSync(join(home, file), text);
  console.log(`composed ${Object.keys(files).join(', ')}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
