import { customerRxGraph } from './index.ts';

/** Prints the SDL of this subgraph: `node … src/print-sdl.ts > schema/subgraphs/customer-rx.graphql`. Nothing is resolved meanwhile. */
process.stdout.write(customerRxGraph({} as never).sdl);
