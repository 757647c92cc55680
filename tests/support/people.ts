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

export function guest(world: Addresses): GraphClient {
  return new GraphClient(world.graphUrl, world.shopUrl);
}

export async function customer(world: World, index = 0): Promise<GraphClient> {
  const person = world.demo.customers[index];
  if (!person) throw new Error('There is no demo customer; was the seed run?');
  const client = new GraphClient(world.graphUrl, world.shopUrl);
  const answer = await client.post<unknown>('/auth/sign-in/email', { email: person.email, password: person.password });
  if (answer.status !== 200)
    throw new Error(`Customer sign-in answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return client;
}

/** Signs a member of staff in with password and one-time code. */
export async function staff(world: World, role: string): Promise<GraphClient> {
  const person = world.demo.staff.find((one) => one.roles.includes(role));
  if (!person) throw new Error(`There is no demo person with the role ${role}.`);
  const client = new GraphClient(world.graphUrl, world.adminUrl);
  const first = await client.post<{ twoFactorRedirect?: boolean }>('/auth/sign-in/email', {
    email: person.email,
    password: person.password,
  });
  if (first.status !== 200 || !first.body.twoFactorRedirect)
    throw new Error(`Staff sign-in should ask for a code; it answered ${first.status} ${JSON.stringify(first.body)}`);
  const second = await client.post<unknown>('/auth/two-factor/verify-totp', {
    code: oneTimeCode(world.demo.totpSecret),
  });
  if (second.status !== 200)
    throw new Error(`The one-time code was refused: ${second.status} ${JSON.stringify(second.body)}`);
  return client;
}
