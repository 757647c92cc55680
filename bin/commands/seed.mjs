import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildServer } from '../steps/build.mjs';
import { startInstallation } from '../steps/installation.mjs';
import { localSettings } from '../steps/settings.mjs';

/** `opticworks seed [--scale N]`: fills an empty installation and stops again. */
export async function run(args) {
  const at = args.indexOf('--scale');
  const scale = at >= 0 ? Number(args[at + 1]) : 1;
  if (!Number.isInteger(scale) || scale < 1 || scale > 1000)
    throw new Error('--scale takes a whole number from 1 to 1000.');
  const settings = localSettings();
  if (existsSync(join(settings.dataDir, 'seeded')))
    throw new Error('This database is seeded already. npm run reset first, then seed.');
  mkdirSync(settings.dataDir, { recursive: true });
  await buildServer();
  const installation = await startInstallation(settings, { userInterfaces: false, seedScale: scale });
  await installation.stop();
  return 0;
}
