import type { TestProject } from 'vitest/node';
import { type Installation, startTestInstallation } from './start-installation.ts';

declare module 'vitest' {
  interface ProvidedContext {
    world: Omit<Installation, 'stop'>;
  }
}

/** One installation serves all flows, races, budgets and browser tests; each works with people and orders of its own. */
export default async function setup(project: TestProject) {
  const installation = await startTestInstallation({ userInterfaces: true });
  const { stop, ...world } = installation;
  project.provide('world', world);
  return stop;
}
