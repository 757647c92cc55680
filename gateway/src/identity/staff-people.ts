import { randomBytes } from 'node:crypto';
import type { AuditEntry } from '@opticworks/kernel';
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
 * @param by who does it, for the audit log
 * @throws StaffRefused
 */
export async function addStaff(identity: Identity, person: NewStaff, by: string): Promise<StaffAccess> {
  const role = knownRole(person.role);
  const email = person.email.trim().toLowerCase();
  const name = person.name.trim();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    throw new StaffRefused(`"${person.email}" is no mail address; give one as --email.`);
  if (!name) throw new StaffRefused('The name is missing; give it as --name "First Last".');
  const context = await identity.auth('staff').$context;
  const known = await context.internalAdapter.findUserByEmail(email);
  if (known) throw new StaffRefused(whyKnown(email, (known.user as unknown as { kind: string }).kind));

  const user = await context.internalAdapter.createUser(
    // Staff only once everything is there: an interrupted command leaves an account nobody can use.
    { email, name, emailVerified: true, kind: FORMER, roles: role, stores: MAIN_STORE },
    { method: 'admin' },
  );
  await context.internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    // Nobody is told this one; it is replaced with the one that is shown.
    password: await context.password.hash(randomBytes(32).toString('base64url')),
  });
  return giveAccess(identity, { id: user.id, email }, { actor: by, action: 'staff.added', details: { role } });
}

/**
 * Gives a member of staff a new password and a new second factor, when they lost either, or lets somebody in again who was disabled.
 * Sessions of before end. @throws StaffRefused
 */
export async function renewStaffAccess(identity: Identity, email: string, by: string): Promise<StaffAccess> {
  const { user, context } = await accountOf(identity, email);
  if (user?.kind !== 'staff' && user?.kind !== FORMER) throw notStaff(email);
  await context.internalAdapter.deleteUserSessions(user.id);
  return giveAccess(identity, user, { actor: by, action: user.kind === FORMER ? 'staff.enabled' : 'staff.renewed' });
}

async function giveAccess(
  identity: Identity,
  { id, email }: { id: string; email: string },
  entry: Omit<AuditEntry, 'stream' | 'subject'>,
): Promise<StaffAccess> {
  await identity.audit.announce({ ...entry, subject: id });
  const context = await identity.auth('staff').$context;
  const password = randomBytes(15).toString('base64url');
  const totpSecret = base32(randomBytes(20).toString('hex'));
  await context.internalAdapter.updatePassword(id, await context.password.hash(password));
  await enrolSecondFactor(identity, id, totpSecret);
  await context.internalAdapter.updateUser(id, { kind: 'staff' });
  const label = encodeURIComponent(`OpticWorks:${email}`);
  const totpAddress = `otpauth://totp/${label}?secret=${totpSecret}&issuer=OpticWorks&digits=6&period=30`;
  return { id, email, password, totpSecret, totpAddress };
}

/** Takes effect with the next request of theirs that is not answered from memory, a few seconds later at most. @throws StaffRefused */
export async function changeStaffRole(identity: Identity, email: string, role: string, by: string): Promise<string> {
  const roles = knownRole(role);
  return changeStaff(identity, email, { roles }, { actor: by, action: 'staff.role-changed', details: { role } });
}

/** Ends their sessions and lets them in no more. What they did keeps their name. @throws StaffRefused */
export async function disableStaff(identity: Identity, email: string, by: string): Promise<string> {
  const id = await changeStaff(identity, email, { kind: FORMER }, { actor: by, action: 'staff.disabled' });
  const context = await identity.auth('staff').$context;
  await context.internalAdapter.deleteUserSessions(id);
  return id;
}

async function changeStaff(
  identity: Identity,
  email: string,
  update: Record<string, string>,
  entry: Omit<AuditEntry, 'stream' | 'subject'>,
): Promise<string> {
  const { user, context } = await accountOf(identity, email);
  if (user?.kind !== 'staff') throw notStaff(email);
  await identity.audit.announce({ ...entry, subject: user.id });
  await context.internalAdapter.updateUser(user.id, update);
  return user.id;
}

async function accountOf(identity: Identity, email: string) {
  const context = await identity.auth('staff').$context;
  const found = await context.internalAdapter.findUserByEmail(email.trim().toLowerCase());
  return { context, user: (found?.user ?? null) as unknown as { id: string; email: string; kind: string } | null };
}

const notStaff = (email: string) =>
  new StaffRefused(`No member of staff has the address ${email}; add them with "staff add".`);

function knownRole(role: string): string {
  if (!(STAFF_ROLES as readonly string[]).includes(role))
    throw new StaffRefused(`There is no role "${role}"; give one of ${STAFF_ROLES.join(', ')} as --role.`);
  return role;
}

function whyKnown(email: string, kind: string): string {
  if (kind === 'staff')
    return `${email} is a member of staff already; change what they may do with "staff role --email ${email} --role …".`;
  if (kind === FORMER)
    return `${email} belongs to an account that was disabled; let them in again with "staff renew --email ${email}".`;
  return `${email} belongs to a customer of the shop; add them under an address of their own for work.`;
}
