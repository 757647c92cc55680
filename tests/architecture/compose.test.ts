import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Service {
  image?: string;
  command?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  networks?: string[];
  ports?: string[];
  restart?: string;
  profiles?: string[];
}
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, unknown>;
};
const services = Object.entries(compose.services);
const parts = ['catalog', 'customer-rx', 'inventory', 'orders', 'lab', 'procurement'];

/** Built programs are looked for as their sources: the build has its own tests. */
const isThere = (program: string) =>
  existsSync(
    join(root, program.includes('/next/') ? program : program.replace('/dist/', '/src/').replace(/\.js$/, '.ts')),
  );

/** No Docker engine is needed to see that the file describes the parts as they are. */
describe('docker-compose.yml', () => {
  it('has every part, PostgreSQL 17 and Redis 7', () => {
    expect(Object.keys(compose.services)).toEqual(
      expect.arrayContaining([...parts, 'gateway', 'storefront', 'admin', 'migrate', 'postgres', 'redis']),
    );
    expect(compose.services.postgres?.image).toBe('postgres:17');
    expect(compose.services.redis?.image).toBe('redis:7');
  });

  it('checks the health of everything that serves', () => {
    const unchecked = services.filter(([, service]) => service.restart !== 'no' && !service.healthcheck);

    expect(unchecked.map(([name]) => name)).toEqual([]);
  });

  it('migrates once, before anything that serves', () => {
    expect(compose.services.migrate).toMatchObject({ restart: 'no' });
    for (const part of parts)
      expect(compose.services[part]?.depends_on?.migrate?.condition).toBe('service_completed_successfully');
    for (const part of parts) expect(compose.services.gateway?.depends_on?.[part]?.condition).toBe('service_healthy');
  });

  it('runs programs that exist, each subgraph under its own name', () => {
    for (const [name, { command }] of services) {
      const program = command?.find((word) => word.endsWith('.js') || word.endsWith('.mjs'));
      if (!program) continue;
      expect(isThere(program), program).toBe(true);
      if (parts.includes(name)) expect(command?.at(-1)).toBe(name);
    }
    const standing = [...read('infra/Dockerfile').matchAll(/^CMD \["node", "(?:\.\.\/)?([^"]+)"/gm)].map(
      ([, path = '']) => path,
    );
    expect(standing.filter((path) => !isThere(path))).toEqual([]);
  });

  it('copies the manifest of every workspace into the image, so that the install is complete', () => {
    const { workspaces } = JSON.parse(read('package.json')) as { workspaces: string[] };
    const folders = workspaces.flatMap((one) =>
      one === 'subgraphs/*' ? parts.map((part) => `subgraphs/${part}`) : [one],
    );
    for (const folder of folders) expect(read('infra/Dockerfile')).toContain(`COPY ${folder}/package.json ${folder}/`);
  });

  it('names only settings that the code knows', () => {
    const known = new Set([...read('docs/settings.md').matchAll(/^\| `([A-Z_]+)` /gm)].map(([, name]) => name));
    const outside = new Set(['POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB']);
    const named = services.flatMap(([, service]) => Object.keys(service.environment ?? {}));
    const unknown = [...new Set(named)].filter((name) => !known.has(name) && !outside.has(name));

    expect(unknown).toEqual([]);
  });

  it('tells each part where every other one answers', () => {
    const { SUBGRAPH_URLS = '{}' } = compose.services.gateway?.environment ?? {};
    const addresses = JSON.parse(SUBGRAPH_URLS) as Record<string, string>;

    expect(Object.keys(addresses).sort()).toEqual([...parts].sort());
    for (const [name, address] of Object.entries(addresses)) {
      const { hostname, port } = new URL(address);
      expect(compose.services[hostname], name).toBeDefined();
      expect(compose.services[hostname]?.environment?.PORT).toBe(port);
    }
  });

  it('lets the storefront name whose payment script the browser loads, without a secret', () => {
    const { environment = {}, ...storefront } = compose.services.storefront!;
    expect(environment).toMatchObject({
      OPTICWORKS_MODE: compose.services.orders?.environment?.OPTICWORKS_MODE,
      STRIPE_PUBLISHABLE_KEY: '${STRIPE_PUBLISHABLE_KEY:-}',
    });
    expect(storefront).not.toHaveProperty('env_file');
    expect(environment.TWINS_URL).toBeUndefined();
  });

  it('gives browsers an address of the twins that they can reach, the same everywhere', () => {
    const address = '${PUBLIC_TWINS_URL:-http://localhost:4010}';
    for (const name of ['orders', 'storefront'])
      expect(compose.services[name]?.environment?.PUBLIC_TWINS_URL, name).toBe(address);
    expect(compose.services.twins?.environment?.TWINS_PUBLIC_URL).toBe(address);
  });

  it('migrates in the service for it only', () => {
    for (const part of parts) expect(compose.services[part]?.environment?.MIGRATE_ON_START, part).toBe('false');
  });

  it('is production unless told otherwise, and stands in for nothing that production asks for', () => {
    for (const [name, { environment }] of services)
      if (environment && 'OPTICWORKS_MODE' in environment)
        expect(environment.OPTICWORKS_MODE, name).toBe('${OPTICWORKS_MODE:-production}');
    const { environment = {} } = compose.services.gateway!;
    expect([environment.SHOP_URL, environment.ADMIN_URL]).toEqual(['${SHOP_URL:-}', '${ADMIN_URL:-}']);
  });

  it('believes the storefront and the admin who asks', () => {
    expect(compose.services.gateway?.environment?.TRUSTED_PROXIES).toMatch(/uniquelocal/);
  });

  it('leaves secrets, data and builds of the host out of the image', () => {
    const left = read('.dockerignore').split('\n');
    const untracked = read('.gitignore').split('\n').filter(Boolean);

    expect(left).toContain('.git');
    for (const pattern of untracked) {
      const name = pattern.replace(/\/$/, '');
      expect(
        left.some((line) => line === `**/${name}` || (name.startsWith('.env') && line === '**/.env.*')),
        name,
      ).toBe(true);
    }
  });

  it('says how its profiles are started', () => {
    const profiles = new Set(services.flatMap(([, service]) => service.profiles ?? []));
    expect([...profiles]).toEqual(['demo']);
    for (const profile of profiles) expect(read('README.md')).toContain(`docker compose --profile ${profile} up`);
  });

  it('publishes only what people and partners use, and lets parts out to their providers', () => {
    const published = services.filter(([, service]) => service.ports).map(([name]) => name);
    expect(published.sort()).toEqual(['admin', 'gateway', 'storefront', 'twins']);
    expect(compose.networks.inside?.internal).toBe(true);
    for (const name of ['postgres', 'redis']) expect(compose.services[name]?.networks).toEqual(['inside']);
    for (const name of ['orders', 'procurement', 'gateway'])
      expect(compose.services[name]?.networks?.some((network) => !compose.networks[network]?.internal)).toBe(true);
  });

  it('offers an example of everything production asks for', () => {
    const example = read('infra/example.env');
    for (const name of ['STRIPE_SECRET_KEY', 'PERSONAL_DATA_KEY', 'SIGNING_KEY', 'SHIP_FROM', 'POSTGRES_PASSWORD'])
      expect(example).toMatch(new RegExp(`^${name}=$`, 'm'));
  });
});
