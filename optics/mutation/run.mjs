/**
 * npm run mutation -w @opticworks/optics [-- area …]
 *
 * Installs StrykerJS beside this file the first time and runs it over the named areas, all of them without a name, one after another.
 * Fails when an area falls below 95 %.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { areas } from './areas.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const stryker = join(here, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');

function run(command, args, options) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', ...options });
  return status ?? 1;
}

const unknown = process.argv.slice(2).filter((name) => !areas[name]);
if (unknown.length > 0) {
  console.error(`There is no area "${unknown.join('", "')}". There are: ${Object.keys(areas).join(', ')}.`);
  process.exit(1);
}
if (!existsSync(stryker) && run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: here }) !== 0) process.exit(1);

let worst = 0;
for (const area of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(areas)) {
  console.log(`\n▸ ${area}`);
  worst = Math.max(
    worst,
    run(process.execPath, [stryker, 'run', 'mutation/stryker.config.mjs'], {
      cwd: dirname(here),
      env: { ...process.env, ...areas[area].env, MUTATION_AREA: area },
    }),
  );
}
process.exit(worst);
