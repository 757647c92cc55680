import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SignedInUser } from './auth.ts';
import type { Identity } from './identity.ts';
import { base32, enrolSecondFactor } from './second-factor.ts';
import { MAIN_STORE } from './staff-people.ts';

export interface DemoPeople {
  customers: { email: string; password: string; name: string }[];
  staff: { email: string; password: string; name: string; roles: string[] }[];
  /** Base32, as an authenticator app takes it; the same for all demo staff. */
  totpSecret: string;
  partnerKey: string;
}

const CUSTOMERS = [
  ['demo@opticworks.example', 'Dana Demo'],
  ['noor@opticworks.example', 'Noor Haddad'],
  ['jonas@opticworks.example', 'Jonas Weber'],
] as const;
const STAFF = [
  ['associate', 'Ada Larsen'],
  ['optician', 'Omar Reyes'],
  ['lab', 'Lena Brandt'],
  ['warehouse', 'Wes Carter'],
  ['buyer', 'Bianca Rossi'],
  ['admin', 'Ari Novak'],
] as const;

/** Creates the people of a demonstration, or brings them back to the passwords in demo.json. May run again at any time. */
export async function seedDemoPeople(
  identity: Identity,
  dataDir: string,
  onStep: (what: string) => void,
): Promise<DemoPeople> {
  const file = join(dataDir, 'demo.json');
  const known = readDemo(file);
  const password = () => `${randomBytes(3).toString('hex')}-${randomBytes(3).toString('hex')}`;
  const people: DemoPeople = known ?? {
    customers: CUSTOMERS.map(([email, name]) => ({ email, name, password: password() })),
    staff: STAFF.map(([role, name]) => ({
      email: `${role}@staff.opticworks.example`,
      name,
      password: password(),
      roles: [role],
    })),
    totpSecret: base32(randomBytes(20).toString('hex')),
    partnerKey: '',
  };
  for (const person of people.customers) {
    const user = await ensureUser(identity, person, { kind: 'customer', roles: '', stores: '' });
    await identity.customerIdOf(user, null, 'seed');
    onStep(`customer ${person.email}`);
  }
  for (const person of people.staff) {
    const user = await ensureUser(identity, person, {
      kind: 'staff',
      roles: person.roles.join(','),
      stores: MAIN_STORE,
    });
    await enrolSecondFactor(identity, user.id, people.totpSecret);
    onStep(`staff ${person.email}`);
  }
  if (!people.partnerKey || !(await identity.partnerKeys.principalOf(people.partnerKey))) {
    const { key } = await identity.partnerKeys.create(
      { partner: 'partner_demo', scopes: ['catalog:read', 'orders:read'], testMode: true },
      'service:seed',
    );
    people.partnerKey = key;
  }
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${JSON.stringify(people, null, 2)}\n`, { mode: 0o600 });
  return people;
}

function readDemo(file: string): DemoPeople | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as DemoPeople;
  } catch {
    return undefined;
  }
}

async function ensureUser(
  identity: Identity,
  person: { email: string; name: string; password: string },
  fields: { kind: string; roles: string; stores: string },
): Promise<SignedInUser> {
  const context = await identity.auth('customer').$context;
  const hash = await context.password.hash(person.password);
  const found = await context.internalAdapter.findUserByEmail(person.email);
  if (found) {
    await context.internalAdapter.updatePassword(found.user.id, hash);
    return found.user as unknown as SignedInUser;
  }
  const user = await context.internalAdapter.createUser(
    { email: person.email, name: person.name, emailVerified: true, ...fields },
    { method: 'admin' },
  );
  await context.internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: hash,
  });
  return user as unknown as SignedInUser;
}
