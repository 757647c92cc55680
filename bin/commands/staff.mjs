import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { buildServer } from '../steps/build.mjs';
import { localSettings } from '../steps/settings.mjs';

/** `opticworks staff add|role|disable|renew`: members of staff, in the database that `start` would use. */
export async function run(args) {
  const settings = localSettings();
  await buildServer();
  const demo = { SHOP_URL: settings.shopUrl, ADMIN_URL: settings.adminUrl, GRAPH_URL: settings.graphUrl };
  const child = spawn(process.execPath, [join(settings.root, 'gateway/dist/hosts/staff.js'), ...args], {
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_ENV: 'production',
      OPTICWORKS_MODE: settings.mode,
      DATA_DIR: settings.dataDir,
      POSTGRES_PORT: String(settings.ports.postgres),
      ...(settings.mode === 'production' ? {} : demo),
    },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}
