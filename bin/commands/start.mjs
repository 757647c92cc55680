import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll, buildServer } from '../steps/build.mjs';
import { endLeftOverRedis, startInstallation, subgraphNames } from '../steps/installation.mjs';
import { assertPortsFree } from '../steps/ports.mjs';
import { askedToStop, waitForLeftovers } from '../steps/processes.mjs';
import { localSettings } from '../steps/settings.mjs';

/** `opticworks start [--apart]`: from a fresh clone to a served shop. Ends when it is told to (Ctrl-C, SIGTERM). */
export async function run(args) {
  const apart = args.includes('--apart');
  // For work on the server alone, and for tests that kill it.
  const userInterfaces = !args.includes('--without-ui');
  const settings = localSettings();
  mkdirSync(settings.dataDir, { recursive: true });
  await waitForLeftovers(settings.logDir);
  if (apart && !settings.redisUrl) await endLeftOverRedis(settings.dataDir);
  // PostgreSQL says itself when its port is taken, and one that a killed start left running is taken over.
  const { redis, subgraphs, postgres, ...used } = settings.ports;
  await assertPortsFree(used);
  if (apart && !settings.redisUrl) await assertPortsFree({ redis });
  if (apart) for (const i of subgraphNames.keys()) await assertPortsFree({ subgraphs: subgraphs + i });
  await (userInterfaces ? buildAll() : buildServer());

  const stop = askedToStop();
  const installation = await startInstallation(settings, { apart, userInterfaces, signal: stop }).catch((error) => {
    if (!stop.aborted) throw error;
  });
  if (!installation) {
    console.log('\nStopped before everything was up. npm start begins where this ended.');
    return 130;
  }
  printWelcome(settings, installation);

  await new Promise((resolve) => {
    if (stop.aborted) resolve();
    stop.addEventListener('abort', resolve);
    installation.onBroken((part) => {
      console.error(
        `\n${part.name} ended unexpectedly (${part.signal ?? `exit ${part.code}`}). Its log: ${part.file}. Stopping the rest; start again with npm start.`,
      );
      process.exitCode = 1;
      resolve();
    });
  });
  console.log('\nStopping …');
  await installation.stop();
  console.log('Stopped. The data is kept; npm start continues where you left.');
  return process.exitCode ?? 0;
}

function printWelcome(settings, { demo, apart }) {
  const line = (name, text) => console.log(`  ${name.padEnd(13)} ${text}`);
  console.log(`\nOpticWorks is running${apart ? ', each part in its own process' : ''}.\n`);
  line('Storefront', settings.shopUrl);
  line('Admin', settings.adminUrl);
  line('Graph', `${settings.graphUrl}/graphql`);
  line('Partner graph', `${settings.graphUrl}/partner/graphql`);
  if (settings.mode === 'demo') {
    line('Mailbox', `${settings.twinsUrl}/mailbox`);
    line(
      'Twins',
      `${settings.twinsUrl}  (stand-ins for Stripe, EasyPost, Resend, TaxJar; test card 4242 4242 4242 4242)`,
    );
  }
  line('Data', settings.dataDir);
  line('Logs', settings.logDir);
  if (demo) {
    console.log('\nDemo sign-ins (made for this installation):\n');
    for (const person of demo.customers ?? []) line('customer', `${person.email}  ${person.password}`);
    for (const person of demo.staff ?? []) line(person.roles.join('+'), `${person.email}  ${person.password}`);
    if (demo.totpSecret)
      line('staff code', `one-time code: npx opticworks doctor --code   (TOTP secret ${demo.totpSecret})`);
    if (demo.partnerKey) line('partner key', demo.partnerKey);
  }
  console.log('\nCtrl-C stops everything.');
}

export function readDemo(dataDir) {
  const file = join(dataDir, 'demo.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
