import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { World } from '../support/people.ts';
import { freePorts } from '../support/start-installation.ts';

const root = join(import.meta.dirname, '../..');
const PATIENCE_MS = 120_000;

/** What can be killed: the part that serves everything, its database, the outside world, or `npm start` itself. */
export const VICTIMS = ['server', 'postgres', 'twins', 'start'] as const;
export type Victim = (typeof VICTIMS)[number];

/**
 * An installation run by the very command a newcomer types, so that each of its processes can be killed without warning and the
 * command typed again. Without storefront and admin: they keep nothing.
 */
export class StartedHouse {
  private child: ChildProcess | undefined;
  private output = '';
  starts = 0;
  /** The demonstration's key of the payment twin; orders' settings have the same default. */
  readonly stripeKey = 'sk_test_opticworks_twin';

  private constructor(
    readonly world: World,
    private readonly dataDir: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  static async open(): Promise<StartedHouse> {
    const [storefront, admin, graph, twins, postgres] = await freePorts(5);
    const dataDir = await mkdtemp(join(tmpdir(), 'opticworks-crash-'));
    await chmod(dataDir, 0o711);
    const url = (port: number | undefined) => `http://localhost:${port}`;
    const world = { graphUrl: url(graph), shopUrl: url(storefront), adminUrl: url(admin), twinsUrl: url(twins) };
    const house = new StartedHouse({ ...world, demo: { customers: [], staff: [], totpSecret: '' } }, dataDir, {
      ...process.env,
      STOREFRONT_PORT: String(storefront),
      ADMIN_PORT: String(admin),
      PORT: String(graph),
      TWINS_PORT: String(twins),
      POSTGRES_PORT: String(postgres),
      DATA_DIR: dataDir,
      TWINS_TRACKER_STEP_MS: '0',
    });
    await house.start();
    house.world.demo = JSON.parse(await readFile(join(dataDir, 'demo.json'), 'utf8'));
    return house;
  }

  /** Types `npm start -- --without-ui` and waits for its last word. */
  async start(): Promise<void> {
    this.output = '';
    this.starts += 1;
    const child = spawn(process.execPath, [join(root, 'bin/opticworks.mjs'), 'start', '--without-ui'], {
      cwd: root,
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        this.output += String(chunk);
      });
    const until = Date.now() + PATIENCE_MS;
    while (!this.output.includes('Ctrl-C stops everything')) {
      if (child.exitCode !== null || Date.now() > until) {
        // Whoever gives up leaves nothing running.
        child.kill('SIGTERM');
        throw new Error(`The installation did not start again (exit ${child.exitCode}):\n${this.output}`);
      }
      await pause(50);
    }
  }

  /** Kills one process as a power cut would: no warning, no goodbye. Says whether there was one to kill. */
  async kill(victim: Victim): Promise<boolean> {
    const pid = await this.pidOf(victim);
    if (!pid) return false;
    try {
      process.kill(pid, 'SIGKILL');
      return true;
    } catch {
      return false;
    }
  }

  /** After a kill: whatever is left goes down by itself, then the same command is typed again. */
  async startAgain(): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    while (this.child?.exitCode === null && this.child.signalCode === null) {
      if (Date.now() > until) throw new Error(`npm start did not notice that a part had died:\n${this.output}`);
      await pause(50);
    }
    await this.start();
  }

  private async pidOf(victim: Victim): Promise<number | undefined> {
    if (victim === 'start') return this.child?.pid;
    if (victim === 'postgres') {
      const file = await readFile(join(this.dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').catch(() => '');
      return Number(file.split('\n')[0]) || undefined;
    }
    const file = await readFile(join(this.dataDir, 'logs', `${victim}.pid`), 'utf8').catch(() => '');
    return Number(file) || undefined;
  }

  /** The database as its owner sees it, for the checks at the end. */
  async query<T extends pg.QueryResultRow>(schema: string, sql: string, values: unknown[] = []): Promise<T[]> {
    const password = (await readFile(join(this.dataDir, 'postgres/password'), 'utf8')).trim();
    const client = new pg.Client({
      host: '127.0.0.1',
      port: Number(this.env.POSTGRES_PORT),
      user: 'postgres',
      password,
      database: 'opticworks',
      options: `-c search_path=${schema}`,
    });
    await client.connect();
    try {
      return (await client.query<T>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    const child = this.child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    if (!process.env.KEEP_TEST_DATA) await rm(this.dataDir, { recursive: true, force: true });
  }
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
