import { forgetKept } from '../kit/kept.ts';
/** The identity service's answers, as far as a sign-in needs them. */
export type SignInStep = { kind: 'done' } | { kind: 'code' } | { kind: 'refused'; message: string };

async function post(
  path: string,
  body: unknown,
): Promise<{ ok: boolean; status: number; data: Record<string, unknown> }> {
  const response = await fetch(`/auth${path}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const data = (await response.json().catch(() => ({}))) as Record<string, unknown> | null;
  return { ok: response.ok, status: response.status, data: data ?? {} };
}

function sentence(status: number, data: Record<string, unknown>, fallback: string): string {
  if (status === 429) return 'Too many attempts. Wait a minute, then try again.';
  if (status >= 500) return 'The server does not answer. Try again in a moment.';
  return typeof data.message === 'string' && data.message ? data.message : fallback;
}

export async function signIn(email: string, password: string): Promise<SignInStep> {
  const { ok, status, data } = await post('/sign-in/email', { email, password }).catch(unreachable);
  if (!ok)
    return {
      kind: 'refused',
      message: status === 401 ? 'E-mail or password is not right.' : sentence(status, data, 'Sign-in failed.'),
    };
  return data.twoFactorRedirect === true ? { kind: 'code' } : { kind: 'done' };
}

export async function verifyCode(code: string, trustDevice: boolean): Promise<SignInStep> {
  const { ok, status, data } = await post('/two-factor/verify-totp', { code, trustDevice }).catch(unreachable);
  if (ok) return { kind: 'done' };
  return {
    kind: 'refused',
    message:
      status === 401 || status === 400
        ? 'This code is not right or has run out. Type the one shown now.'
        : sentence(status, data, 'The code was refused.'),
  };
}

/** Starts the enrolment of a one-time code; its answer holds the secret, once. */
export async function beginEnrolment(password: string): Promise<{ uri: string } | { message: string }> {
  const { ok, status, data } = await post('/two-factor/enable', { password }).catch(unreachable);
  return ok && typeof data.totpURI === 'string'
    ? { uri: data.totpURI }
    : { message: sentence(status, data, 'The password was not accepted.') };
}

/** Asks for a link to a new password by mail. @returns why it could not be asked for, or null; never whether the address is known */
export async function askForNewPassword(email: string): Promise<string | null> {
  const { ok, status, data } = await post('/request-password-reset', { email }).catch(unreachable);
  return ok ? null : sentence(status, data, 'The link could not be sent.');
}

/** @returns why the password was not taken, or null */
export async function chooseNewPassword(token: string, newPassword: string): Promise<string | null> {
  const { ok, status, data } = await post('/reset-password', { token, newPassword }).catch(unreachable);
  if (ok) return null;
  return data.code === 'INVALID_TOKEN'
    ? 'This link has been used or has run out. Ask for another one at the sign-in.'
    : sentence(status, data, 'The password was not taken.');
}

/** What somebody had typed and not sent goes with them: the next one at this machine must not find it. */
export const signOut = () => {
  forgetKept();
  return post('/sign-out', {}).catch(unreachable);
};

const unreachable = () => ({ ok: false, status: 503, data: {} as Record<string, unknown> });
