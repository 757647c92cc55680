import { randomBytes } from 'node:crypto';
import type { Identity } from './identity.ts';
import { base32, enrolSecondFactor } from './second-factor.ts';

/** What a member of staff can be. No role implies another. */
export const STAFF_ROLES = ['associate', 'optician', 'lab', 'warehouse', 'buyer', 'admin'] as const;
export const MAIN_STORE = 'main';
/** Accounts of this kind pass neither sign-in, nor can they set a new password. */
const FORMER = 'former';

/** One sentence for whoever typed the command. */
export class StaffRefused extends Error {}

export interface NewStaff {
  email: string;
  name: string;
  role: string;
}

/** Shown once; only a hash and an encrypted copy are kept. */
export interface StaffAccess {
  id: string;
  email: string;
  password: string;
  totpSecret: string;
  /** For an authenticator app, as a link or a QR code. */
  totpAddress: string;
}

/**
 * Makes a member of staff with a generated password and a confirmed second factor: without one their session would count for nothing.
 * @throws StaffRefused
 */
export async function addStaff(identity: Identity, person: NewStaff): Promise<StaffAccess> {
  const role = knownRole(person.role);
  const email = person.email.trim().toLowerCase();
  const name = person.name.trim();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    throw new StaffRefused(`"${person.email}" is no mail address; give one as --email.`);
  if (!name) throw new StaffRefused('The name is missing; give it as --name "First Last".');
  const context = await identity.auth('staff').$context;
  const known = await context.internalAdapter.findUserByEmail(email);
  if (known) throw new StaffRefused(whyKnown(email, (known.user as unknown as { kind: string }).kind));

  const password = randomBytes(15).toString('base64url');
  const totpSecret = base32(randomBytes(20).toString('hex'));
  const user = await context.internalAdapter.createUser(
    // Staff only once everything is there: an interrupted command leaves an account nobody can use.
    { email, name, emailVerified: true, kind: FORMER, roles: role, stores: MAIN_STORE },
    { method: 'admin' },
  );
  await context.internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: await context.password.hash(password),
  });
  await enrolSecondFactor(identity, user.id, totpSecret);
  await context.internalAdapter.updateUser(user.id, { kind: 'staff' });
  const label = encodeURIComponent(`OpticWorks:${email}`);
  const totpAddress = `otpauth://totp/${label}?secret=${totpSecret}&issuer=OpticWorks&digits=6&period=30`;
  return { id: user.id, email, password, totpSecret, totpAddress };
}

/** Takes effect with the next request of theirs that is not answered from memory, a few seconds later at most. @throws StaffRefused */
export async function changeStaffRole(identity: Identity, email: string, role: string): Promise<string> {
  const roles = knownRole(role);
  return changeStaff(identity, email, { roles });
}

/** Ends their sessions and lets them in no more. What they did keeps their name. @throws StaffRefused */
export async function disableStaff(identity: Identity, email: string): Promise<string> {
  const id = await changeStaff(identity, email, { kind: FORMER });
  const context = await identity.auth('staff').$context;
  await context.internalAdapter.deleteUserSessions(id);
  return id;
}

async function changeStaff(identity: Identity, email: string, update: Record<string, string>): Promise<string> {
  const context = await identity.auth('staff').$context;
  const found = await context.internalAdapter.findUserByEmail(email.trim().toLowerCase());
  if ((found?.user as unknown as { kind: string } | undefined)?.kind !== 'staff')
    throw new StaffRefused(`No member of staff has the address ${email}; add them with "staff add".`);
  await context.internalAdapter.updateUser(found!.user.id, update);
  return found!.user.id;
}

function knownRole(role: string): string {
  if (!(STAFF_ROLES as readonly string[]).includes(role))
    throw new StaffRefused(`There is no role "${role}"; give one of ${STAFF_ROLES.join(', ')} as --role.`);
  return role;
}

function whyKnown(email: string, kind: string): string {
  if (kind === 'staff')
    return `${email} is a member of staff already; change what they may do with "staff role --email ${email} --role …".`;
  if (kind === FORMER) return `${email} belongs to an account that was disabled; add them under another address.`;
  return `${email} belongs to a customer of the shop; add them under an address of their own for work.`;
}
