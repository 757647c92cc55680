import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../steps/install.mjs';
import { localSettings } from '../steps/settings.mjs';

/** `opticworks flow glasses`: a journey over the public interfaces of the running installation. */
export async function run([name = 'glasses']) {
  const settings = localSettings();
  const child = spawn(
    process.execPath,
    ['--conditions=source', '--import', '@oxc-node/core/register', join(root, 'tests/flows/walk.main.ts'), name],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        GRAPH_URL: settings.graphUrl,
        SHOP_URL: settings.shopUrl,
        ADMIN_URL: settings.adminUrl,
        TWINS_URL: settings.twinsUrl,
        DATA_DIR: settings.dataDir,
      },
    },
  );
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}
