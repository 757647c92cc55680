import { labGraph } from './index.ts';

/** Prints the SDL of this subgraph: `node … src/print-sdl.ts > schema/subgraphs/lab.graphql`. Nothing is resolved meanwhile. */
process.stdout.write(labGraph({} as never).sdl);
