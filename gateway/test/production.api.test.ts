import { spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createOTP } from '@better-auth/utils/otp';
import { loadSettings, SettingsError, silentLogger } from '@opticworks/kernel';
import { ordersSettings } from '@opticworks/orders/config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { unfinishedProviders, useTwins } from '../src/hosts/providers.ts';
import { openSurroundings } from '../src/hosts/surroundings.ts';
import { type StartTogetherOptions, settingsOf, startTogether, type Together } from '../src/hosts/together.ts';
import { fromBase32 } from '../src/identity/second-factor.ts';
import { addStaff, changeStaffRole, disableStaff, renewStaffAccess } from '../src/identity/staff-people.ts';
import { emptyDatabase } from './support/empty-database.ts';

/** `npm test` has built the server and says so: what production starts, in half the time. Otherwise the sources are up to date. */
const host = (name: string) =>
  process.env.OPTICWORKS_TEST_BUILT
    ? [fileURLToPath(new URL(`../dist/hosts/${name}.js`, import.meta.url))]
    : [
        ...['--conditions=source', '--import', '@oxc-node/core/register'],
        fileURLToPath(new URL(`../src/hosts/${name}.ts`, import.meta.url)),
      ];
const random = () => randomBytes(32).toString('base64url');
const folder = () => mkdtempSync(join(tmpdir(), 'opticworks-production-'));

/** Everything a production installation is given; nothing in it works anywhere. */
const complete = (databaseUrl: string): Record<string, string> => ({
  OPTICWORKS_MODE: 'production',
  DATABASE_URL: databaseUrl,
  DATA_DIR: folder(),
  SHOP_URL: 'https://shop.example',
  ADMIN_URL: 'https://admin.example',
  GRAPH_URL: 'https://graph.example',
  AUTH_SECRET: random(),
  GUEST_SECRET: random(),
  LINK_SECRET: random(),
  PERSONAL_DATA_KEY: randomBytes(32).toString('base64'),
  SIGNING_KEY: String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })),
  STRIPE_SECRET_KEY: 'sk_live_nothing',
  STRIPE_PUBLISHABLE_KEY: 'pk_live_nothing',
  STRIPE_WEBHOOK_SECRET: 'whsec_nothing',
  EASYPOST_API_KEY: 'EZAK_nothing',
  EASYPOST_WEBHOOK_SECRET: 'nothing',
  RESEND_API_KEY: 're_nothing',
  TAXJAR_API_KEY: 'nothing-at-all',
  MAIL_FROM: 'Shop <hello@shop.example>',
  PROCUREMENT_MAIL_FROM: 'Shop <buying@shop.example>',
  VERIFICATION_MAIL_FROM: 'Shop <opticians@shop.example>',
  VERIFICATION_CONTACT: JSON.stringify({ name: 'Iris Optician', phone: '+1 503 555 0199', fax: '+1 503 555 0198' }),
  SHIP_FROM: JSON.stringify({
    name: 'Shop',
    line1: '1 Main St',
    city: 'Portland',
    region: 'OR',
    postalCode: '97210',
    countryCode: 'US',
  }),
});

async function run(
  name: string,
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number; said: string; told: string }> {
  const child = spawn(process.execPath, [...host(name), ...args], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  let told = '';
  child.stdout.on('data', (chunk) => {
    told += chunk;
  });
  const code = await new Promise<number>((resolve) => child.once('exit', (c) => resolve(c ?? -1)));
  return { code, said, told };
}

const problemsOf = async (env: Record<string, string>): Promise<string> => {
  try {
    const around = await openSurroundings({
      name: 'test',
      mode: 'production',
      env,
      parts: await settingsOf(),
      logger: silentLogger,
    });
    await around.close();
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  return '';
};

describe('production without its settings', () => {
  const everywhere = ['DATABASE_URL', 'SIGNING_KEY'];
  const gateway = [...everywhere, 'SHOP_URL', 'ADMIN_URL', 'GRAPH_URL', 'AUTH_SECRET', 'GUEST_SECRET', 'LINK_SECRET'];
  const orders = ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'EASYPOST_API_KEY', 'TAXJAR_API_KEY', 'SHIP_FROM'];
  const parts = [...orders, 'PERSONAL_DATA_KEY', 'RESEND_API_KEY', 'PROCUREMENT_MAIL_FROM', 'VERIFICATION_CONTACT'];
  const cases: [string, string[], string[], string[]][] = [
    ['together', [], [...gateway, ...parts], []],
    ['migrate', [], [...gateway, ...parts], []],
    ['apart', [], [...gateway, 'SUBGRAPH_URLS'], ['STRIPE_SECRET_KEY', 'PERSONAL_DATA_KEY']],
    ['subgraph', ['orders'], [...everywhere, ...orders, 'REDIS_URL', 'VERIFY_KEYS'], ['AUTH_SECRET', 'GUEST_SECRET']],
  ];

  it.each(cases)(
    '%s refuses to start and names everything at once',
    { timeout: 90_000 },
    async (name, args, missing, notAsked) => {
      const { code, said } = await run(name, args, { OPTICWORKS_MODE: 'production', DATA_DIR: folder() });

      expect(code).toBe(78);
      for (const setting of missing) expect(said).toContain(`- ${setting} is missing`);
      for (const setting of notAsked) expect(said).not.toContain(setting);
      expect(said).not.toContain(' at ');
    },
  );

  it('refuses to seed, whatever is set', { timeout: 90_000 }, async () => {
    const { code, said } = await run('seed', [], complete('postgres://nobody@127.0.0.1:1/none'));

    expect(code).toBe(78);
    expect(said).toContain('nothing was seeded');
  });

  it('refuses the values of the demonstration and of the twins even when they are given', async () => {
    const env = complete('postgres://nobody@127.0.0.1:1/none');
    const made = random();
    writeFileSync(join(env.DATA_DIR!, 'secrets.json'), JSON.stringify({ AUTH_SECRET: made }));

    const said = await problemsOf({
      ...env,
      AUTH_SECRET: made,
      STRIPE_SECRET_KEY: 'sk_test_opticworks_twin',
      STRIPE_PUBLISHABLE_KEY: 'pk_test_opticworks_twin',
      STRIPE_WEBHOOK_SECRET: 'whsec_opticworks_twin_other',
      LINK_SECRET: 'opticworks-demonstration-links',
      OPEN_DOCUMENTS: 'on',
    });

    expect(said.split('\n').slice(1)).toEqual([
      expect.stringContaining('AUTH_SECRET was made for the demonstration'),
      expect.stringContaining('LINK_SECRET still has its demonstration value'),
      expect.stringContaining('OPEN_DOCUMENTS is on'),
      expect.stringContaining('STRIPE_PUBLISHABLE_KEY belongs to a twin'),
      expect.stringContaining('STRIPE_SECRET_KEY belongs to a twin'),
      expect.stringContaining('STRIPE_WEBHOOK_SECRET belongs to a twin'),
    ]);
    expect(said).not.toContain(made);
  });

  const onlyRehearsed = {
    STRIPE_SECRET_KEY: 'sk_test_51Nothing',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_51Nothing',
    EASYPOST_API_KEY: 'EZTK00nothing',
    SHOP_URL: 'http://shop.example',
    ADMIN_URL: 'http://localhost:3001',
  };

  it('refuses keys nobody pays with and addresses without TLS', async () => {
    const said = await problemsOf({ ...complete('postgres://nobody@127.0.0.1:1/none'), ...onlyRehearsed });

    const told = said.split('\n').slice(1);
    expect(told.map((line) => line.trim().split(' ')[1]).sort()).toEqual(Object.keys(onlyRehearsed).sort());
    for (const line of told) expect(line).toContain('REHEARSAL=on');
    expect(said).not.toContain('51Nothing');
  });

  it('takes them in a rehearsal, but never the database password of the demonstration', async () => {
    const said = await problemsOf({
      ...complete('postgres://opticworks:opticworks@127.0.0.1:1/none'),
      ...onlyRehearsed,
      REHEARSAL: 'on',
    });

    expect(said.split('\n').slice(1)).toEqual([expect.stringContaining('DATABASE_URL has the password')]);
  });
});

describe('keys of outside services in a demonstration', () => {
  const read = (env: Record<string, string | undefined>) => {
    useTwins(env, 'http://localhost:4010');
    return loadSettings(ordersSettings, { mode: 'demo', env });
  };

  it('go to the twins without a key, and to the real service with one', () => {
    expect(read({})).toMatchObject({
      STRIPE_API_BASE: 'http://localhost:4010',
      STRIPE_SCRIPT_URL: 'http://localhost:4010/stripe.js/v3',
      TAXJAR_API_BASE: 'http://localhost:4010/taxjar',
    });
    const mixed = read({ STRIPE_SECRET_KEY: 'sk_test_51', EASYPOST_API_KEY: 'EZTK_opticworks_twin' });
    expect(mixed.STRIPE_API_BASE).toBeUndefined();
    expect(mixed.STRIPE_SCRIPT_URL).toBeUndefined();
    expect(mixed.EASYPOST_API_BASE).toBe('http://localhost:4010/easypost/v2');
    expect(mixed.RESEND_API_BASE).toBe('http://localhost:4010/resend');
  });

  it('are answered by a script that browsers can reach, where servers know the twins by another address', () => {
    const env: Record<string, string | undefined> = {};
    useTwins(env, 'http://twins:4010', 'http://localhost:4010');
    expect(loadSettings(ordersSettings, { mode: 'demo', env })).toMatchObject({
      STRIPE_API_BASE: 'http://twins:4010',
      STRIPE_SCRIPT_URL: 'http://localhost:4010/stripe.js/v3',
    });
  });

  it('leave an address alone that somebody has set', () => {
    expect(read({ STRIPE_API_BASE: 'http://proxy:1', STRIPE_SECRET_KEY: 'sk_test_51' }).STRIPE_API_BASE).toBe(
      'http://proxy:1',
    );
  });

  it('must bring what belongs to them: a webhook secret that everybody knows would sign anything', () => {
    expect(unfinishedProviders({ STRIPE_SECRET_KEY: 'sk_test_51', STRIPE_PUBLISHABLE_KEY: 'pk_test_51' })).toEqual([
      'STRIPE_WEBHOOK_SECRET is missing. It must come from the same account as STRIPE_SECRET_KEY.',
    ]);
    expect(unfinishedProviders({ STRIPE_SECRET_KEY: 'sk_test_opticworks_twin' })).toEqual([]);
  });
});

describe('production with its settings', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let together: Together;
  let env: Record<string, string>;
  const [hash = '', text = ''] =
    Object.entries(
      (
        JSON.parse(
          readFileSync(fileURLToPath(new URL('../../schema/persisted/storefront.json', import.meta.url)), 'utf8'),
        ) as { operations: Record<string, string> }
      ).operations,
    ).find(([, operation]) => /^query \w+ *\{/.test(operation.trim())) ?? [];

  beforeAll(async () => {
    database = await emptyDatabase();
    env = complete(database.url);
    const options: StartTogetherOptions = {
      mode: 'production',
      env,
      logger: silentLogger,
      work: false,
      port: 0,
      host: '127.0.0.1',
    };
    together = await startTogether(options);
  }, 120_000);
  afterAll(async () => {
    await together?.close();
    await database?.drop();
  });

  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${together.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };

  it('answers registered operations and refuses every other document, over HTTP and WebSocket', async () => {
    expect(text).not.toBe('');
    expect((await post('/graphql', { documentId: `sha256:${hash}` })).status).toBe(200);
    for (const query of ['{ __typename }', '{ __schema { types { name } } }', text]) {
      const { status, body } = await post('/graphql', { query });
      expect(status).toBe(403);
      expect(body.errors[0].extensions.code).toBe('PERSISTED_QUERY_ONLY');
    }
    const socket = new WebSocket(`${together.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      origin: 'https://shop.example',
    });
    const answer = await new Promise<string>((resolve, reject) => {
      socket.on('error', reject);
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
      socket.on('close', (code) => resolve(`closed ${code}`));
      socket.on('message', (data) => {
        const message = JSON.parse(String(data));
        if (message.type === 'connection_ack')
          socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: '{ __typename }' } }));
        else resolve(String(data));
      });
    });
    socket.close();
    expect(answer).toContain('PERSISTED_QUERY_ONLY');
  });

  it('has no page to explore and suggests nothing', async () => {
    const page = await fetch(`${together.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(await page.text()).not.toContain('<html');
    expect(JSON.stringify(await post('/graphql', { query: '{ produc { id } }' }))).not.toContain('Did you mean');
  });

  it('has nobody in it: no accounts, no partner keys, no demonstration file', async () => {
    const { rows } = await together.identity.pool.query('SELECT count(*)::int AS count FROM "user"');
    expect(rows).toEqual([{ count: 0 }]);
    expect(await together.identity.partnerKeys.list()).toEqual([]);
  });

  describe('its first member of staff', () => {
    const ann = ['--email', 'Ann@shop.example', '--name', 'Ann Lee'];
    const cookies = new Map<string, string>();
    const asAdmin = async (path: string, body: unknown) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(`${together.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: 'https://admin.example', cookie },
        body: JSON.stringify(body),
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (/max-age=0/i.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
      return { status: response.status, body: await response.json() };
    };
    const signIn = async (password: string, secret: string) => {
      cookies.clear();
      const first = await asAdmin('/auth/sign-in/email', { email: 'ann@shop.example', password });
      const code = await createOTP(fromBase32(secret), { digits: 6, period: 30 }).totp();
      return [first.status, (await asAdmin('/auth/two-factor/verify-totp', { code })).status];
    };
    const newKey = { partner: 'acme', scopes: ['catalog:read'], testMode: true };

    it('is made by a command, signs in with password and code, and may do what the role says', {
      timeout: 180_000,
    }, async () => {
      const { code, told } = await run('staff', ['add', ...ann, '--role', 'admin'], env);
      const [, password = '', secret = ''] = /password +(\S+)\n.*codes +(\S+)\n/.exec(told) ?? [];

      expect(code).toBe(0);
      expect(told).toContain(`otpauth://totp/OpticWorks%3Aann%40shop.example?secret=${secret}&issuer=OpticWorks`);
      expect((await asAdmin('/partner/keys', newKey)).status).toBe(401);
      expect(await signIn(password, secret)).toEqual([200, 200]);
      expect((await asAdmin('/partner/keys', newKey)).status).toBe(201);

      const add = (email: string, role: string) =>
        addStaff(together.identity, { email, name: 'Ann Lee', role }, 'operator:test');
      await expect(add('ann@shop.example', 'admin')).rejects.toThrow(
        /^ann@shop.example is a member of staff already. Change /,
      );
      await expect(add('b@shop.example', 'boss')).rejects.toThrow(
        /^There is no role "boss". Give one or several of associate, /,
      );

      await changeStaffRole(together.identity, 'ann@shop.example', 'buyer', 'operator:test');
      expect(await signIn(password, secret)).toEqual([200, 200]);
      expect((await asAdmin('/partner/keys', newKey)).status).toBe(403);

      await disableStaff(together.identity, 'ann@shop.example', 'operator:test');
      expect(await signIn(password, secret)).not.toContain(200);
      expect((await asAdmin('/partner/keys', newKey)).status).toBe(401);

      await expect(add('ann@shop.example', 'admin')).rejects.toThrow(/staff renew --email ann@shop.example/);
      const renewed = await renewStaffAccess(together.identity, 'Ann@shop.example', 'operator:test');
      expect(await signIn(password, secret)).not.toContain(200);
      expect(await signIn(renewed.password, renewed.totpSecret)).toEqual([200, 200]);
      expect((await asAdmin('/partner/keys', newKey)).status).toBe(403);
      await expect(renewStaffAccess(together.identity, 'nobody@shop.example', 'operator:test')).rejects.toThrow(
        /^No member of staff has the address nobody@shop.example/,
      );
    });

    it('and every change of what they may do stands in the audit log, without a secret', async () => {
      const { rows } = await together.identity.pool.query<{ action: string; actor: string; subject: string }>(
        "SELECT action, actor, subject, details::text FROM audit_entry WHERE stream = 'access' ORDER BY position",
      );
      expect(rows.map(({ action, actor }) => `${action} by ${actor.split(/[:_]/)[0]}`)).toEqual([
        'staff.added by operator',
        expect.stringMatching(/^partner-key.made by /),
        'staff.role-changed by operator',
        'staff.disabled by operator',
        'staff.enabled by operator',
      ]);
      expect(new Set(rows.filter(({ action }) => action.startsWith('staff.')).map(({ subject }) => subject)).size).toBe(
        1,
      );
      expect(JSON.stringify(rows)).not.toMatch(/ow_test_|password|otpauth/);
    });
  });

  it('answers open documents and introspection of partners, with a key', async () => {
    const { key } = await together.identity.partnerKeys.create(
      { partner: 'acme', scopes: ['catalog:read'] },
      'staff_1',
    );
    const ask = (query: string, headers = { authorization: `Bearer ${key}` }) =>
      post('/partner/graphql', { query }, headers);

    const products = await ask('{ products(first: 1) { totalCount } }');
    expect(products).toMatchObject({ status: 200, body: { data: { products: { totalCount: 0 } } } });
    expect((await ask('{ __schema { queryType { name } } }')).body.data.__schema.queryType.name).toBe('Query');
    const without = await ask('{ products(first: 1) { totalCount } }', {} as never);
    expect(without.status).toBe(401);
    expect(without.body.errors[0].message).toMatch(/API key is missing/);
  });
});
