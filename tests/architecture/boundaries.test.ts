import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const rooms = ['kernel/src', 'optics/src', 'schema/src', 'subgraphs', 'gateway/src', 'twins/src'];

async function sources(): Promise<{ path: string; text: string }[]> {
  const found: { path: string; text: string }[] = [];
  for (const room of rooms) {
    for (const entry of await readdir(join(root, room), { recursive: true, withFileTypes: true })) {
      const path = relative(root, join(entry.parentPath, entry.name));
      if (!entry.isFile() || !path.endsWith('.ts') || /node_modules|\/dist\//.test(path)) continue;
      found.push({ path, text: await readFile(join(root, path), 'utf8') });
    }
  }
  return found;
}

const isTest = (path: string) => /\.test\.ts$|\/test\/|\/testing|\.contract\.ts$/.test(path);

describe('boundaries', () => {
  it('keeps every import arrow of ARCHITECTURE.md', { timeout: 120_000 }, async () => {
    const run = promisify(execFile)(
      process.execPath,
      [
        'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
        '--config',
        '.dependency-cruiser.mjs',
        '--output-type',
        'err',
        ...rooms,
        'storefront/src',
        'admin/src',
      ],
      { cwd: root, maxBuffer: 1e8 },
    );

    const told = await run.then(
      ({ stdout }) => stdout,
      (error: { stdout: string }) => error.stdout,
    );
    const [, modules = '0'] = /no dependency violations found \((\d+) modules/.exec(told) ?? [];

    expect(told).toContain('no dependency violations found');
    // A cruiser that cannot read the sources finds no violations either.
    expect(Number(modules)).toBeGreaterThan(1_000);
  });

  it('reads the environment only in the kernel’s settings and in the programs’ entry files', async () => {
    const allowed = /^kernel\/src\/config\/|\/main\.ts$|^gateway\/src\/hosts\/|^kernel\/src\/observe\//;
    const guilty = (await sources()).filter(
      ({ path, text }) => !isTest(path) && !allowed.test(path) && /process\.env\b/.test(text),
    );

    expect(guilty.map(({ path }) => path)).toEqual([]);
  });

  it('asks the wall clock only through the kernel’s clock', async () => {
    const allowed = /^kernel\/src\/(time|testing|observe)|^twins\/src\/clock/;
    const guilty = (await sources()).filter(
      ({ path, text }) =>
        !isTest(path) &&
        !allowed.test(path) &&
        !path.startsWith('optics/') &&
        /\bDate\.now\(\)|new Date\(\)/.test(text),
    );

    expect(guilty.map(({ path }) => path)).toEqual([]);
  });

  it('leaves optics without any clock, randomness or input and output', async () => {
    const guilty = (await sources()).filter(
      ({ path, text }) =>
        path.startsWith('optics/src') &&
        !isTest(path) &&
        /Date\.now|new Date\(\)|Math\.random|from 'node:|\bfetch\(/.test(text),
    );

    expect(guilty.map(({ path }) => path)).toEqual([]);
  });
});
