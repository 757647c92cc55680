import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

const leaveWithParent = join(import.meta.dirname, 'leave-with-parent.mjs');

/**
 * Starts and stops the processes of an installation. Each writes its own log file and notes its process id beside it; stopping goes in
 * the reverse order of starting, waits for a clean end and only then insists. Whoever is killed without a word takes its parts along.
 */
export function supervisor({ logDir, onUnexpectedExit }) {
  mkdirSync(logDir, { recursive: true });
  const running = [];
  let stopping = false;
  const pidFile = (name) => join(logDir, `${name}.pid`);
  writeFileSync(pidFile('start'), String(process.pid));

  function launch(name, args, { env = {}, cwd = root, command = process.execPath } = {}) {
    const file = join(logDir, `${name}.log`);
    const log = createWriteStream(file, { flags: 'w' });
    // A full disk must not end the one who has to say so.
    log.on('error', () => undefined);
    // A group of its own: Ctrl-C in the terminal reaches only the supervisor, which stops the parts in order.
    const child = spawn(command, ['--import', leaveWithParent, ...args], {
      cwd,
      env: { ...process.env, ...env, OPTICWORKS_PARENT: String(process.pid) },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    const entry = { name, child, file, exited: false };
    if (child.pid) writeFileSync(pidFile(name), String(child.pid));
    child.on('error', (error) => {
      entry.error = error;
    });
    child.on('exit', (code, signal) => {
      entry.exited = true;
      rmSync(pidFile(name), { force: true });
      if (!stopping && !entry.expected) onUnexpectedExit?.({ name, code, signal, file });
    });
    running.push(entry);
    return entry;
  }

  /** Waits until the address answers 2xx, or the process died (then its last words are the error). */
  async function ready(entry, url, timeoutMs = 120_000) {
    const until = Date.now() + timeoutMs;
    for (;;) {
      if (entry.exited || entry.error)
        throw new Error(
          `${entry.name} ended while starting. Last lines of its log (${entry.file}):\n${tail(entry.file)}`,
        );
      try {
        const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
        await answer.body?.cancel();
        if (answer.status < 500) return;
      } catch {
        // not listening yet
      }
      if (Date.now() > until)
        throw new Error(
          `${entry.name} did not answer at ${url} in ${timeoutMs / 1000} s. Its log: ${entry.file}\n${tail(entry.file)}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async function stopOne(entry) {
    if (entry.exited) return;
    entry.expected = true;
    const ended = new Promise((resolve) => entry.child.once('exit', resolve));
    entry.child.kill('SIGTERM');
    const insist = setTimeout(() => {
      try {
        process.kill(-entry.child.pid, 'SIGKILL');
      } catch {
        entry.child.kill('SIGKILL');
      }
    }, 8000);
    await ended;
    clearTimeout(insist);
  }

  return {
    launch,
    ready,
    running,
    /** Runs a task to its end and shows its progress lines. */
    async task(name, args, { env = {}, onLine } = {}) {
      const entry = launch(name, args, { env });
      entry.expected = true;
      let rest = '';
      entry.child.stdout.on('data', (chunk) => {
        rest += chunk;
        const lines = rest.split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) onLine?.(line);
      });
      const code = await new Promise((resolve) => entry.child.once('exit', resolve));
      if (code !== 0) throw new Error(`${name} failed. Last lines of its log (${entry.file}):\n${tail(entry.file)}`);
    },
    async stop() {
      stopping = true;
      for (const entry of running.toReversed()) await stopOne(entry);
      rmSync(pidFile('start'), { force: true });
    },
  };
}

/** Aborted when somebody presses Ctrl-C or the machine asks to stop; asked a second time, the program ends at once. */
export function askedToStop() {
  const asked = new AbortController();
  const end = () => {
    if (asked.signal.aborted) process.exit(130);
    asked.abort();
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  return asked.signal;
}

/** Whether a process runs that was started with this word in its command line; a number alone may belong to somebody else by now. */
function runs(pid, word) {
  if (!pid || process.platform === 'win32') return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
  } catch {
    return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout?.includes(word) ?? false;
  }
}

/**
 * After a start that was killed: waits until its parts have left, which they do by themselves within a second.
 * @throws when the installation of this folder is running
 */
export async function waitForLeftovers(logDir, patienceMs = 12_000) {
  const pidOf = (name) => {
    try {
      return Number(readFileSync(join(logDir, name), 'utf8')) || 0;
    } catch {
      return 0;
    }
  };
  const start = pidOf('start.pid');
  if (start !== process.pid && runs(start, 'opticworks'))
    throw new Error(
      `OpticWorks is running from this folder already (process ${start}). Stop it with Ctrl-C there, or set DATA_DIR and other ports for a second one.`,
    );
  const until = Date.now() + patienceMs;
  for (;;) {
    let names = [];
    try {
      names = readdirSync(logDir).filter((name) => name.endsWith('.pid') && name !== 'start.pid');
    } catch {
      return;
    }
    if (!names.some((name) => runs(pidOf(name), 'leave-with-parent')) || Date.now() > until) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export function tail(file, lines = 25) {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '(no log)';
  }
}
