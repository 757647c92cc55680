import { join } from 'node:path';
import { checkSettings, type SettingsDefinition, SettingsError } from '@opticworks/kernel';
import { isTwinValue } from './providers.ts';
import { type Environment, keptSecrets } from './secrets.ts';

/**
 * Refuses a production start on anything that belongs to a demonstration, and says everything that is missing at once.
 * @throws SettingsError
 */
export function checkProduction(definitions: readonly SettingsDefinition[], env: Environment): void {
  const secretNames = definitions.flatMap((definition) =>
    Object.entries(definition).flatMap(([name, spec]) => (spec.secret || spec.demoOnly ? [name] : [])),
  );
  const made = new Set(Object.values(keptSecrets(env.DATA_DIR ?? '.data')));
  const problems: string[] = [];
  for (const name of new Set(secretNames)) {
    const value = env[name];
    if (!value) continue;
    if (isTwinValue(value)) problems.push(`${name} belongs to a twin. Set the one of the real service.`);
    else if (made.has(value))
      problems.push(`${name} was made for the demonstration in ${join(env.DATA_DIR ?? '.data', 'secrets.json')}.`);
  }
  if (definitions.some((definition) => 'DATABASE_URL' in definition) && !env.DATABASE_URL)
    problems.push('DATABASE_URL is missing. The embedded PostgreSQL is for demonstrations only.');
  if (env.OPEN_DOCUMENTS === 'on')
    problems.push(
      'OPEN_DOCUMENTS is on. In production shop and admin answer registered operations only: leave it out.',
    );
  checkSettings(definitions, { mode: 'production', env }, problems);
}

/** For programs that only make sense in a demonstration. */
export function refuseInProduction(mode: string, what: string): void {
  if (mode === 'production') throw new SettingsError([`OPTICWORKS_MODE is production. ${what}`]);
}
