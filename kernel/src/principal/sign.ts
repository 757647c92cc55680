import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { KERNEL_ERRORS } from '../errors/kernel-errors.ts';
import { Refusal } from '../errors/refusal.ts';
import type { Locale } from './context.ts';
import type { Principal } from './principal.ts';

export const PRINCIPAL_HEADER = 'x-opticworks-principal';
const ISSUER = 'opticworks';
const LIFETIME_SECONDS = 30;
/** Clocks of two machines may differ by this much. */
const TOLERANCE_SECONDS = 10;

/** What the signature vouches for. */
export interface SignedRequest {
  principal: Principal;
  requestId: string;
  locale?: Locale;
  clientIp?: string | null;
  idempotencyKey?: string | null;
  /** The part that sends it, for internal operations. */
  from?: string;
}

export interface SigningKey {
  keyId: string;
  privateKey: KeyObject;
}
export interface VerifyKey {
  keyId: string;
  publicKey: KeyObject;
}

/** A fresh Ed25519 pair. */
export function generateSigningKeys(keyId = 'local'): { signing: SigningKey; verify: VerifyKey } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { signing: { keyId, privateKey }, verify: { keyId, publicKey } };
}

/** Reads PEM keys as settings carry them. */
export function signingKeyFromPem(pem: string, keyId = 'main'): { signing: SigningKey; verify: VerifyKey } {
  const privateKey = createPrivateKey(pem.replaceAll('\\n', '\n'));
  return { signing: { keyId, privateKey }, verify: { keyId, publicKey: createPublicKey(privateKey) } };
}

export function verifyKeyFromPem(pem: string, keyId = 'main'): VerifyKey {
  return { keyId, publicKey: createPublicKey(pem.replaceAll('\\n', '\n')) };
}

function hashOf(body: string | Uint8Array): string {
  return createHash('sha256').update(body).digest('base64url');
}

/** Signs who asks, for this body and this audience only, for half a minute. */
export function signPrincipal(
  request: SignedRequest,
  audience: string,
  body: string | Uint8Array,
  key: SigningKey,
): Promise<string> {
  return new SignJWT({ ...request, bodyHash: hashOf(body) })
    .setProtectedHeader({ alg: 'EdDSA', kid: key.keyId })
    .setIssuer(ISSUER)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${LIFETIME_SECONDS}s`)
    .sign(key.privateKey);
}

/** @throws UNAUTHENTICATED when the signature, the age, the audience or the body does not fit */
export async function verifyPrincipal(
  token: string,
  audience: string,
  body: string | Uint8Array,
  keys: readonly VerifyKey[],
): Promise<SignedRequest> {
  try {
    const { payload } = await jwtVerify(
      token,
      ({ kid }) => {
        const key = keys.find(({ keyId }) => keyId === kid);
        if (!key) throw new Error('unknown key');
        return key.publicKey;
      },
      {
        algorithms: ['EdDSA'],
        issuer: ISSUER,
        audience,
        clockTolerance: TOLERANCE_SECONDS,
        maxTokenAge: LIFETIME_SECONDS,
        requiredClaims: ['exp', 'iat'],
      },
    );
    if (payload.bodyHash !== hashOf(body)) throw new Error('other body');
    return {
      principal: payload.principal as Principal,
      requestId: String(payload.requestId),
      locale: payload.locale === 'de' ? 'de' : 'en',
      clientIp: (payload.clientIp as string | null | undefined) ?? null,
      idempotencyKey: (payload.idempotencyKey as string | null | undefined) ?? null,
      ...(typeof payload.from === 'string' ? { from: payload.from } : {}),
    };
  } catch (cause) {
    throw new Refusal(KERNEL_ERRORS.UNAUTHENTICATED, {}, { cause });
  }
}
