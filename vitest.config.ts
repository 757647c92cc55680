import { defineConfig } from 'vitest/config';

/** One project per workspace, so that `npx vitest run --project orders` runs one room. Sources are resolved, never dist. */
const project = (name: string, root: string) => ({
  // One copy of graphql: its `module` entry beside the one Node loads for dependencies makes every type foreign to the other.
  resolve: { conditions: ['source'], alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] }, noExternal: [/^@opticworks\//] },
  test: {
    name,
    root,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    environment: 'node' as const,
    setupFiles: [] as string[],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // Tests with browsers, sockets and whole installations get a second look on a busy CI machine; the run names each it needed.
    retry: process.env.CI && ['twins', 'gateway', 'house', 'crashes'].includes(name) ? 1 : 0,
  },
});

/** For rooms whose test files leave nothing behind but their own database: they share a worker, which saves each of them its imports. */
const shared = ({ test, ...rest }: ReturnType<typeof project>) => ({ ...rest, test: { ...test, isolate: false } });

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project('kernel', 'kernel'),
      shared(project('optics', 'optics')),
      project('schema', 'schema'),
      shared(project('catalog', 'subgraphs/catalog')),
      shared(project('customer-rx', 'subgraphs/customer-rx')),
      shared(project('orders', 'subgraphs/orders')),
      shared(project('inventory', 'subgraphs/inventory')),
      shared(project('lab', 'subgraphs/lab')),
      shared(project('procurement', 'subgraphs/procurement')),
      project('gateway', 'gateway'),
      project('twins', 'twins'),
      shared(project('storefront', 'storefront')),
      shared(project('admin', 'admin')),
      // What is judged from sources and documents alone: no installation waits for it.
      {
        ...project('structure', 'tests'),
        test: { ...project('structure', 'tests').test, include: ['{architecture,composition}/**/*.test.ts'] },
      },
      {
        ...project('house', 'tests'),
        test: {
          ...project('house', 'tests').test,
          include: ['{flows,parity,races,budgets,browser}/**/*.test.ts'],
          globalSetup: ['support/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
        },
      },
      // An installation of its own, killed again and again: it needs nothing of the house and mostly waits for starts.
      {
        ...project('crashes', 'tests'),
        test: { ...project('crashes', 'tests').test, include: ['crashes/**/*.test.ts'] },
      },
    ],
  },
});
