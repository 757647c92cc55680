import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface SystemUser {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root. As root, it runs as `postgres` (made when missing), else as `nobody`. */
export async function userForPostgres(): Promise<SystemUser | null> {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return null;
  const known = await findUser('postgres');
  if (known) return known;
  await promisify(execFile)('useradd', ['--system', '--no-create-home', 'postgres']).catch(() => undefined);
  const user = (await findUser('postgres')) ?? (await findUser('nobody'));
  if (!user) throw new Error('PostgreSQL cannot run as root and no other user exists; start as an ordinary user.');
  return user;
}

async function findUser(name: string): Promise<SystemUser | null> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const line = passwd.split('\n').find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
}
