import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import type { GraphClient } from '../support/graph-client.ts';
import { customer, guest, staff, type World } from '../support/people.ts';
import { poolOf } from './pool.ts';
import { randomOf, WrongInput, type WrongQuestion } from './wrong-input.ts';

export interface Campaign {
  /** Questions to each field of the graph by each person. */
  rounds: number;
  seed: number;
  /** One field alone, to look closer. */
  only?: string | undefined;
}

export interface Answered {
  asked: number;
  /** How often each outcome came: data, a refusal by its code, an error by its code. */
  outcomes: Map<string, number>;
  /** What no caller may ever be answered, in words, with the question. */
  faults: string[];
}

interface Body {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}
interface Refused {
  __typename?: string;
  refusalCode?: string;
  refusalMessage?: string;
}

const OURS = new Set(['INTERNAL_ERROR', 'INTERNAL_SERVER_ERROR', 'NO_ANSWER', 'NO_CODE']);
const INNER_WORDS = /\b(SELECT|INSERT INTO|UPDATE) |\.ts:\d|duplicate key|violates|column "/;
const LONG = /x{600}/;

/**
 * Asks every query and every mutation for what makes no sense, as an administrator, a customer and a guest. The house may refuse or do
 * it; it may not fail, not show its inside, and not cut what was written.
 */
export async function askWrongly(world: World, { rounds, seed, only }: Campaign): Promise<Answered> {
  const schema = buildSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'));
  const administrator = await staff(world, 'admin');
  const pool = await poolOf(administrator);
  const answered: Answered = { asked: 0, outcomes: new Map(), faults: [] };
  const people = { administrator, customer: await customer(world), guest: guest(world) };
  for (const [who, person] of Object.entries(people)) {
    const wrong = new WrongInput(schema, pool, randomOf(seed));
    for (const kind of ['query', 'mutation'] as const)
      for (const field of wrong.fields(kind)) {
        if (only && field.name !== only) continue;
        for (let round = 0; round < rounds; round++) {
          const question = wrong.question(kind, field);
          const body = await ask(person, question);
          answered.asked += 1;
          const outcome = outcomeOf(body, field.name);
          answered.outcomes.set(outcome, (answered.outcomes.get(outcome) ?? 0) + 1);
          const fault = faultOf(body, { kind, name: field.name, outcome, question });
          if (fault)
            answered.faults.push(
              `${fault}: ${field.name} by ${who} with ${JSON.stringify(question.variables).slice(0, 500)} → ${JSON.stringify(body).slice(0, 500)}`,
            );
        }
      }
  }
  return answered;
}

async function ask(person: GraphClient, { query, variables }: WrongQuestion): Promise<Body> {
  try {
    return (await person.raw(query, variables)).body ?? {};
  } catch (error) {
    return { errors: [{ message: String(error), extensions: { code: 'NO_ANSWER' } }] };
  }
}

function outcomeOf(body: Body, name: string): string {
  if (body.errors?.length) return body.errors.map((one) => one.extensions?.code ?? 'NO_CODE').join();
  const root = body.data?.[name] as Refused | null | undefined;
  return root?.__typename === 'Refusal' ? `refused: ${root.refusalCode}` : 'data';
}

function faultOf(
  body: Body,
  asked: { kind: 'query' | 'mutation'; name: string; outcome: string; question: WrongQuestion },
): string | null {
  const given = JSON.stringify(asked.question.variables);
  if (body.data === undefined && !body.errors) return 'no answer of the graph';
  if (body.errors?.some((one) => OURS.has(one.extensions?.code ?? 'NO_CODE'))) return 'a fault of ours';
  const said = JSON.stringify(body.errors ?? body.data?.[asked.name] ?? null);
  const inner = INNER_WORDS.exec(said)?.[0];
  if (inner && !given.includes(inner)) return 'our inside is shown';
  const sentence = (body.data?.[asked.name] as Refused | null | undefined)?.refusalMessage ?? '';
  const left = /\[object |undefined|\{[a-zA-Z]+\}/.exec(sentence)?.[0];
  if (left && !given.includes(left)) return 'an unfinished sentence';
  const { id, ...words } = asked.question.variables;
  if (
    asked.kind === 'mutation' &&
    asked.outcome === 'data' &&
    body.data?.[asked.name] &&
    LONG.test(JSON.stringify(words))
  )
    return 'a text without end was taken, or cut';
  return null;
}
