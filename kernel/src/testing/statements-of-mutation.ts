import { readFile } from 'node:fs/promises';
import { type FieldNode, type GraphQLSchema, Kind, parse, print, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { recordStatements } from '../database/statements.ts';
import type { Principal } from '../principal/principal.ts';

/** A run of a mutation over data that was prepared for it and for nothing else. */
export interface PreparedMutation {
  variables: Record<string, unknown>;
  who: Principal;
}

export interface CountedHouse {
  schema: GraphQLSchema;
  /** Folder of the manifests of persisted operations. */
  manifests: string;
  ask(document: string, variables: Record<string, unknown>, who: Principal): Promise<Record<string, unknown>>;
  /** Lets everything end that was set off. */
  settle(): Promise<unknown>;
}

/**
 * What a persisted mutation costs the part it is sent to: the statements of its transaction, of what it does after the commit, and of
 * reading its answer. Fields of other parts are left out. It is run twice, because what is read once and kept is not a cost of each.
 * @param name client and operation: `admin/CancelOrder`
 * @throws when the operation is not registered, and when it answers with a refusal: a refusal is cheap and proves nothing
 */
export async function statementsOfMutation(
  house: CountedHouse,
  name: string,
  prepare: () => PreparedMutation | Promise<PreparedMutation>,
): Promise<string[]> {
  const document = await documentOf(house, name);
  let statements: string[] = [];
  for (let run = 0; run < 2; run += 1) {
    const { variables, who } = await prepare();
    await house.settle();
    let answer: Record<string, unknown> = {};
    statements = await recordStatements(async () => {
      answer = await house.ask(document, variables, who);
    });
    const [root] = Object.values(answer) as ({ __typename?: string; code?: string; message?: string } | undefined)[];
    // Some things have a code of their own.
    const isRefusal = root?.__typename ? root.__typename === 'Refusal' : root?.code && root.message;
    if (!root || isRefusal) throw new Error(`${name} answered ${JSON.stringify(answer)}`);
    await house.settle();
  }
  return statements;
}

/** Counts for a budget: the cost of a mutation by its name. `MEASURE=1` prints each with its statements, as a line of the budgets' file. */
export async function costOfMutation(
  house: CountedHouse,
  name: string,
  prepare: () => PreparedMutation | Promise<PreparedMutation>,
): Promise<number> {
  const statements = await statementsOfMutation(house, name, prepare);
  if (process.env.MEASURE) console.log(`BUDGET "${name}": ${statements.length},\n${statements.join('\n')}`);
  return statements.length;
}

/** The registered document, without what other parts answer. */
async function documentOf({ manifests, schema }: CountedHouse, name: string): Promise<string> {
  const [client, operation] = name.split('/') as [string, string];
  const { operations } = JSON.parse(await readFile(`${manifests}/${client}.json`, 'utf8')) as {
    operations: Record<string, string>;
  };
  const text = Object.values(operations).find((one) => new RegExp(`\\bmutation ${operation}\\b`).test(one));
  if (!text) throw new Error(`${name} is not registered.`);
  return print(ownPart(text, schema));
}

function ownPart(text: string, schema: GraphQLSchema) {
  const types = new TypeInfo(schema);
  return visit(
    parse(text),
    visitWithTypeInfo(types, {
      Field: {
        enter: (node) => (node.name.value !== '__typename' && !types.getFieldDef() ? null : undefined),
        leave: (node: FieldNode) =>
          node.selectionSet && node.selectionSet.selections.length === 0
            ? {
                ...node,
                selectionSet: {
                  kind: Kind.SELECTION_SET,
                  selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }],
                },
              }
            : undefined,
      },
    }),
  );
}
