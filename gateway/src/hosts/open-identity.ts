import { type Caller, systemClock } from '@opticworks/kernel';
import { IDENTITY_SCHEMA, Identity } from '../identity/identity.ts';
import { AccountMail } from '../identity/providers/resend/account-mail.ts';
import { GuestKeys } from '../server/cookies.ts';
import type { Surroundings } from './surroundings.ts';

export const identityPart = { schema: IDENTITY_SCHEMA, role: 'opticworks_identity' };

/** People and their sessions, as every host of this installation knows them. */
export function openIdentity(around: Surroundings, caller: Caller): Identity {
  const { settings, env } = around;
  const mail = new AccountMail({
    apiKey: settings.RESEND_API_KEY,
    apiBase: env.RESEND_API_BASE,
    from: settings.MAIL_FROM,
  });
  return new Identity({
    databaseUrl: around.databaseUrl,
    role: identityPart.role,
    secret: settings.AUTH_SECRET,
    shopUrl: settings.SHOP_URL,
    adminUrl: settings.ADMIN_URL,
    graphUrl: settings.GRAPH_URL,
    guests: new GuestKeys(settings.GUEST_SECRET, settings.SHOP_URL.startsWith('https:')),
    caller,
    clock: systemClock,
    log: around.logger,
    isRateLimited: around.mode !== 'test',
    sendPasswordReset: (person, link) => mail.sendPasswordReset(person, link),
  });
}
