import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const explain: (error: unknown) => string = (await import(join(root, 'bin/steps/explain.mjs'))).explain;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'start-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The command as a newcomer types it; what it says, with its exit code. */
async function start(settings: Record<string, string>): Promise<{ said: string; code: number | null }> {
  const child = spawn(process.execPath, ['bin/opticworks.mjs', 'start'], {
    cwd: root,
    env: { ...process.env, ...settings },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += bytes));
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { said: said.trim(), code };
}

describe('a start that cannot be', () => {
  it('names the port that is taken and its setting', async () => {
    const other = createServer();
    await new Promise<void>((ready) => other.listen(0, '0.0.0.0', ready));
    const { port } = other.address() as { port: number };

    const { said, code } = await start({ DATA_DIR: join(folder, 'data'), STOREFRONT_PORT: String(port) });

    other.close();
    expect(said).toBe(
      `Port ${port} is taken. Stop the program that uses it, or set STOREFRONT_PORT to another number.`,
    );
    expect(code).toBe(1);
  });

  it('names the file that stands where a folder is needed', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');

    const { said, code } = await start({ DATA_DIR: join(file, 'data') });

    expect(said).toMatch(
      /^There is a file where a folder is needed \(.*a-file.*\)\. Move the file away, or set DATA_DIR/,
    );
    expect(code).toBe(1);
  });

  it.each([
    [{ code: 'ENOSPC' }, 'The disk is full. Free some space (1 GB is plenty) and start again.'],
    [
      { code: 'EACCES', path: '/srv/x' },
      'Permission was denied (/srv/x). Give this user write access to the project folder, or set DATA_DIR to a folder it may write.',
    ],
    [{ code: 'EROFS' }, 'This disk cannot be written. Set DATA_DIR to a folder on one that can.'],
    [
      { code: 'ENOENT', syscall: 'mkdir', path: '/srv/x' },
      'This disk cannot be written (/srv/x). Set DATA_DIR to a folder on one that can.',
    ],
  ])('says in one sentence what to do about %o', (fault, sentence) => {
    expect(explain(Object.assign(new Error('raw'), fault))).toBe(sentence);
  });
});
