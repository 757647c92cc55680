import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { environment, OperationDirectory, provision } from '@opticworks/kernel';
import type { Identity } from '../identity/identity.ts';
import {
  addStaff,
  changeStaffRole,
  disableStaff,
  renewStaffAccess,
  type StaffAccess,
  StaffRefused,
} from '../identity/staff-people.ts';
import { identityPart, openIdentity } from './open-identity.ts';
import { openSurroundings, runHost } from './surroundings.ts';

const USAGE = `Say what to do:
  staff add --email ann@shop.example --name "Ann Lee" --role admin
  staff role --email ann@shop.example --role optician
  staff disable --email ann@shop.example
  staff renew --email ann@shop.example      new password and one-time codes; also lets in again who was disabled`;

/** Makes and changes members of staff, in the database the server uses. The only way in for the first of them in production. */
runHost(async () => {
  const asked = readAsked(process.argv.slice(2));
  if (!asked) return end(USAGE, 2);
  const around = await openSurroundings({
    name: 'staff',
    env: { LOG_LEVEL: environment().LOG_LEVEL ?? 'warn' },
  });
  let identity: Identity | undefined;
  try {
    await provision(around.databaseUrl, [identityPart]);
    identity = openIdentity(around, new OperationDirectory(around.logger).callerFor('identity'));
    await identity.migrate();
    console.log(await doAsked(identity, asked));
  } catch (error) {
    if (!(error instanceof StaffRefused)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } finally {
    await identity?.close();
    await around.close();
  }
  process.exit();
});

interface Asked {
  what: string;
  email: string;
  name: string;
  role: string;
}

function readAsked(args: string[]): Asked | null {
  try {
    const text = { type: 'string', default: '' } as const;
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { email: text, name: text, role: text },
    });
    const [what = ''] = positionals;
    return ['add', 'role', 'disable', 'renew'].includes(what) && positionals.length === 1 ? { what, ...values } : null;
  } catch {
    // An option nobody knows: the usage says which there are.
    return null;
  }
}

/** The person at the command, as the machine knows them: there is no other sign-in here. */
const operator = () => `operator:${userInfo().username}`;

async function doAsked(identity: Identity, { what, email, name, role }: Asked): Promise<string> {
  const by = operator();
  if (what === 'role') {
    await changeStaffRole(identity, email, role, by);
    return `${email} is now: ${role}.`;
  }
  if (what === 'disable') {
    await disableStaff(identity, email, by);
    return `${email} is signed out and can sign in no more.`;
  }
  if (what === 'renew')
    return shown(await renewStaffAccess(identity, email, by), 'can sign in at the admin with these alone');
  return shown(await addStaff(identity, { email, name, role }, by), `can sign in at the admin as ${role}`);
}

const shown = (access: StaffAccess, what: string) =>
  [
    `${access.email} ${what}. This is shown once:`,
    `  password            ${access.password}`,
    `  one-time codes      ${access.totpSecret}`,
    `  for an authenticator ${access.totpAddress}`,
  ].join('\n');

function end(message: string, code: number): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
}
