/**
 * A StrykerJS test runner that stays in one process. Stryker's runner for vitest starts a worker and imports everything anew for each
 * mutant: half a second of processor each, an hour for the engine. The optics tests are synchronous and touch nothing outside
 * themselves, so a mutant is switched on, the tests that reach it run, and it is switched off: milliseconds.
 *
 * Only a mutant in code that runs at import ("static") needs the modules again; they are imported under a new version then.
 */
import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { commonTokens, declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  determineHitLimitReached,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { registered, takeTests } from './vitest-shim.mjs';

const shim = new URL('./vitest-shim.mjs', import.meta.url).href;
let version = 0;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'vitest') return { url: shim, shortCircuit: true };
    const found = next(specifier, context);
    // Everything of ours carries the version, everything installed is loaded once.
    return found.url.startsWith('file:') && !found.url.includes('/node_modules/') && found.url !== shim
      ? { ...found, url: `${found.url.replace(/\?.*$/, '')}?v=${version}` }
      : found;
  },
});

class InProcessRunner {
  static inject = [commonTokens.options];
  #files;
  #tests = [];
  #namespace;
  /** Milliseconds of each test; quick ones go first, as one failure is enough. */
  #cost = new Map();
  /** Modules were imported under a mutant and have to be imported again before an ordinary one. */
  #isTainted = false;

  constructor(options) {
    this.#files = options.inProcess.tests;
    this.#namespace = globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {};
  }

  capabilities() {
    // Reloading is done here, by version.
    return { reloadEnvironment: true };
  }

  async init() {
    await this.#load();
  }

  async dryRun() {
    const space = this.#namespace;
    space.activeMutant = undefined;
    const tests = [];
    for (const test of this.#tests) {
      space.currentTestId = test.id;
      const started = performance.now();
      const failure = await outcome(test);
      const timeSpentMs = performance.now() - started;
      this.#cost.set(test.id, timeSpentMs);
      tests.push({
        id: test.id,
        name: test.id,
        timeSpentMs,
        ...(failure ? { status: TestStatus.Failed, failureMessage: failure } : { status: TestStatus.Success }),
      });
    }
    space.currentTestId = undefined;
    this.#order();
    return { status: DryRunStatus.Complete, tests, mutantCoverage: space.mutantCoverage };
  }

  async mutantRun({ testFilter, activeMutant, mutantActivation, hitLimit }) {
    const space = this.#namespace;
    space.hitCount = 0;
    space.hitLimit = hitLimit;
    const isStatic = mutantActivation === 'static';
    try {
      if (this.#isTainted && !isStatic) await this.#load();
      this.#isTainted = isStatic;
      space.activeMutant = activeMutant.id;
      if (isStatic) await this.#load();
      const tests = testFilter ? this.#tests.filter(({ id }) => testFilter.includes(id)) : this.#tests;
      return toMutantRunResult(determineHitLimitReached(space.hitCount, hitLimit) ?? (await this.#until(tests, space)));
    } catch (error) {
      // A mutant that cannot even be imported was noticed.
      return toMutantRunResult(failed([], 'import', String(error)));
    } finally {
      space.activeMutant = undefined;
    }
  }

  /** Runs tests up to the first that fails. */
  async #until(tests, space) {
    const passed = [];
    for (const test of tests) {
      const failure = await outcome(test);
      const limit = determineHitLimitReached(space.hitCount, space.hitLimit);
      if (limit) return limit;
      if (failure) return failed(passed, test.id, failure);
      passed.push({ id: test.id, name: test.id, timeSpentMs: 0, status: TestStatus.Success });
    }
    return { status: DryRunStatus.Complete, tests: passed };
  }

  async #load() {
    version++;
    takeTests();
    for (const file of this.#files.flatMap((pattern) => globSync(pattern)).sort()) {
      registered.file = file;
      await import(`${pathToFileURL(resolve(file)).href}?v=${version}`);
    }
    this.#tests = takeTests();
    this.#order();
  }

  #order() {
    const cost = ({ id }) => this.#cost.get(id) ?? 0;
    this.#tests.sort((a, b) => cost(a) - cost(b));
  }
}

const failed = (passed, id, failureMessage) => ({
  status: DryRunStatus.Complete,
  tests: [...passed, { id, name: id, timeSpentMs: 0, status: TestStatus.Failed, failureMessage }],
});

/** @returns the message of a failed test */
async function outcome({ run }) {
  try {
    await run();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)];
