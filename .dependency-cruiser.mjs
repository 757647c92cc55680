/** The import arrows of ARCHITECTURE.md, checked. Each rule names the sentence it keeps. */
const subgraph = '^subgraphs/([^/]+)/';
const tests = '\\.test\\.ts$|/test/|/testing|\\.contract\\.ts$|^tests/';

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Files import each other in one direction.',
      from: { pathNot: tests },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-sibling-subgraphs',
      severity: 'error',
      comment: 'Subgraphs meet only in events, operations and entity keys.',
      from: { path: subgraph },
      to: { path: '^subgraphs/([^/]+)/', pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'kernel-knows-nobody',
      severity: 'error',
      comment: 'The kernel imports nothing above it.',
      from: { path: '^kernel/' },
      to: { path: '^(subgraphs|gateway|storefront|admin|twins|optics)/' },
    },
    {
      name: 'optics-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^optics/' },
      to: { path: '^(kernel|schema|subgraphs|gateway|storefront|admin|twins)/' },
    },
    {
      name: 'schema-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^schema/src' },
      to: { path: '^(kernel|optics|subgraphs|gateway|storefront|admin|twins)/' },
    },
    {
      name: 'gateway-sees-subgraphs-only-in-hosts',
      severity: 'error',
      from: { path: '^gateway/src/', pathNot: `^gateway/src/hosts/|${tests}` },
      to: { path: '^subgraphs/' },
    },
    {
      name: 'vendors-behind-providers',
      severity: 'error',
      comment: 'A vendor SDK is imported only in providers/<vendor>/.',
      from: { path: '^(subgraphs|gateway)/', pathNot: `/providers/|${tests}` },
      to: { path: 'node_modules/(stripe|@easypost/api|resend|taxjar)/' },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      comment: '*.rules.ts, *.state.ts and *.pricing.ts know no database and no graph.',
      from: { path: '\\.(rules|state|pricing)\\.ts$' },
      to: { path: '\\.(entity|resolver)\\.ts$|node_modules/(typeorm|pg|type-graphql)/' },
    },
    {
      name: 'production-never-imports-tests',
      severity: 'error',
      from: { path: '^(kernel|optics|schema|subgraphs|gateway|twins)/src', pathNot: tests },
      to: { path: '\\.test\\.ts$|/test/|^tests/' },
    },
    {
      name: 'twins-stand-alone',
      severity: 'error',
      comment: 'A twin shares no code with the house it deceives.',
      from: { path: '^twins/src', pathNot: tests },
      to: { path: '^(kernel|schema|subgraphs|gateway|optics)/' },
    },
    {
      name: 'clients-know-only-the-graph',
      severity: 'error',
      comment:
        'Shop and admin ask the graph; they take types from the schema, arithmetic from the optics, and nothing else of ours.',
      from: { path: '^(storefront|admin)/src', pathNot: tests },
      to: {
        path: '^(kernel|subgraphs|gateway|twins)/|node_modules/(pg|typeorm|redis|pg-boss|stripe|@easypost/api|resend|taxjar)/',
      },
    },
    {
      name: 'clients-take-types-from-the-schema',
      severity: 'error',
      from: { path: '^(storefront|admin)/src', pathNot: tests },
      to: { path: '^schema/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'clients-stand-apart',
      severity: 'error',
      from: { path: '^(storefront|admin)/src' },
      to: { path: '^(storefront|admin)/src', pathNot: '^$1/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.next)/' },
    tsPreCompilationDeps: true,
    // dependency-cruiser cannot read TypeScript 7's compiler; SWC parses the same syntax.
    parser: 'swc',
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
