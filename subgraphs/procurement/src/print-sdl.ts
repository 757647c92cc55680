import { writeFileSync } from 'node:fs';
import { procurementGraph } from './index.ts';

/** Prints the contract of this subgraph where the composition reads it. */
writeFileSync(new URL('../../../schema/subgraphs/procurement.graphql', import.meta.url), procurementGraph().sdl);
