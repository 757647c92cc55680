/** Answers of the identity service that a form can say something useful about. */
export type AuthProblem =
  | 'wrong'
  | 'badEmail'
  | 'exists'
  | 'tooShort'
  | 'tooLong'
  | 'tooMany'
  | 'resetBroken'
  | 'network'
  | 'failed';

/** The field a problem belongs to, where it is one field's. */
export const fieldOfProblem: Partial<Record<AuthProblem, 'email' | 'password'>> = {
  badEmail: 'email',
  exists: 'email',
  tooShort: 'password',
  tooLong: 'password',
};

const problems: Record<string, AuthProblem> = {
  INVALID_EMAIL_OR_PASSWORD: 'wrong',
  INVALID_EMAIL: 'badEmail',
  USER_ALREADY_EXISTS: 'exists',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'exists',
  PASSWORD_TOO_SHORT: 'tooShort',
  PASSWORD_TOO_LONG: 'tooLong',
  INVALID_TOKEN: 'resetBroken',
};

export function problemOf(status: number, code: string | undefined): AuthProblem {
  const known = code ? problems[code] : undefined;
  if (known) return known;
  if (status === 429) return 'tooMany';
  if (status === 401) return 'wrong';
  return 'failed';
}

/** Calls the identity service; the cookie it sets stays out of scripts' reach. */
export async function callAuth(path: string, body: Record<string, unknown>): Promise<AuthProblem | null> {
  let response: Response;
  try {
    response = await fetch(`/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    return 'network';
  }
  if (response.ok) return null;
  const answer = (await response.json().catch(() => null)) as { code?: string } | null;
  return problemOf(response.status, answer?.code);
}

/** Where this account is signed in, without what opens its sessions. */
export async function listSignIns(): Promise<Record<string, unknown>[]> {
  const response = await fetch('/auth/list-sessions');
  if (!response.ok) throw new Error(`The sign-ins could not be read: ${response.status}.`);
  const sessions = (await response.json()) as Record<string, unknown>[];
  return sessions.map(({ createdAt, expiresAt, ipAddress, userAgent }) => ({
    createdAt,
    expiresAt,
    ipAddress,
    userAgent,
  }));
}

/** Where to go after signing in: only a path of this shop, never another site. */
export const safeNext = (next: string | undefined, otherwise: string): string =>
  next && /^\/(?![/\\])/.test(next) ? next : otherwise;
