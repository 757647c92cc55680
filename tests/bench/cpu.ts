import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second of /proc; 100 on every Linux that Node supports. */
const TICKS = 100;

function ticksOf(pid: number, withEnded = false): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    // User and system time of the process; then of children that have ended and were waited for.
    return Number(fields[11]) + Number(fields[12]) + (withEnded ? Number(fields[13]) + Number(fields[14]) : 0);
  } catch {
    return 0;
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return (
          Number(
            readFileSync(`/proc/${pid}/stat`, 'utf8')
              .replace(/^.*\) /, '')
              .split(' ')[1],
          ) === parent
        );
      } catch {
        return false;
      }
    });
}

/**
 * CPU seconds a process has used since it began. For PostgreSQL the postmaster's children count with it, also those that have ended:
 * each connection is a process, and a pool closes those it has not needed for a while.
 */
export function cpuSeconds(pid: number, withChildren = false): number {
  const children = withChildren ? childrenOf(pid) : [];
  return (ticksOf(pid, withChildren) + children.reduce((sum, child) => sum + ticksOf(child), 0)) / TICKS;
}

export function postmasterPid(dataDir: string): number {
  return Number(readFileSync(`${dataDir}/postgres/cluster/postmaster.pid`, 'utf8').split('\n')[0]);
}
