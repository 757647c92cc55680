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

export const signOut = () => post('/sign-out', {}).catch(unreachable);

const unreachable = () => ({ ok: false, status: 503, data: {} as Record<string, unknown> });
