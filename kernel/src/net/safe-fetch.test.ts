import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSafeFetch } from './safe-fetch.ts';

let server: Server;
let origin: string;
let hits = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    hits += 1;
    if (request.url === '/redirect') response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    else if (request.url === '/large') response.end('x'.repeat(5_000));
    else if (request.url === '/slow') setTimeout(() => response.end('late'), 2_000);
    else response.end('{"ok":true}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('safeFetch', () => {
  it.each([
    'http://example.com/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://100.64.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://0.0.0.0/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://127.1/',
    'https://10.0.0.1/',
    'https://[fd00::1]/',
    'https://[fe80::1]/',
    'https://224.0.0.1/',
    'https://user:password@example.com/',
    'file:///etc/passwd',
    'gopher://example.com/',
    'not an address',
  ])('refuses %s', async (url) => {
    await expect(createSafeFetch()(url)).rejects.toMatchObject({ code: 'ADDRESS_NOT_ALLOWED' });
  });

  it.each(['127.0.0.1', '::1', '::ffff:10.0.0.1', '64:ff9b::7f00:1'])(
    'refuses a name that leads to %s',
    async (address) => {
      const resolve = ((_host: string, _options: unknown, callback: (e: null, a: unknown) => void) =>
        callback(null, [{ address, family: address.includes(':') ? 6 : 4 }])) as never;

      await expect(createSafeFetch({ resolve })('https://innocent.example/')).rejects.toMatchObject({
        code: 'ADDRESS_NOT_ALLOWED',
      });
    },
  );

  it('refuses a name of which one address is private, whichever comes first', async () => {
    const resolve = ((_host: string, _options: unknown, callback: (e: null, a: unknown) => void) =>
      callback(null, [
        { address: '93.184.216.34', family: 4 },
        { address: '10.0.0.7', family: 4 },
      ])) as never;

    await expect(createSafeFetch({ resolve })('https://mixed.example/')).rejects.toMatchObject({
      code: 'ADDRESS_NOT_ALLOWED',
    });
  });

  it('reaches an origin that was allowed by name, and only that one', async () => {
    const safeFetch = createSafeFetch({ allowedOrigins: [origin] });

    expect((await safeFetch(`${origin}/`)).json()).toEqual({ ok: true });
    await expect(safeFetch(`${origin.replace('127.0.0.1', 'localhost')}/`)).rejects.toMatchObject({
      code: 'ADDRESS_NOT_ALLOWED',
    });
  });

  it('hands redirects back instead of following them', async () => {
    const before = hits;
    const response = await createSafeFetch({ allowedOrigins: [origin] })(`${origin}/redirect`);

    expect(response.status).toBe(302);
    expect(hits).toBe(before + 1);
  });

  it('ends answers that are too large or too slow', async () => {
    const safeFetch = createSafeFetch({ allowedOrigins: [origin] });

    await expect(safeFetch(`${origin}/large`, { maxBytes: 1_000 })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(safeFetch(`${origin}/slow`, { timeoutMs: 100 })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
