import { join } from 'node:path';
import { checkSettings, type SettingsDefinition, SettingsError } from '@opticworks/kernel';
import { isTwinValue } from './providers.ts';
import { type Environment, keptSecrets } from './secrets.ts';

/** Keys with which goods leave the house and no money comes in, by how their services mark them. */
const TEST_KEYS: readonly [name: string, mark: RegExp][] = [
  ['STRIPE_SECRET_KEY', /^(sk|rk)_test_/],
  ['STRIPE_PUBLISHABLE_KEY', /^pk_test_/],
  ['EASYPOST_API_KEY', /^EZTK/],
];
/** What people type into their browsers: their sessions must not travel in the open. */
const PUBLIC_ADDRESSES = ['SHOP_URL', 'ADMIN_URL', 'GRAPH_URL'];
/** Of the database that docker-compose.yml starts for a demonstration. */
const DEMONSTRATION_PASSWORD = 'opticworks';

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
  if (passwordOf(env.DATABASE_URL) === DEMONSTRATION_PASSWORD)
    problems.push(
      'DATABASE_URL has the password of the demonstration. Set POSTGRES_PASSWORD, or an address with its own.',
    );
  if (env.REHEARSAL !== 'on') problems.push(...onlyForRehearsals(definitions, env));
  if (env.OPEN_DOCUMENTS === 'on')
    problems.push(
      'OPEN_DOCUMENTS is on. In production shop and admin answer registered operations only: leave it out.',
    );
  checkSettings(definitions, { mode: 'production', env }, problems);
}

function onlyForRehearsals(definitions: readonly SettingsDefinition[], env: Environment): string[] {
  const isRead = (name: string) => definitions.some((definition) => name in definition);
  const testKeys = TEST_KEYS.filter(
    ([name, mark]) => isRead(name) && mark.test(env[name] ?? '') && !isTwinValue(env[name]),
  );
  const open = PUBLIC_ADDRESSES.filter((name) => isRead(name) && env[name] && !env[name].startsWith('https://'));
  return [
    ...testKeys.map(([name]) => `${name} is a key for tests: nobody would pay. Set the live one, or REHEARSAL=on.`),
    ...open.map(
      (name) => `${name} is not an https address: sessions would travel in the open. Change it, or set REHEARSAL=on.`,
    ),
  ];
}

function passwordOf(databaseUrl: string | undefined): string | null {
  return databaseUrl && URL.canParse(databaseUrl) ? decodeURIComponent(new URL(databaseUrl).password) : null;
}

/** For programs that only make sense in a demonstration. */
export function refuseInProduction(mode: string, what: string): void {
  if (mode === 'production') throw new SettingsError([`OPTICWORKS_MODE is production. ${what}`]);
}
