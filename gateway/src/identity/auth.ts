import { passkey } from '@better-auth/passkey';
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type pg from 'pg';
import { type Audience, cookiePrefix } from './audience.ts';

export interface AuthOptions {
  audience: Audience;
  pool: pg.Pool;
  secret: string;
  /** Where this audience's pages are. */
  pageUrl: string;
  graphUrl: string;
  isRateLimited: boolean;
  log(level: string, message: string): void;
  sendPasswordReset(person: { email: string; name: string; locale: string }, link: string): Promise<void>;
  /** After each successful sign-in or sign-up. */
  onSignIn(user: SignedInUser, session: { id: string; token: string }, cookieHeader: string | null): Promise<void>;
}

/** The user row as the gateway reads it. */
export interface SignedInUser {
  id: string;
  email: string;
  name: string;
  kind: string;
  roles: string;
  stores: string;
  customerId: string | null;
  locale: string;
  twoFactorEnabled: boolean;
}

const SESSION_DAYS: Record<Audience, number> = { customer: 30, staff: 1 };

/**
 * One sign-in. Customers sign up by themselves; staff are made by `opticworks staff add`, and without a confirmed second factor
 * their session counts for nothing. Kind, roles and stores can never be set by the person.
 */
export function authConfig(options: AuthOptions) {
  const { audience, pool } = options;
  const isSecure = options.pageUrl.startsWith('https:');
  const hidden = { type: 'string', required: false, input: false } as const;
  return {
    appName: 'OpticWorks',
    baseURL: options.graphUrl,
    basePath: '/auth',
    secret: options.secret,
    database: pool,
    trustedOrigins: [options.pageUrl, options.graphUrl],
    emailAndPassword: {
      enabled: true,
      disableSignUp: audience === 'staff',
      minPasswordLength: 10,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }) => {
        const person = user as unknown as SignedInUser;
        if (person.kind !== audience) return;
        const path = audience === 'staff' ? '/reset-password' : '/account/reset-password';
        await options.sendPasswordReset(person, `${options.pageUrl}${path}?token=${encodeURIComponent(token)}`);
      },
    },
    user: {
      additionalFields: {
        kind: { ...hidden, defaultValue: 'customer' },
        roles: { ...hidden, defaultValue: '' },
        stores: { ...hidden, defaultValue: '' },
        customerId: hidden,
        locale: { type: 'string', required: false, defaultValue: 'en' },
      },
      changeEmail: { enabled: false },
    },
    session: {
      expiresIn: SESSION_DAYS[audience] * 86_400,
      updateAge: 3_600,
      // A signed copy in a cookie would outlive a revoked session; `Identity` remembers sessions for seconds instead.
      cookieCache: { enabled: false },
    },
    rateLimit: {
      enabled: options.isRateLimited,
      window: 60,
      max: 120,
      customRules: {
        '/sign-in/email': { window: 60, max: 30 },
        '/sign-up/email': { window: 60, max: 15 },
        '/request-password-reset': { window: 60, max: 5 },
        '/two-factor/verify-totp': { window: 60, max: 30 },
        '/get-session': false,
      },
    },
    advanced: {
      cookiePrefix: cookiePrefix[audience],
      useSecureCookies: isSecure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/' },
      ipAddress: { ipAddressHeaders: ['x-opticworks-client-ip'] },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => {
            // Through the context, because the person may have been created in the transaction that is still open.
            const user = await context?.context.internalAdapter.findUserById(session.userId);
            if ((user as unknown as SignedInUser | null | undefined)?.kind !== audience)
              throw new APIError('FORBIDDEN', {
                code: 'WRONG_SIGN_IN',
                message:
                  audience === 'staff'
                    ? 'This account is a customer account. Sign in at the shop.'
                    : 'This account belongs to a member of staff. Sign in at the admin.',
              });
          },
        },
      },
    },
    hooks: {
      after: createAuthMiddleware(async (context) => {
        const signedIn = context.context.newSession;
        if (!signedIn) return;
        await options.onSignIn(
          signedIn.user as unknown as SignedInUser,
          signedIn.session,
          context.headers?.get('cookie') ?? null,
        );
      }),
    },
    plugins: [
      twoFactor({ issuer: 'OpticWorks', totpOptions: { period: 30, digits: 6 } }),
      passkey({ rpID: new URL(options.pageUrl).hostname, rpName: 'OpticWorks', origin: options.pageUrl }),
    ],
    logger: { log: (level, message) => options.log(level, message) },
  } satisfies BetterAuthOptions;
}

export const createAuth = (options: AuthOptions) => betterAuth(authConfig(options));
export type Auth = ReturnType<typeof createAuth>;
