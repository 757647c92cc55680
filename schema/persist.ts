/**
 * Writes the manifest of a client's persisted operations, and the ids the client sends instead of documents.
 *
 *   persist.ts storefront|admin [--check]
 *
 * Every operation of a client stands in a file named *.documents.ts that imports nothing but the graph's types and other such
 * files, so this script can load them all. Operation names are unique in a client: the id is looked up by name at run time.
 */
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { formatDocument } from '@urql/core';
import { buildSchema, type DocumentNode, Kind, print, stripIgnoredCharacters, validate } from 'graphql';

const [client] = process.argv.slice(2);
if (client !== 'storefront' && client !== 'admin')
  throw new Error('Say which client: persist.ts storefront or persist.ts admin');
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const schema = buildSchema(readFileSync(join(root, 'schema/api.graphql'), 'utf8'), { assumeValid: true });
const operations = new Map<string, { id: string; text: string }>();

const isDocument = (value: unknown): value is DocumentNode =>
  typeof value === 'object' && value !== null && (value as { kind?: string }).kind === Kind.DOCUMENT;

for (const file of globSync('src/**/*.documents.ts', { cwd: join(root, client) }).sort()) {
  const module: Record<string, unknown> = await import(pathToFileURL(join(root, client, file)).href);
  for (const exported of Object.values(module)) {
    if (!isDocument(exported)) continue;
    const definition = exported.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
    if (!definition) continue;
    const name = definition.name?.value;
    if (!name) throw new Error(`${client}/${file} has an operation without a name.`);
    const [problem] = validate(schema, exported);
    if (problem) throw new Error(`${client}/${file}: ${name} does not fit the graph: ${problem.message}`);
    const text = stripIgnoredCharacters(print(formatDocument(exported)));
    const id = createHash('sha256').update(text).digest('hex');
    const known = operations.get(name);
    if (known && known.id !== id)
      throw new Error(`Two different operations are named ${name}; the second is in ${client}/${file}.`);
    operations.set(name, { id, text });
  }
}

const sorted = [...operations].sort(([a], [b]) => (a < b ? -1 : 1));
const manifest = `${JSON.stringify({ version: 1, operations: Object.fromEntries(sorted.map(([, { id, text }]) => [id, text])) }, null, 1)}\n`;
const ids = `/** Made by schema/persist.ts. Operation name → sha256 of its text in schema/persisted/${client}.json. */\nexport const operationIds: Readonly<Record<string, string>> = {\n${sorted.map(([name, { id }]) => `  ${name}: '${id}',`).join('\n')}\n};\n`;
const files = {
  [join(root, 'schema/persisted', `${client}.json`)]: manifest,
  [join(root, client, 'src/graph/operation-ids.gen.ts')]: ids,
};

for (const [path, text] of Object.entries(files)) {
  if (process.argv.includes('--check')) {
    if (readFileSync(path, 'utf8') !== text) {
      console.error(
        `${path.slice(root.length + 1)} is not what the documents of ${client} say. Build the client and commit it.`,
      );
      process.exit(1);
    }
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
console.log(`${client}: ${operations.size} operations`);
