import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOTP } from '@better-auth/utils/otp';
import { silentLogger, systemClock } from '@opticworks/kernel';
import { fakeCaller, type TestDeps, testSubgraphDeps } from '@opticworks/kernel/testing';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoPeople, seedDemoPeople } from '../src/identity/demo-people.ts';
import { Identity } from '../src/identity/identity.ts';
import { fromBase32 } from '../src/identity/second-factor.ts';
import { Callers } from '../src/server/caller.ts';
import { GuestKeys } from '../src/server/cookies.ts';

const SHOP = 'http://localhost:3000';
const ADMIN = 'http://localhost:3001';

let deps: TestDeps;
let identity: Identity;
let app: FastifyInstance;
let callers: Callers;
let people: DemoPeople;
const ensured: { userId: string; email: string; guestId: string | null }[] = [];
const erased: { customerId: string; userId: string | null }[] = [];
const mails: { email: string; link: string }[] = [];

beforeAll(async () => {
  deps = await testSubgraphDeps({ schema: 'identity', migrations: [] });
  const guests = new GuestKeys('a secret of guests for this test', false);
  identity = new Identity({
    databaseUrl: deps.databaseUrl,
    ...(deps.databaseRole && { role: deps.databaseRole }),
    secret: 'a secret for sessions that is long enough',
    shopUrl: SHOP,
    adminUrl: ADMIN,
    graphUrl: 'http://localhost:4000',
    guests,
    caller: fakeCaller({
      'customer-rx.ensureCustomer': async (input: { userId: string; email: string; guestId: string | null }) => {
        ensured.push(input);
        return { customerId: `customer_${input.userId}` };
      },
      'customer-rx.listErased': async () => ({ erased }),
    } as never),
    clock: systemClock,
    log: silentLogger,
    isRateLimited: false,
    sendPasswordReset: async ({ email }, link) => {
      mails.push({ email, link });
    },
  });
  await identity.migrate();
  await identity.migrate();
  people = await seedDemoPeople(identity, mkdtempSync(join(tmpdir(), 'opticworks-demo-')), () => {});
  callers = new Callers({ guests, sessions: identity, openLink: () => null, log: silentLogger });
  app = Fastify();
  identity.mount(app);
  await app.ready();
}, 120_000);
afterAll(async () => {
  await app?.close();
  await identity?.close();
  await deps?.close();
});

class Browser {
  readonly cookies = new Map<string, string>();
  constructor(readonly origin: string) {}
  get headers() {
    return { origin: this.origin, cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; ') };
  }
  async post(path: string, body: unknown) {
    const response = await app.inject({
      method: 'POST',
      url: `/auth${path}`,
      headers: { ...this.headers, 'content-type': 'application/json' },
      payload: body as object,
    });
    for (const line of [response.headers['set-cookie'] ?? []].flat()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0/i.test(line)) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return { status: response.statusCode, body: response.body ? JSON.parse(response.body) : null };
  }
  principal = () => callers.principalOf(this.headers);
}

const staffOf = (role: string) => people.staff.find((p) => p.roles.includes(role))!;
const code = () => createOTP(fromBase32(people.totpSecret), { digits: 6, period: 30 }).totp();

describe('customers', () => {
  it('sign up, bring along what they entered as a guest, and sign out', async () => {
    const browser = new Browser(SHOP);
    const { id, setCookie } = new GuestKeys('a secret of guests for this test', false).create();
    browser.cookies.set('ow_guest', setCookie.split(';')[0]!.split('=')[1]!);

    const answer = await browser.post('/sign-up/email', {
      email: 'kim@example.test',
      password: 'correct horse',
      name: 'Kim',
    });

    expect(answer.status).toBe(200);
    expect(ensured.at(-1)).toMatchObject({ email: 'kim@example.test', guestId: id });
    expect(await browser.principal()).toMatchObject({
      kind: 'customer',
      id: `customer_${answer.body.user.id}`,
      guestId: id,
    });
    const before = { ...browser.headers };
    await browser.post('/sign-out', {});
    expect(await callers.principalOf(before)).toMatchObject({ kind: 'guest', id });
  });

  it('cannot be guessed from many addresses at once; right passwords do not count', async () => {
    const person = people.customers[2]!;
    const attempt = (password: string, email = person.email, url = '/auth/sign-in/email') =>
      app.inject({
        method: 'POST',
        url,
        headers: { origin: SHOP, 'content-type': 'application/json' },
        payload: { email, password },
      });
    expect((await attempt(person.password)).statusCode).toBe(200);

    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        attempt(`wrong ${index} wrong`, index % 2 ? person.email : person.email.toUpperCase()),
      ),
    );

    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(4);
    const after = await attempt(person.password, person.email, '/auth/x/../sign-in/email');
    expect(after.statusCode).toBe(429);
    expect(Number(after.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('cannot make themselves staff', async () => {
    const browser = new Browser(SHOP);
    const person = { email: 'eve@example.test', password: 'correct horse', name: 'Eve' };
    await browser.post('/sign-up/email', { ...person, kind: 'staff', roles: 'admin', twoFactorEnabled: true });
    await browser.post('/sign-up/email', person);
    await browser.post('/update-user', { kind: 'staff', roles: 'admin', customerId: 'customer_other' });
    const admin = new Browser(ADMIN);
    const answer = await admin.post('/sign-in/email', { email: 'eve@example.test', password: 'correct horse' });

    expect((await browser.principal()).kind).not.toBe('staff');
    expect(answer.status).toBe(403);
    expect(await admin.principal()).toMatchObject({ kind: 'guest' });
    const { rows } = await identity.pool.query(
      `SELECT kind, roles, "customerId" FROM "user" WHERE email = 'eve@example.test'`,
    );
    expect(rows[0].kind).toBe('customer');
    expect(rows[0].roles).toBe('');
    expect(rows[0].customerId).not.toBe('customer_other');
  });

  it('reset a forgotten password by mail, which ends other sessions', async () => {
    const person = people.customers[1]!;
    const old = new Browser(SHOP);
    await old.post('/sign-in/email', person);
    await new Browser(SHOP).post('/request-password-reset', { email: person.email });
    const token = new URL(mails.at(-1)!.link).searchParams.get('token');
    const answer = await new Browser(SHOP).post('/reset-password', { newPassword: 'another good one', token });

    expect(answer.status).toBe(200);
    expect((await new Browser(SHOP).post('/sign-in/email', person)).status).toBe(401);
    expect((await new Browser(SHOP).post('/sign-in/email', { ...person, password: 'another good one' })).status).toBe(
      200,
    );
  });
});

describe('an erased customer', () => {
  const person = { email: 'lea@example.test', password: 'correct horse', name: 'Lea' };
  const known = async (text: string) => {
    const tables = ['"user"', 'account', 'session', 'verification', 'sign_in_attempt'];
    const found = await Promise.all(
      tables.map((table) =>
        identity.pool.query(`SELECT 1 FROM ${table} t WHERE to_jsonb(t)::text LIKE $1`, [`%${text}%`]),
      ),
    );
    return tables.filter((_, i) => found[i]!.rowCount);
  };

  it.each([true, false])(
    'loses account, sessions and links, and may come back as somebody new (account told: %s)',
    async (isTold) => {
      const browser = new Browser(SHOP);
      const { body } = await browser.post('/sign-up/email', person);
      const userId: string = body.user.id;
      await new Browser(SHOP).post('/sign-in/email', { ...person, password: 'wrong and wrong' });
      await new Browser(SHOP).post('/request-password-reset', { email: person.email });
      expect(await browser.principal()).toMatchObject({ kind: 'customer' });
      expect(await identity.erased.remove()).toBe(0);

      erased.push({ customerId: `customer_${userId}`, userId: isTold ? userId : null });
      expect(await identity.erased.remove()).toBe(1);
      expect(await identity.erased.remove()).toBe(0);

      expect(await browser.principal()).toMatchObject({ kind: 'guest' });
      expect((await new Browser(SHOP).post('/sign-in/email', person)).status).toBe(401);
      await identity.pool.query('DELETE FROM sign_in_attempt');
      expect([...(await known(userId)), ...(await known(person.email))]).toEqual([]);
      const { rows } = await identity.pool.query(`SELECT action, subject FROM audit_entry WHERE subject = $1`, [
        userId,
      ]);
      expect(rows).toContainEqual({ action: 'account.erased', subject: userId });
      expect((await new Browser(SHOP).post('/sign-up/email', person)).body.user.id).not.toBe(userId);
      await identity.pool.query('DELETE FROM "user" WHERE email = $1', [person.email]);
    },
  );

  it('takes nobody of the staff along', async () => {
    const { rows } = await identity.pool.query(`SELECT id FROM "user" WHERE email = $1`, [staffOf('lab').email]);
    erased.push({ customerId: 'customer_x', userId: rows[0].id });
    expect(await identity.erased.remove()).toBe(0);
  });
});

describe('staff', () => {
  it('are let in after password and one-time code, not before', async () => {
    const browser = new Browser(ADMIN);
    const first = await browser.post('/sign-in/email', staffOf('optician'));

    expect(first.body.twoFactorRedirect).toBe(true);
    expect(await browser.principal()).toMatchObject({ kind: 'guest' });
    expect((await browser.post('/two-factor/verify-totp', { code: '000000' })).status).toBe(401);
    expect((await browser.post('/two-factor/verify-totp', { code: await code() })).status).toBe(200);
    expect(await browser.principal()).toMatchObject({
      kind: 'staff',
      name: staffOf('optician').name,
      roles: ['optician'],
      stores: ['main'],
    });
  });

  it('lock the second step of an account that is guessed at, however often one signs in for a new one', async () => {
    const step = async () => {
      const browser = new Browser(ADMIN);
      await browser.post('/sign-in/email', staffOf('warehouse'));
      return browser;
    };
    for (let time = 0; time < 3; time += 1) {
      const browser = await step();
      for (let guess = 0; guess < 5; guess += 1)
        await browser.post('/two-factor/verify-totp', { code: `00000${guess}` });
    }

    expect((await (await step()).post('/two-factor/verify-totp', { code: await code() })).status).toBe(429);
  });

  it('get a plain no for a backup code that is not theirs', async () => {
    const browser = new Browser(ADMIN);
    await browser.post('/sign-in/email', staffOf('lab'));

    expect((await browser.post('/two-factor/verify-backup-code', { code: 'aaaaa-bbbbb' })).status).toBe(401);
  });

  it('without a second factor hold a session that counts for nothing', async () => {
    await identity.pool.query(`UPDATE "user" SET "twoFactorEnabled" = false WHERE email = $1`, [
      staffOf('buyer').email,
    ]);
    const browser = new Browser(ADMIN);
    const answer = await browser.post('/sign-in/email', staffOf('buyer'));

    expect(answer.status).toBe(200);
    expect(browser.cookies.has('ow-staff.session_token')).toBe(true);
    expect(await browser.principal()).toMatchObject({ kind: 'guest' });
  });

  it('cannot sign up by themselves and are nobody at the shop', async () => {
    const signUp = await new Browser(ADMIN).post('/sign-up/email', {
      email: 'mal@example.test',
      password: 'correct horse',
      name: 'Mal',
    });
    const shop = new Browser(SHOP);
    await shop.post('/sign-in/email', staffOf('admin'));
    await shop.post('/two-factor/verify-totp', { code: await code() });

    expect(signUp.status).toBe(400);
    expect(await shop.principal()).toMatchObject({ kind: 'guest' });
  });

  it('reset a forgotten password by a mail that leads to the admin, and still need their one-time code', async () => {
    const person = staffOf('associate');
    await new Browser(SHOP).post('/request-password-reset', { email: person.email });
    const sent = mails.length;
    await new Browser(ADMIN).post('/request-password-reset', { email: person.email });
    await new Browser(ADMIN).post('/request-password-reset', { email: people.customers[0]!.email });
    const link = new URL(mails.at(-1)!.link);
    const reset = { newPassword: 'another good one', token: link.searchParams.get('token') };

    expect(mails.slice(sent).map(({ email }) => email)).toEqual([person.email]);
    expect(`${link.origin}${link.pathname}`).toBe(`${ADMIN}/reset-password`);
    expect((await new Browser(ADMIN).post('/reset-password', reset)).status).toBe(200);
    expect(await new Browser(ADMIN).post('/reset-password', reset)).toMatchObject({ body: { code: 'INVALID_TOKEN' } });
    const browser = new Browser(ADMIN);
    expect((await browser.post('/sign-in/email', person)).status).toBe(401);
    await browser.post('/sign-in/email', { ...person, password: 'another good one' });
    expect(await browser.principal()).toMatchObject({ kind: 'guest' });
    expect((await browser.post('/two-factor/verify-totp', { code: await code() })).status).toBe(200);
    expect(await browser.principal()).toMatchObject({ kind: 'staff', roles: ['associate'] });
  });

  it('stay separate from the customer signed in on the same machine', async () => {
    const both = new Browser(SHOP);
    await both.post('/sign-in/email', people.customers[0]!);
    const asAdmin = { ...both.headers, origin: ADMIN };

    expect(await both.principal()).toMatchObject({ kind: 'customer' });
    expect(await callers.principalOf(asAdmin)).toMatchObject({ kind: 'guest' });
  });
});

describe('partner keys', () => {
  it('work until revoked or expired, and are kept only as hashes', async () => {
    const { id, key } = await identity.partnerKeys.create({ partner: 'acme', scopes: ['catalog:read'] }, 'staff_1');
    const old = await identity.partnerKeys.create(
      { partner: 'acme', scopes: [], expiresAt: new Date('2020-01-01') },
      'staff_1',
    );

    expect(await identity.partnerKeys.principalOf(`Bearer ${key}`)).toEqual({
      kind: 'partner',
      id: 'acme',
      scopes: ['catalog:read'],
      testMode: false,
    });
    expect(await identity.partnerKeys.principalOf(`Bearer ${old.key}`)).toBeNull();
    const { rows } = await identity.pool.query('SELECT * FROM partner_key WHERE id = $1', [id]);
    expect(JSON.stringify(rows)).not.toContain(key.slice(-20));
    expect(rows[0].last_used_at).not.toBeNull();
    await identity.partnerKeys.revoke(id, 'staff_1');
    expect(await identity.partnerKeys.revoke(id, 'staff_1')).toBe(false);
    expect(await identity.partnerKeys.principalOf(`Bearer ${key}`)).toBeNull();
  });

  it('are not made, rotated or revoked where it cannot be recorded', async () => {
    const { id } = await identity.partnerKeys.create({ partner: 'acme', scopes: ['catalog:read'] }, 'staff_1');
    const state = async () =>
      (await identity.partnerKeys.list()).map(({ id, revokedAt, expiresAt }) => [id, revokedAt, expiresAt]);
    const before = await state();
    await identity.pool.query('ALTER TABLE audit_entry RENAME TO audit_entry_away');
    try {
      await expect(identity.partnerKeys.create({ partner: 'acme', scopes: [] }, 'staff_1')).rejects.toThrow();
      await expect(identity.partnerKeys.rotate(id, 1, 'staff_1')).rejects.toThrow();
      await expect(identity.partnerKeys.revoke(id, 'staff_1')).rejects.toThrow();
    } finally {
      await identity.pool.query('ALTER TABLE audit_entry_away RENAME TO audit_entry');
    }

    expect(await state()).toEqual(before);
  });
});
