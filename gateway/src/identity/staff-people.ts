import { randomBytes } from 'node:crypto';
import type { AuditEntry } from '@opticworks/kernel';
import type { Identity } from './identity.ts';
import { base32, enrolSecondFactor } from './second-factor.ts';

/** What a member of staff can be. No role implies another. */
export const STAFF_ROLES = ['associate', 'optician', 'lab', 'warehouse', 'buyer', 'admin'] as const;
export const MAIN_STORE = 'main';
/** Accounts of this kind pass neither sign-in, nor can they set a new password. */
const FORMER = 'former';

/** One sentence for whoever asked; the message adds how to say it to the command line. */
export class StaffRefused extends Error {
  constructor(
    readonly reason: string,
    command = '',
  ) {
    super(command ? `${reason} ${command}` : reason);
  }
}

export interface NewStaff {
  email: string;
  name: string;
  role: string;
}

export interface StaffMember {
  id: string;
  email: string;
  name: string;
  roles: string[];
  /** Former staff keep their name in what they did, and cannot sign in. */
  isActive: boolean;
  lastSignInAt: Date | null;
}

/** Everybody who works or worked here, by name. */
export async function listStaff(identity: Identity): Promise<StaffMember[]> {
  const { rows } = await identity.pool.query<StaffMember>(
    `SELECT u.id, u.email, u.name, array_remove(string_to_array(u.roles, ','), '') AS roles, u.kind = 'staff' AS "isActive",
            (SELECT max(s."createdAt") FROM session s WHERE s."userId" = u.id) AS "lastSignInAt"
     FROM "user" u WHERE u.kind IN ('staff', $1) ORDER BY u.kind = 'staff' DESC, u.name, u.email`,
    [FORMER],
  );
  return rows;
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
  const role = knownRoles(person.role);
  const email = person.email.trim().toLowerCase();
  const name = person.name.trim();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    throw new StaffRefused(`"${person.email}" is no mail address.`, 'Give one as --email.');
  if (!name) throw new StaffRefused('The name is missing.', 'Give it as --name "First Last".');
  const context = await identity.auth('staff').$context;
  const known = await context.internalAdapter.findUserByEmail(email);
  if (known) throw whyKnown(email, (known.user as unknown as { kind: string }).kind);

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
  const roles = knownRoles(role);
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
  new StaffRefused(`No member of staff has the address ${email}.`, 'Add them with "staff add".');

/** @param roles one, or several with commas between them */
function knownRoles(roles: string): string {
  const asked = [
    ...new Set(
      roles
        .split(',')
        .map((role) => role.trim())
        .filter(Boolean),
    ),
  ];
  const unknown = asked.find((role) => !(STAFF_ROLES as readonly string[]).includes(role));
  if (unknown !== undefined) throw new StaffRefused(`There is no role "${unknown}".`, HOW_ROLES);
  if (asked.length === 0) throw new StaffRefused('Without a role nobody may do anything.', HOW_ROLES);
  return asked.join(',');
}

const HOW_ROLES = `Give one or several of ${STAFF_ROLES.join(', ')} as --role.`;

function whyKnown(email: string, kind: string): StaffRefused {
  if (kind === 'staff')
    return new StaffRefused(
      `${email} is a member of staff already.`,
      `Change what they may do with "staff role --email ${email} --role …".`,
    );
  if (kind === FORMER)
    return new StaffRefused(
      `${email} belongs to somebody whose access was taken away.`,
      `Let them in again with "staff renew --email ${email}".`,
    );
  return new StaffRefused(`${email} belongs to a customer of the shop; staff need an address of their own for work.`);
}
