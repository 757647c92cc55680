import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { findBinaries, type PostgresBinaries } from './binaries.ts';
import { type SystemUser, userForPostgres } from './unprivileged-user.ts';

export interface EmbeddedPostgresOptions {
  /** Folder for the cluster, its password and its log. */
  dataDir: string;
  /** 0 or nothing: the port of last time, else a free one. */
  port?: number;
  database?: string;
  /** Server settings, for example `{ fsync: 'off' }` for tests. */
  settings?: Readonly<Record<string, string>>;
  /** The server outlives this process. */
  detached?: boolean;
  /** Throws the database away, with everything in it, and begins with an empty one. */
  startOver?: boolean;
}

export interface EmbeddedPostgres {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** true when a server of this folder was already running, for example after this program was killed. */
  readonly adopted: boolean;
  /** Settles when the server has ended, whoever ended it. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const USER = 'postgres';
const START_TIMEOUT_MS = 60_000;
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  max_wal_size: '512MB',
  password_encryption: 'scram-sha-256',
  log_min_messages: 'warning',
  timezone: 'UTC',
};

/**
 * Starts the PostgreSQL that npm brought, creating its cluster the first time. A server left over from a killed run of the
 * same folder is taken over.
 * @throws one sentence a person can act on: port taken, disk full, no permission
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const place = {
    dataDir,
    cluster: join(dataDir, 'cluster'),
    passwordFile: join(dataDir, 'password'),
    log: join(dataDir, 'postgres.log'),
  };
  const binaries = await findBinaries();
  const user = await userForPostgres();
  await prepareFolder(dataDir, user);
  const database = options.database ?? 'opticworks';

  const running = await runningServer(place.cluster);
  if (running) {
    const url = await urlOf(place.passwordFile, running.port, database);
    if (await answersOrLeaves(urlFor(url, 'postgres'), running.pid)) {
      await ensureDatabase(url, database, options.startOver ?? false);
      return {
        url,
        ...running,
        adopted: true,
        ended: untilGone(running.pid),
        stop: () => stopByControl(binaries, place.cluster, user, running.pid),
      };
    }
  }

  await ensureCluster(binaries, place, user);
  const port = options.port || (await freePort());
  const child = await launch(
    binaries,
    place,
    user,
    { ...SETTINGS, ...options.settings, port: String(port) },
    options.detached ?? false,
  );
  const url = await urlOf(place.passwordFile, port, database);
  await untilReady(urlFor(url, 'postgres'), child, place.log, port);
  await ensureDatabase(url, database, options.startOver ?? false);
  return {
    url,
    port,
    pid: child.pid!,
    adopted: false,
    ended: untilGone(child.pid!, child),
    stop: () => stopByControl(binaries, place.cluster, user, child.pid!),
  };
}

interface Place {
  dataDir: string;
  cluster: string;
  passwordFile: string;
  log: string;
}

async function prepareFolder(dataDir: string, user: SystemUser | null): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
    if (user) await chown(dataDir, user.uid, user.gid);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw new Error('The disk is full; free some space and start again.', { cause });
    throw new Error(`The folder ${dataDir} cannot be written; check its permissions.`, { cause });
  }
}

/** Reads the server's own lock file: process id in the first line, port in the fourth. */
async function runningServer(cluster: string): Promise<{ pid: number; port: number } | null> {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid && port && isAlive(pid) ? { pid, port } : null;
}

async function ensureCluster(binaries: PostgresBinaries, place: Place, user: SystemUser | null): Promise<void> {
  if (await stat(join(place.cluster, 'PG_VERSION')).catch(() => null)) return;
  // A first start that was cut short leaves half a cluster, which initdb would refuse.
  await rm(place.cluster, { recursive: true, force: true });
  await writeFile(place.passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (user) await chown(place.passwordFile, user.uid, user.gid);
  const args = [
    `--pgdata=${place.cluster}`,
    `--username=${USER}`,
    `--pwfile=${place.passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--data-checksums',
  ];
  const outcome = await runToEnd(binaries.initdb, args, user);
  if (outcome.code === 0) return;
  await rm(place.cluster, { recursive: true, force: true });
  if (/No space left/i.test(outcome.output)) throw new Error('The disk is full; free some space and start again.');
  if (/Permission denied/i.test(outcome.output)) {
    throw new Error(`The database user may not write to ${place.dataDir}; choose a folder it can reach.`);
  }
  throw new Error(`The database could not be created: ${lastLine(outcome.output)}`);
}

async function launch(
  binaries: PostgresBinaries,
  place: Place,
  user: SystemUser | null,
  settings: Record<string, string>,
  detached: boolean,
): Promise<ChildProcess> {
  const log = await open(place.log, 'w');
  const args = ['-D', place.cluster, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])];
  const child = spawn(binaries.postgres, args, {
    stdio: ['ignore', log.fd, log.fd],
    // Its own group: Ctrl-C in a terminal reaches the whole group, and the server must go down after its clients.
    detached: detached || process.platform !== 'win32',
    ...(user ?? {}),
    env: serverEnvironment(),
  });
  child.on('error', () => undefined);
  child.unref();
  await log.close();
  return child;
}

/** Nothing of this program's environment reaches the server: it may hold keys. */
function serverEnvironment(): NodeJS.ProcessEnv {
  return { LC_ALL: 'C', PATH: '/usr/bin:/bin' };
}

async function untilReady(url: string, child: ChildProcess, log: string, port: number): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline) {
    if (await answers(url)) return;
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      const output = await readFile(log, 'utf8').catch(() => '');
      if (/Address already in use|could not bind/i.test(output)) {
        throw new Error(`Port ${port} is taken by another program; stop it or choose another port.`);
      }
      if (/No space left/i.test(output)) throw new Error('The disk is full; free some space and start again.');
      if (/Permission denied/i.test(output))
        throw new Error('The database may not read its own folder; check its permissions.');
      throw new Error(`The database did not start: ${lastLine(output)}`);
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  child.kill('SIGQUIT');
  throw new Error(`The database did not answer within ${START_TIMEOUT_MS / 1000} seconds; see ${log}.`);
}

const answers = async (url: string): Promise<boolean> => (await stateOf(url)) === 'open';

/** `closing`: a server is there and lets nobody in, because it stops or has not recovered yet (57P03). */
async function stateOf(url: string): Promise<'open' | 'closing' | 'silent'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return 'open';
  } catch (error) {
    return (error as { code?: string }).code === '57P03' ? 'closing' : 'silent';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A server that was adopted is not our child: it is looked at now and then. */
/** A stale lock file can name a process that has nothing to do with us; one that is ending is silent only for its last moments. */
const SILENT_MS = 2_000;

/**
 * One that was just told to stop says so until it is gone: a start right behind a stop waits for its end.
 * @returns whether it answers; false when it is gone, or when nobody is there
 */
async function answersOrLeaves(url: string, pid: number): Promise<boolean> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  let heard = performance.now();
  while (isAlive(pid) && performance.now() < deadline && performance.now() - heard < SILENT_MS) {
    const state = await stateOf(url);
    if (state === 'open') return true;
    if (state === 'closing') heard = performance.now();
    await new Promise((done) => setTimeout(done, 50));
  }
  return false;
}

function untilGone(pid: number, child?: ChildProcess): Promise<void> {
  if (child) return new Promise((done) => child.once('exit', () => done()));
  return new Promise((done) => {
    const look = setInterval(() => {
      if (isAlive(pid)) return;
      clearInterval(look);
      done();
    }, 1000);
    look.unref();
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function ensureDatabase(url: string, database: string, startOver: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: urlFor(url, 'postgres') });
  client.on('error', () => undefined);
  await client.connect();
  const quoted = `"${database.replaceAll('"', '""')}"`;
  try {
    if (startOver) await client.query(`DROP DATABASE IF EXISTS ${quoted} WITH (FORCE)`);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (!rowCount) await client.query(`CREATE DATABASE ${quoted}`);
  } finally {
    await client.end();
  }
}

/** A fast shutdown: open transactions are rolled back, and the call returns when the files are at rest. */
/** Stops this very server: one that was started behind it in the same folder is not its business. */
async function stopByControl(
  binaries: PostgresBinaries,
  cluster: string,
  user: SystemUser | null,
  pid: number,
): Promise<void> {
  const isOurs = async () => (await runningServer(cluster))?.pid === pid;
  const stop = async (how: 'fast' | 'immediate', seconds: number) => {
    const outcome = await runToEnd(binaries.pgCtl, ['stop', '-D', cluster, '-m', how, '-W'], user);
    return { outcome, gone: await goneWithin(pid, outcome.code === 0 ? seconds : 1) };
  };
  if (!(await isOurs())) return;
  let { outcome, gone } = await stop('fast', 30);
  // On a full disk it cannot write its last checkpoint; the next start recovers from the log.
  if (!gone && (await isOurs())) ({ outcome, gone } = await stop('immediate', 10));
  if (!gone && (await isOurs())) throw new Error(`The database did not stop: ${lastLine(outcome.output)}`);
}

async function goneWithin(pid: number, seconds: number): Promise<boolean> {
  const deadline = performance.now() + seconds * 1_000;
  while (isAlive(pid) && performance.now() < deadline) await new Promise((done) => setTimeout(done, 50));
  return !isAlive(pid);
}

async function runToEnd(
  file: string,
  args: string[],
  user: SystemUser | null,
): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], ...(user ?? {}), env: serverEnvironment() });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    child.on('error', (error) => done({ code: 1, output: error.message }));
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}

async function urlOf(passwordFile: string, port: number, database: string): Promise<string> {
  const password = (await readFile(passwordFile, 'utf8')).trim();
  return `postgres://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** The same server, another database. */
export function urlFor(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() || 'no reason given';
}
