import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

let child: ChildProcess;
let port: number;

beforeAll(async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  port = (probe.address() as AddressInfo).port;
  probe.close();
  await once(probe, 'close');
  child = spawn(process.execPath, [join(import.meta.dirname, '../../admin/serve.mjs')], {
    env: { PATH: process.env.PATH, ADMIN_PORT: String(port), HOST: '127.0.0.1', GRAPH_URL: 'http://127.0.0.1:1' },
    stdio: 'ignore',
  });
  for (let tries = 0; tries < 100 && (await status('/health').catch(() => 0)) !== 200; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
});
afterAll(() => child?.kill());

/** Not `fetch`, which would mend the address first. */
const status = (path: string, method = 'GET') =>
  new Promise<number>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

it.each([
  ['half a letter', '/%E0%A4%A', 400],
  ['a bare sign', '/%', 400],
  ['a NUL', '/a%00b', 400],
  ['a way out of its folder', '/%2e%2e/%2e%2e/package.json', 404],
  ['another way out', '/..%2f..%2fpackage.json', 404],
  ['a file that is not there', '/assets/none.js', 404],
  ['nothing', '//', null],
  ['ten thousand letters', `/${'x'.repeat(10_000)}`, null],
])('the admin answers %s and goes on', async (_, path, code) => {
  const answer = await status(path);

  if (code) expect(answer).toBe(code);
  expect(await status('/health')).toBe(200);
  expect(child.exitCode).toBeNull();
});

it('the admin says that the server does not answer, and goes on', async () => {
  expect(await status('/graphql', 'POST')).toBe(502);
  expect(await status('/health')).toBe(200);
});
