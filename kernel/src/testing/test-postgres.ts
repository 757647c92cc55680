import { spawn } from 'node:child_process';
import { access, constants, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { testDatabaseUrl } from '../config/test-database-url.ts';
import { userForPostgres } from '../embedded/unprivileged-user.ts';
import { systemClock } from '../time/clock.ts';
import { wait } from '../time/wait.ts';

const START_TIMEOUT_MS = 90_000;
let address: Promise<string> | undefined;

/** The address of the test server, which is started when nobody has one yet; all workers of the machine share it. */
export function testPostgres(): Promise<string> {
  address ??= find().catch((error: unknown) => {
    address = undefined;
    throw error;
  });
  return address;
}

async function find(): Promise<string> {
  const given = testDatabaseUrl();
  if (given) return given;
  const folder = await folderForTests();
  const lockFile = join(folder, 'starting');
  for (const deadline = performance.now() + START_TIMEOUT_MS; performance.now() < deadline; ) {
    const url = await readFile(join(folder, 'address'), 'utf8').catch(() => '');
    if (url && (await answers(url))) return url;
    if (await takeLock(lockFile)) {
      startKeeper(folder);
      // The lock is left until the server answers or the time is up: a second keeper would fight for the cluster.
    }
    await wait(100);
  }
  await rm(lockFile, { force: true });
  throw new Error(`The test database did not start; see ${join(folder, 'keeper.log')}.`);
}

/** `.data/test-postgres` of the repository, or the system's folder for temporary files where the database user cannot get there. */
async function folderForTests(): Promise<string> {
  const inRepository = resolve(import.meta.dirname, '../../../.data/test-postgres');
  const user = await userForPostgres();
  const folder =
    !user || (await othersMayEnter(inRepository)) ? inRepository : join(tmpdir(), 'opticworks-test-postgres');
  await mkdir(folder, { recursive: true });
  await access(folder, constants.W_OK);
  return folder;
}

async function othersMayEnter(path: string): Promise<boolean> {
  for (let folder = resolve(path, '../..'); folder !== resolve(folder, '..'); folder = resolve(folder, '..')) {
    const { mode } = await stat(folder);
    if ((mode & 0o001) === 0) return false;
  }
  return true;
}

async function takeLock(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close();
    return true;
  } catch {
    const age = await stat(path).then(
      ({ mtimeMs }) => systemClock.now().getTime() - mtimeMs,
      () => 0,
    );
    if (age > 20_000) await rm(path, { force: true });
    return false;
  }
}

function startKeeper(folder: string): void {
  const keeper = resolve(import.meta.dirname, 'postgres-keeper.ts');
  const log = join(folder, 'keeper.log');
  void open(log, 'w').then((handle) => {
    const child = spawn(
      process.execPath,
      ['--conditions=source', '--import', '@oxc-node/core/register', keeper, folder],
      {
        cwd: resolve(import.meta.dirname, '../..'),
        detached: true,
        stdio: ['ignore', handle.fd, handle.fd],
      },
    );
    child.unref();
    child.once('spawn', () => void handle.close());
  });
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
