import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildServer } from '../steps/build.mjs';
import { root } from '../steps/install.mjs';
import { startInstallation } from '../steps/installation.mjs';
import { assertPortsFree } from '../steps/ports.mjs';
import { askedToStop } from '../steps/processes.mjs';
import { recompileOnChange } from '../steps/recompile.mjs';
import { localSettings } from '../steps/settings.mjs';

/**
 * Watch mode for every part. A changed source of the server is compiled by itself, and the server restarts; storefront and admin
 * reload in the browser. Logs of all parts come to this terminal, each line with its part's name.
 */
export async function run() {
  const settings = { ...localSettings(), logDir: join(localSettings().dataDir, 'logs') };
  mkdirSync(settings.dataDir, { recursive: true });
  const { redis, subgraphs, ...used } = settings.ports;
  await assertPortsFree(used);
  await buildServer();
  const stop = askedToStop();
  const installation = await startInstallation(settings, { dev: true, signal: stop }).catch((error) => {
    if (!stop.aborted) throw error;
  });
  if (!installation) return 130;
  for (const part of installation.processes) {
    const name = part.name.padEnd(10);
    for (const stream of [part.child.stdout, part.child.stderr]) {
      stream.on('data', (chunk) => {
        for (const line of String(chunk).trimEnd().split('\n')) console.log(`${name} │ ${line}`);
      });
    }
  }
  const endCompiling = recompileOnChange((text) => {
    for (const line of text.split('\n')) console.log(`compiler   │ ${line}`);
  });
  console.log(
    `\nWatching ${root}\n  storefront ${settings.shopUrl}\n  admin      ${settings.adminUrl}\n  graph      ${settings.graphUrl}/graphql\nCtrl-C ends it.\n`,
  );
  await new Promise((resolve) => {
    if (stop.aborted) resolve();
    stop.addEventListener('abort', resolve);
    installation.onBroken((part) => {
      console.error(`\n${part.name} ended unexpectedly (${part.signal ?? `exit ${part.code}`}). Its log: ${part.file}`);
      process.exitCode = 1;
      resolve();
    });
  });
  endCompiling();
  await installation.stop();
  return process.exitCode ?? 0;
}
