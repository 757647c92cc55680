/** The part of the server that knows who may enter: plain addresses beside the graph, for administrators alone. */

export interface Member {
  id: string;
  email: string;
  name: string;
  roles: string[];
  isActive: boolean;
  /** Nobody changes their own access. */
  isYou: boolean;
  lastSignInAt: string | null;
}

/** Shown once; only a hash and an encrypted copy are kept. */
export interface Access {
  email: string;
  password: string;
  totpSecret: string;
  totpAddress: string;
}

export interface PartnerKey {
  id: string;
  partner: string;
  prefix: string;
  scopes: string[];
  testMode: boolean;
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  lastUsedAt: string | null;
}

export type Answer<T> = { ok: true; data: T } | { ok: false; message: string; details: string[] };

interface Refused {
  errors?: { message: string; extensions?: { issues?: { field: string; message: string }[] } }[];
}

async function ask<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer<T>> {
  const response = await fetch(path, {
    method,
    credentials: 'same-origin',
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => null);
  if (!response)
    return { ok: false, message: 'The server does not answer. What you typed is kept; try again.', details: [] };
  const data: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (response.ok) return { ok: true, data: data as T };
  const [first] = (data as Refused | null)?.errors ?? [];
  return {
    ok: false,
    message: first?.message ?? `The server answered with status ${response.status}.`,
    details: first?.extensions?.issues?.map(({ field, message }) => `${field}: ${message}`) ?? [],
  };
}

const enc = encodeURIComponent;

export const access = {
  staff: () => ask<{ staff: Member[] }>('GET', '/ops/staff'),
  add: (member: { email: string; name: string; roles: string[] }) => ask<Access>('POST', '/ops/staff', member),
  setRoles: (id: string, roles: string[]) => ask<Member>('POST', `/ops/staff/${enc(id)}/roles`, { roles }),
  disable: (id: string) => ask<Member>('POST', `/ops/staff/${enc(id)}/disable`, {}),
  renew: (id: string) => ask<Access>('POST', `/ops/staff/${enc(id)}/renew`, {}),
  keys: () => ask<{ keys: PartnerKey[] }>('GET', '/partner/keys'),
  makeKey: (key: { partner: string; scopes: string[]; testMode: boolean }) =>
    ask<{ id: string; key: string }>('POST', '/partner/keys', key),
  rotateKey: (id: string, overlapHours: number) =>
    ask<{ id: string; key: string; oldExpiresAt: string }>('POST', `/partner/keys/${enc(id)}/rotate`, { overlapHours }),
  revokeKey: (id: string) => ask<null>('DELETE', `/partner/keys/${enc(id)}`),
};
