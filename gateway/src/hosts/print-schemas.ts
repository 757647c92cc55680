import { readFileSync, writeFileSync } from 'node:fs';
import { schemaFile } from './gateway-host.ts';
import { subgraphNames } from './together.ts';
import { unopenedParts } from './unopened-parts.ts';

/**
 * Prints the SDL that each subgraph's code publishes to schema/subgraphs.
 *   print-schemas.ts [--check] [name …]
 */
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const isCheck = process.argv.includes('--check');
let isSame = true;

for (const part of await unopenedParts(names.length > 0 ? names : subgraphNames)) {
  const file = schemaFile(`subgraphs/${part.name}.graphql`);
  if (!isCheck) writeFileSync(file, part.graph.sdl);
  else if (readFileSync(file, 'utf8') !== part.graph.sdl) {
    isSame = false;
    console.error(
      `schema/subgraphs/${part.name}.graphql is not what the code of ${part.name} says. Run: npm run schema`,
    );
  }
}
process.exit(isSame ? 0 : 1);
