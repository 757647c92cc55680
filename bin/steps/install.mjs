import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const root = dirname(dirname(import.meta.dirname));
const stamp = join(root, 'node_modules', '.opticworks-installed');

/** Installs exactly what package-lock.json says when it has not been installed yet; a second start costs one hash. */
export async function installIfNeeded() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('▸ Installing packages (first time: a minute or two) …');
  const started = Date.now();
  const npm = process.env.npm_execpath;
  // Not `npm ci`: it refuses a lock file in which optional packages for other platforms are missing, as some registries leave them.
  // With --no-save the lock file is followed and never rewritten.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env })
    : spawnSync('npm', args, {
        cwd: root,
        stdio: ['ignore', 'inherit', 'inherit'],
        env,
        shell: process.platform === 'win32',
      });
  if (result.error) throw result.error;
  if (result.status !== 0)
    throw new Error(
      'The packages could not be installed. npm says why above; check the network and the disk, then start again.',
    );
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  console.log(`  done in ${Math.round((Date.now() - started) / 1000)} s`);
}
