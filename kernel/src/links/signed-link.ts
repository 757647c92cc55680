import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Makes the token of a link that opens one thing to whoever holds it, without an account.
 * @param link.subject id of the thing, e.g. of an order
 */
export function signLink(secret: string, link: { subject: string; expiresAt: Date }): string {
  const content = `${link.subject}.${Math.floor(link.expiresAt.getTime() / 1000).toString(36)}`;
  return `${content}.${signatureOf(secret, content)}`;
}

/** @returns what the token opens, or null when it is forged, cut or expired */
export function verifyLink(secret: string, token: string, now: Date): { subject: string } | null {
  const parts = token.split('.');
  const signature = parts.pop();
  const [subject, expires] = parts;
  if (parts.length !== 2 || !subject || !expires || !signature) return null;
  const given = Buffer.from(signature);
  const right = Buffer.from(signatureOf(secret, parts.join('.')));
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const expiresAt = Number.parseInt(expires, 36) * 1000;
  return Number.isFinite(expiresAt) && expiresAt > now.getTime() ? { subject } : null;
}

function signatureOf(secret: string, content: string): string {
  return createHmac('sha256', secret).update(`link:${content}`).digest('base64url');
}
