import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('lists errors, settings and events in docs exactly as the code registers them', { timeout: 120_000 }, async () => {
  const run = promisify(execFile)(process.execPath, ['gateway/dist/hosts/print-registers.js', '--check'], {
    cwd: join(import.meta.dirname, '../..'),
  });

  await expect(
    run.then(
      () => 'as committed',
      (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
    ),
  ).resolves.toBe('as committed');
});
