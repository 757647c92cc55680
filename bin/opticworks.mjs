#!/usr/bin/env node
/**
 * The one command line. Plain JavaScript on Node's own modules, because it runs before anything is installed:
 * it installs what is missing, moves itself to Node 24 and hands over to the command's own file.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { explain } from './steps/explain.mjs';
import { installIfNeeded } from './steps/install.mjs';
import { findNode24 } from './steps/node24.mjs';

const commands = {
  start: 'install, build, migrate, seed on first run and serve everything (--apart: one process per part)',
  dev: 'watch mode for people who work on it',
  test: 'run everything: units, subgraphs, composition, parity, flows, races, browser',
  verify: 'what to run before a commit: types, lint, boundaries, unit tests, schema diff',
  build: 'compile the server, the storefront and the admin',
  schema: 'print and compose the schemas (--check: only compare)',
  seed: 'fill an empty database (--scale N multiplies the catalogue and history)',
  staff: 'members of staff: staff add --email … --name … --role admin, staff role, staff disable',
  flow: 'walk a journey over the public interfaces: flow glasses',
  crashes: 'kill parts in the middle of journeys and start again (--journeys N, --seed S)',
  bench: 'measure speed against a hand-written floor',
  doctor: 'look at this machine and say what would not work',
  reset: 'stop, forget all data, start over next time',
};

const leaveWithParent = join(import.meta.dirname, 'steps/leave-with-parent.mjs');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const [command = 'help', ...rest] = process.argv.slice(2);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `OpticWorks needs Node 20.19 or newer; this is ${process.versions.node}. Install a current Node and try again.`,
  );
  process.exit(1);
}
if (!Object.hasOwn(commands, command)) {
  console.log('Usage: opticworks <command>\n');
  for (const [name, text] of Object.entries(commands)) console.log(`  ${name.padEnd(9)} ${text}`);
  process.exit(command === 'help' || command === '--help' ? 0 : 1);
}

try {
  await installIfNeeded();
  const node = findNode24();
  if (node !== process.execPath) {
    // The child is in our process group: Ctrl-C reaches it directly, so this parent only waits and repeats its verdict.
    const child = spawn(node, ['--import', leaveWithParent, import.meta.filename, command, ...rest], {
      stdio: 'inherit',
      env: {
        ...process.env,
        OPTICWORKS_PARENT: String(process.pid),
        PATH: `${node.replace(/[\\/][^\\/]+$/, '')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
      },
    });
    process.on('SIGINT', () => {});
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
  } else {
    const { run } = await import(`./commands/${command}.mjs`);
    const code = await run(rest);
    if (typeof code === 'number') process.exit(code);
  }
} catch (error) {
  console.error(`\n${explain(error)}`);
  process.exit(1);
}
