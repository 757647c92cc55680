/** The part of vitest that the optics tests use, without a worker: suites are names, tests are collected in the order they are written. */
import { format } from 'node:util';
import { expect as jestExpect } from 'expect';

/** Vitest takes a message for people as well, which judges nothing. */
export const expect = Object.assign((value) => jestExpect(value), jestExpect);

/** File being imported; part of every test's name. */
export const registered = { file: '', tests: [], suites: [] };

export function takeTests() {
  return registered.tests.splice(0);
}

function collect(name, run) {
  const path = [registered.file, ...registered.suites, name].join(' > ');
  const twins = registered.tests.filter((test) => test.path === path).length;
  registered.tests.push({ path, id: twins === 0 ? path : `${path} (${twins + 1})`, run });
}

/** Both forms of `each`: a row is a list of arguments, or one argument. */
const each = (declare) => (rows) => (name, run) => {
  for (const row of rows) {
    const values = Array.isArray(row) ? row : [row];
    declare(format(name, ...values), () => run(...values));
  }
};

export const it = Object.assign((name, run) => collect(name, run), { each: each((name, run) => collect(name, run)) });
export const test = it;

export const describe = Object.assign(
  (name, declare) => {
    registered.suites.push(name);
    declare();
    registered.suites.pop();
  },
  { each: each((name, run) => describe(name, run)) },
);
