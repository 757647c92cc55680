import { writeFileSync } from 'node:fs';
import { inventoryGraph } from './index.ts';

/** Prints the contract of this subgraph where the composition reads it. */
writeFileSync(new URL('../../../schema/subgraphs/inventory.graphql', import.meta.url), inventoryGraph().sdl);
