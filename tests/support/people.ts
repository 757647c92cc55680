import { TOTP } from 'otpauth';
import { GraphClient } from './graph-client.ts';

export interface Addresses {
  graphUrl: string;
  shopUrl: string;
  adminUrl: string;
  twinsUrl: string;
}

export interface DemoPeople {
  customers: { email: string; password: string; name: string }[];
  staff: { email: string; password: string; name: string; roles: string[] }[];
  totpSecret: string;
  partnerKey?: string;
}

export interface World extends Addresses {
  demo: DemoPeople;
}

/** The one-time code a staff member's phone shows now. */
export function oneTimeCode(secret: string): string {
  return new TOTP({ secret }).generate();
}

/** Sign-in is limited per address, and all of a test's people share one: a refused one waits as it is told to. */
async function postPatiently<T>(client: GraphClient, path: string, body: unknown) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await client.post<T>(path, body);
    if (answer.status !== 429 || attempt === 8) return answer;
    const told = Number(answer.headers.get('retry-after') ?? answer.headers.get('x-retry-after'));
    await new Promise((resolve) => setTimeout(resolve, 1000 * Math.min(Math.max(told || 5, 1), 30)));
  }
}

/** One sign-in per person and installation; later calls open another tab of the same session. */
const sessions = new Map<string, Promise<GraphClient>>();

export function guest(world: Addresses): GraphClient {
  return new GraphClient(world.graphUrl, world.shopUrl);
}

export async function customer(world: World, index = 0): Promise<GraphClient> {
  const person = world.demo.customers[index];
  if (!person) throw new Error('There is no demo customer; was the seed run?');
  const client = new GraphClient(world.graphUrl, world.shopUrl);
  const answer = await postPatiently<unknown>(client, '/auth/sign-in/email', {
    email: person.email,
    password: person.password,
  });
  if (answer.status !== 200)
    throw new Error(`Customer sign-in answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return client;
}

/** Signs a member of staff in with password and one-time code. */
export async function staff(world: World, role: string): Promise<GraphClient> {
  const key = `${world.graphUrl} ${role}`;
  const session = sessions.get(key) ?? signInStaff(world, role);
  sessions.set(key, session);
  // A sign-in that failed is tried anew by whoever asks next, not remembered.
  session.catch(() => sessions.delete(key));
  return new GraphClient(world.graphUrl, world.adminUrl).shareCookiesOf(await session);
}

async function signInStaff(world: World, role: string): Promise<GraphClient> {
  const person = world.demo.staff.find((one) => one.roles.includes(role));
  if (!person) throw new Error(`There is no demo person with the role ${role}.`);
  const client = new GraphClient(world.graphUrl, world.adminUrl);
  const first = await postPatiently<{ twoFactorRedirect?: boolean }>(client, '/auth/sign-in/email', {
    email: person.email,
    password: person.password,
  });
  if (first.status !== 200 || !first.body.twoFactorRedirect)
    throw new Error(`Staff sign-in should ask for a code; it answered ${first.status} ${JSON.stringify(first.body)}`);
  const second = await postPatiently<unknown>(client, '/auth/two-factor/verify-totp', {
    code: oneTimeCode(world.demo.totpSecret),
  });
  if (second.status !== 200)
    throw new Error(`The one-time code was refused: ${second.status} ${JSON.stringify(second.body)}`);
  return client;
}
