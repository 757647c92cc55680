import { Supergraph } from '@apollo/federation-internals';
import { buildOperationContext, executeQueryPlan } from '@apollo/gateway';
import { execute, type GraphQLError, Kind, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { Operation } from '../../src/execution/operation.ts';
import { readSupergraph } from '../../src/execution/supergraph.ts';
import { type Fault, fuzzSources, fuzzSupergraph, plainSchema } from './fuzz-graph.ts';
import { randomOf, randomOperation } from './random-operation.ts';

const supergraphSdl = fuzzSupergraph();
const graph = readSupergraph(supergraphSdl);
const internalApi = Supergraph.build(supergraphSdl, { validateSupergraph: false }).apiSchema();
const plain = plainSchema();
const CASES = Number(process.env.FUZZ_CASES ?? 250);
const FIRST = Number(process.env.FUZZ_SEED ?? 1);

async function answer(text: string, variables: Record<string, unknown>, fault?: Fault) {
  const operation = new Operation(graph, parse(text));
  const result = await operation.execute({ variables, context: {}, sources: fuzzSources(fault) });
  return {
    data: result.dataText === undefined ? undefined : JSON.parse(result.dataText),
    errors: result.errors,
    extensions: result.extensions,
  };
}

describe('the executor', { timeout: 180_000 }, () => {
  it(`answers ${CASES} random operations exactly like one plain schema over the same data`, async () => {
    let run = 0;
    for (let seed = FIRST; run < CASES; seed++) {
      const { text, variables } = randomOperation(plain, seed);
      const document = parse(text);
      if (validate(plain, document).length > 0) continue;
      run++;
      const expected = JSON.parse(
        JSON.stringify(await execute({ schema: plain, document, variableValues: variables })),
      );
      const actual = await answer(text, variables);
      expect({ seed, text, variables, data: actual.data, errors: actual.errors.map(String) }).toEqual({
        seed,
        text,
        variables,
        data: expected.data,
        errors: (expected.errors ?? []).map(String),
      });
    }
  });

  it('answers like the reference executor when fields, entities and subgraphs fail at random', async () => {
    let run = 0;
    for (let seed = FIRST; run < CASES / 2; seed++) {
      const { text, variables } = randomOperation(plain, seed);
      const document = parse(text);
      // The reference plans conditions wrongly at times, so faults are compared on documents without them.
      if (text.includes('@') || validate(plain, document).length > 0) continue;
      run++;
      const odds = randomOf(seed)() * 0.3;
      const fault: Fault = (type, id, field) =>
        randomOf([...`${seed}${type}${id}${field}`].reduce((h, c) => Math.imul(h, 31) + c.charCodeAt(0), 7))() <
        (type === 'subgraph' ? odds / 4 : odds);
      const actual = await answer(text, variables, fault);
      const expected = await reference(text, variables, fault);
      expect({ seed, text, data: actual.data }).toEqual({ seed, text, data: expected.data });
      expect({ seed, failed: places(actual.errors) }).toEqual({ seed, failed: places(expected.errors ?? []) });
    }
  });
});

/** Where and why, without order, and without list positions: the reference counts past objects that sent no representation. */
const places = (errors: readonly GraphQLError[]) =>
  [
    ...new Set(
      errors
        .filter((e) => !/could not be asked|is down/.test(e.message))
        .map((e) => `${(e.path ?? []).map((p) => (typeof p === 'number' ? '#' : p)).join('.')}: ${e.message}`),
    ),
  ].sort();

async function reference(text: string, variables: Record<string, unknown>, fault: Fault) {
  const document = parse(text);
  const operation = document.definitions.find((d) => d.kind === Kind.OPERATION_DEFINITION)!;
  const fragments = new Map(
    document.definitions.flatMap((d) => (d.kind === Kind.FRAGMENT_DEFINITION ? [[d.name.value, d] as const] : [])),
  );
  const plan = graph.plan(operation, fragments);
  const sources = fuzzSources(fault);
  const services = Object.fromEntries(
    [...sources].map(([name, source]) => [
      name,
      {
        process: async ({
          request,
        }: {
          request: { query: string; variables: Record<string, unknown>; operationName?: string };
        }) =>
          source.fetch({
            document: request.query,
            variables: request.variables,
            operationName: request.operationName,
            kind: 'query',
            context: {},
          }),
      },
    ]),
  );
  const result = await executeQueryPlan(
    plan,
    services as never,
    { request: { variables }, logger: console, metrics: {}, context: {} } as never,
    buildOperationContext({ schema: graph.apiSchema, operationDocument: document } as never),
    graph.supergraphSchema,
    internalApi,
  );
  return { data: JSON.parse(JSON.stringify(result.data ?? null)), errors: result.errors };
}
