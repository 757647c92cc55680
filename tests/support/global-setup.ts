import type { TestProject } from 'vitest/node';
import { type Installation, startTestInstallation } from './start-installation.ts';

declare module 'vitest' {
  interface ProvidedContext {
    world: Omit<Installation, 'stop'>;
  }
}

/**
 * One installation serves all flows, races, budgets and browser tests; each works with people and orders of its own.
 * HOUSE_WITHOUT_UI=1 leaves storefront and admin out, for runs of the files that need no browser.
 * WORLD_JSON names an installation that runs already, for somebody who writes a test and runs it again and again.
 */
export default async function setup(project: TestProject) {
  if (process.env.WORLD_JSON) {
    project.provide('world', JSON.parse(process.env.WORLD_JSON));
    return;
  }
  const installation = await startTestInstallation({ userInterfaces: !process.env.HOUSE_WITHOUT_UI });
  const { stop, ...world } = installation;
  project.provide('world', world);
  return stop;
}
