/**
 * Prints schema/api.graphql as the type that gql.tada reads, for storefront and admin alike.
 *
 *   client-types.ts           writes schema/client/graph-env.d.ts
 *   client-types.ts --check   fails when the committed file differs
 *
 * gql.tada's own command needs the JavaScript API of TypeScript 6, which TypeScript 7 no longer has; its printer does not.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minifyIntrospection, outputIntrospectionFile } from '@gql.tada/internal';
import { buildSchema, introspectionFromSchema } from 'graphql';

const home = dirname(fileURLToPath(import.meta.url));
const target = join(home, 'client', 'graph-env.d.ts');
const schema = buildSchema(readFileSync(join(home, 'api.graphql'), 'utf8'), { assumeValid: true });
const introspection = minifyIntrospection(introspectionFromSchema(schema, { descriptions: false }) as never);
const text = outputIntrospectionFile(introspection, { fileType: '.d.ts', shouldPreprocess: true });

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error(
      'schema/client/graph-env.d.ts is not what schema/api.graphql says. Run npm run schema and commit it.',
    );
    process.exit(1);
  }
} else {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
