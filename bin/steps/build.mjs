import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';
import { step } from './progress.mjs';

export const server = ['kernel', 'optics', 'schema', 'subgraphs', 'gateway', 'twins'];
// next-env.d.ts is written by the build itself: counted, it would make the second start build again.
const ignored = new Set(['node_modules', 'dist', '.next', '.data', '.cache', 'test', 'test-results', 'next-env.d.ts']);

/** A part is built again when a name, size or time below its folders has changed since its last good build. */
function fingerprint(folders) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const stat = statSync(path);
    if (stat.isDirectory()) {
      for (const name of readdirSync(path).sort())
        if (!ignored.has(name) && !/\.test\.tsx?$|\.tsbuildinfo$/.test(name)) visit(join(path, name));
    } else hash.update(`${path.slice(root.length)}:${stat.size}:${Math.floor(stat.mtimeMs)}\n`);
  };
  for (const folder of folders) if (existsSync(join(root, folder))) visit(join(root, folder));
  hash.update(process.versions.node);
  return hash.digest('hex');
}

const stampFile = (name) => join(root, '.cache', `built-${name}`);

/** Builds what has changed of these, side by side, as one step. */
async function build(parts) {
  const stale = parts
    .map((part) => ({ ...part, wanted: fingerprint(part.folders) }))
    .filter(({ name, wanted, proof }) => {
      const stamp = stampFile(name);
      return !(existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(join(root, proof)));
    });
  if (stale.length === 0) return;
  const names = stale.map(({ name }) => `the ${name}`);
  const title = [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and ');
  await step(`Building ${title}`, async () => {
    const isAlone = stale.length === 1;
    // What people see is built from the compiled optics, so that comes before everything.
    if (!isAlone && stale.some(({ name }) => name === 'server')) await compile('optics');
    const ends = await Promise.allSettled(
      stale.map(async ({ name, wanted, run }) => {
        await run({ isAlone });
        mkdirSync(join(root, '.cache'), { recursive: true });
        writeFileSync(stampFile(name), wanted);
      }),
    );
    // All have ended by now: a program that leaves must not leave a half-built part behind it running.
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  });
}

/** Runs a tool of the workspace and shows what it printed only when it failed. */
export function runQuietly(args, { cwd = root, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
      });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) return resolve(output);
      console.error(`\n${output}`);
      reject(new Error(`${args[0].split('/').slice(-1)} failed (exit ${code}); its own words are above.`));
    });
  });
}

const tool = (path) => join(root, 'node_modules', path);

/** The compiler on one thread needs half the processor time: it is the quicker one wherever others are at work beside it. */
const compile = (part, { isAlone = false } = {}) =>
  runQuietly([tool('typescript/bin/tsc'), '-b', part, ...(isAlone ? [] : ['--singleThreaded'])]);

const serverPart = {
  name: 'server',
  folders: [...server, 'types', 'tsconfig.base.json', 'package-lock.json'],
  proof: 'gateway/dist/hosts/together.js',
  run: (how) => compile('.', how),
};
const adminPart = {
  name: 'admin',
  folders: ['admin', 'optics/src', 'schema/api.graphql', 'package-lock.json'],
  proof: 'admin/dist/index.html',
  run: () => runQuietly([tool('vite/bin/vite.js'), 'build'], { cwd: join(root, 'admin') }),
};
const storefrontPart = {
  name: 'storefront',
  folders: ['storefront', 'optics/src', 'schema/api.graphql', 'package-lock.json'],
  proof: 'storefront/.next/BUILD_ID',
  run: () => runQuietly([tool('next/dist/bin/next'), 'build'], { cwd: join(root, 'storefront') }),
};

export const buildServer = () => build([serverPart]);
export const buildAll = () => build([serverPart, adminPart, storefrontPart]);
