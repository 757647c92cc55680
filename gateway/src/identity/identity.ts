import type { Caller, Clock, Logger, Principal } from '@opticworks/kernel';
import { EnsureCustomer } from '@opticworks/schema/operations/customer-rx';
import { getMigrations } from 'better-auth/db/migration';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import pg from 'pg';
import { RecentMap } from '../execution/recent-map.ts';
import { PartnerKeys } from '../partner/partner-keys.ts';
import type { CallerHeaders, SessionReader } from '../server/caller.ts';
import { cookieValue, type GuestKeys } from '../server/cookies.ts';
import { type Audience, audienceOf, sessionCookie } from './audience.ts';
import { type Auth, type AuthOptions, authConfig, createAuth, type SignedInUser } from './auth.ts';
import { ErasedAccounts } from './erased-accounts.ts';
import { IdentityAudit } from './identity-audit.ts';
import { SignInAttempts } from './sign-in-attempts.ts';

export interface IdentityOptions {
  databaseUrl: string;
  /** Role to take on each connection; it owns the schema `identity`. */
  role?: string;
  secret: string;
  shopUrl: string;
  adminUrl: string;
  graphUrl: string;
  guests: GuestKeys;
  caller: Caller;
  clock: Clock;
  log: Logger;
  isRateLimited?: boolean;
  sendPasswordReset(person: { email: string; name: string; locale: string }, link: string): Promise<void>;
}

export const IDENTITY_SCHEMA = 'identity';
/** How long a session that was just checked is believed in this process. */
const REMEMBERED_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 5_000;

interface Remembered {
  user: SignedInUser | null;
  until: number;
}

/** People and their sessions, over a Postgres schema of its own. */
export class Identity implements SessionReader {
  readonly #options: IdentityOptions;
  readonly #pool: pg.Pool;
  readonly #authOptions: Record<Audience, AuthOptions>;
  readonly #auths: Partial<Record<Audience, Auth>> = {};
  readonly #remembered = new RecentMap<string, Remembered>(10_000);
  readonly #customerIds = new RecentMap<string, string>(10_000);
  readonly partnerKeys: PartnerKeys;
  readonly audit: IdentityAudit;
  readonly erased: ErasedAccounts;
  readonly #attempts: SignInAttempts;

  constructor(options: IdentityOptions) {
    this.#options = options;
    const role = options.role ? ` -c role=${options.role}` : '';
    this.#pool = new pg.Pool({
      connectionString: options.databaseUrl,
      max: 8,
      connectionTimeoutMillis: 5_000,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      options: `-c search_path=${IDENTITY_SCHEMA}${role}`,
    });
    // Without a listener a dropped idle connection would end the process.
    this.#pool.on('error', (error) => options.log.warn({ err: error }, 'A connection of the identity store was lost.'));
    const auth = (audience: Audience, pageUrl: string): AuthOptions => ({
      audience,
      pool: this.#pool,
      secret: options.secret,
      pageUrl,
      graphUrl: options.graphUrl,
      isRateLimited: options.isRateLimited ?? true,
      sendPasswordReset: options.sendPasswordReset,
      onSignIn: (user, session, cookies) => this.#onSignIn(user, session, cookies),
      log: (level, message) => (level === 'error' ? options.log.warn(message) : options.log.debug(message)),
    });
    this.#authOptions = { customer: auth('customer', options.shopUrl), staff: auth('staff', options.adminUrl) };
    this.audit = new IdentityAudit(this.#pool, options.clock);
    this.partnerKeys = new PartnerKeys(this.#pool, options.clock, this.audit);
    this.#attempts = new SignInAttempts(this.#pool, options.clock);
    this.erased = new ErasedAccounts(this.#pool, options.caller, this.audit, options.clock, () => {
      this.#remembered.clear();
      this.#customerIds.clear();
    });
  }

  /** Made at first use: it looks at its tables, which `migrate` creates. */
  auth(audience: Audience): Auth {
    this.#auths[audience] ??= createAuth(this.#authOptions[audience]);
    return this.#auths[audience];
  }

  get pool(): pg.Pool {
    return this.#pool;
  }

  async migrate(): Promise<void> {
    const { runMigrations } = await getMigrations(authConfig(this.#authOptions.customer));
    await runMigrations();
    await this.audit.migrate();
    await this.partnerKeys.migrate();
    await this.#attempts.migrate();
  }

  async ping(): Promise<void> {
    await this.#pool.query('SELECT 1');
  }

  async close(): Promise<void> {
    await this.erased.close();
    await this.audit.close();
    await this.#pool.end();
  }

  mayHaveSession(cookieHeader: string | undefined): boolean {
    return cookieHeader?.includes('.session_token=') ?? false;
  }

  async principalOf(headers: CallerHeaders, guestId: string | null): Promise<Principal | null> {
    const user = await this.#userOf(headers);
    if (!user) return null;
    const list = (text: string | null) => (text ? text.split(',').filter(Boolean) : []);
    if (user.kind === 'staff')
      return { kind: 'staff', id: user.id, name: user.name, roles: list(user.roles), stores: list(user.stores) };
    const id = await this.customerIdOf(user, guestId);
    return { kind: 'customer', id, userId: user.id, guestId };
  }

  /** The customer behind an account; created when it is first asked for. */
  async customerIdOf(user: SignedInUser, guestId: string | null, reason = 'read'): Promise<string> {
    const known = reason === 'read' ? (user.customerId ?? this.#customerIds.get(user.id)) : undefined;
    if (known) return known;
    const { customerId } = await this.#options.caller.call(
      EnsureCustomer,
      {
        userId: user.id,
        email: user.email,
        name: user.name,
        locale: user.locale === 'de' ? 'de' : 'en',
        guestId,
      },
      { idempotencyKey: `ensure-customer:${user.id}:${reason}:${guestId ?? ''}` },
    );
    this.#customerIds.set(user.id, customerId);
    if (user.customerId !== customerId)
      await this.#pool.query('UPDATE "user" SET "customerId" = $2 WHERE id = $1', [user.id, customerId]);
    return customerId;
  }

  /** Mounts /auth/*: the two sign-ins, told apart by the page that asks. */
  mount(app: FastifyInstance): void {
    const { adminUrl, log } = this.#options;
    app.all('/auth/*', async (request, reply) => {
      const audience = audienceOf(request.headers, adminUrl);
      const auth = this.auth(audience);
      const subject = subjectOf(request, audience);
      const waitS = subject && (await this.#attempts.take(subject));
      if (waitS)
        return reply
          .code(429)
          .header('retry-after', waitS)
          .header('cache-control', 'no-store')
          .send({
            code: 'TOO_MANY_ATTEMPTS',
            message: `Too many attempts. Try again in ${Math.ceil(waitS / 60)} minutes.`,
          });
      const response = await auth.handler(toWebRequest(request, this.#options.graphUrl));
      reply.code(response.status);
      response.headers.forEach((value, name) => {
        if (name !== 'set-cookie') reply.header(name, value);
      });
      if (subject && response.ok) await this.#attempts.clear(subject);
      for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
      reply.header('cache-control', 'no-store');
      // Whatever has changed about this session is read afresh.
      this.#forget(request.headers);
      if (response.status >= 500)
        log.error({ path: request.url.split('?')[0], status: response.status }, 'The sign-in failed.');
      return reply.send(response.body ? Buffer.from(await response.arrayBuffer()) : null);
    });
  }

  async #userOf(headers: CallerHeaders): Promise<SignedInUser | null> {
    const audience = audienceOf(headers, this.#options.adminUrl);
    const token = this.#tokenOf(headers, audience);
    if (!token) return null;
    const key = `${audience}:${token}`;
    const now = this.#options.clock.now().getTime();
    const remembered = this.#remembered.get(key);
    if (remembered && remembered.until > now) return remembered.user;
    const found = await this.auth(audience).api.getSession({ headers: new Headers({ cookie: headers.cookie ?? '' }) });
    const user = (found?.user ?? null) as unknown as SignedInUser | null;
    const accepted = user && user.kind === audience && (audience === 'customer' || user.twoFactorEnabled) ? user : null;
    this.#remembered.set(key, { user: accepted, until: now + REMEMBERED_MS });
    return accepted;
  }

  #tokenOf(headers: CallerHeaders, audience: Audience): string | undefined {
    return cookieValue(headers.cookie, sessionCookie(audience, this.#authOptions[audience].pageUrl));
  }

  #forget(headers: CallerHeaders): void {
    for (const audience of ['customer', 'staff'] as const) {
      const token = this.#tokenOf(headers, audience);
      if (token) this.#remembered.set(`${audience}:${token}`, { user: null, until: 0 });
    }
  }

  /** Takes over what the browser entered before signing in. A failure here must not keep anybody from signing in. */
  async #onSignIn(user: SignedInUser, session: { id: string }, cookies: string | null): Promise<void> {
    if (user.kind !== 'customer') return;
    const guestId = this.#options.guests.read(cookies ?? undefined);
    try {
      await this.customerIdOf(user, guestId, session.id);
    } catch (error) {
      this.#options.log.error({ err: error, userId: user.id }, 'The customer behind an account could not be prepared.');
    }
  }
}

/** The account whose password this request tries, or null when it tries none. */
function subjectOf(request: FastifyRequest, audience: Audience): string | null {
  // Resolved as the sign-in resolves it: /auth/./sign-in/email is the same door.
  const path = new URL(request.url, 'http://path').pathname.replace(/\/+$/, '');
  if (request.method !== 'POST' || path !== '/auth/sign-in/email') return null;
  const { email } = (request.body ?? {}) as { email?: unknown };
  return typeof email === 'string' && email.length <= 320 ? `${audience}:${email.toLowerCase()}` : null;
}

const HOP_HEADERS = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'content-length', 'host']);

function toWebRequest(request: FastifyRequest, graphUrl: string): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (
      value === undefined ||
      HOP_HEADERS.has(name) ||
      name.startsWith('x-forwarded') ||
      name === 'x-opticworks-client-ip'
    )
      continue;
    headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  headers.set('x-opticworks-client-ip', request.ip);
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  return new Request(new URL(request.url, graphUrl), {
    method: request.method,
    headers,
    ...(hasBody && { body: request.body === undefined || request.body === null ? '' : JSON.stringify(request.body) }),
  });
}
