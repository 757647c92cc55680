import { signLink, verifyLink } from '@opticworks/kernel';
import type { CustomerRxParts } from '../parts.ts';

const KIND = 'rx-reply:';
const DAY_MS = 86_400_000;

/**
 * The address of the reply page for one request. The token stands behind the "#": a browser keeps that to itself, so it is in no log,
 * no trace and no referrer, and a mail filter that follows links without a browser opens nothing. It names the request and no person.
 */
export function replyAddress(parts: CustomerRxParts, verificationId: string, from: Date): string {
  const expiresAt = new Date(from.getTime() + parts.replyDays * DAY_MS);
  return `${parts.shopUrl}/verify#${signLink(parts.linkSecret, { subject: `${KIND}${verificationId}`, expiresAt })}`;
}

/** The request a token opens; null when it is not ours, was changed, or has run out. */
export function openReplyToken(parts: CustomerRxParts, token: string): string | null {
  const opened = token.length > 1_000 ? null : verifyLink(parts.linkSecret, token.trim(), parts.clock.now());
  return opened?.subject.startsWith(KIND) ? opened.subject.slice(KIND.length) : null;
}
