import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { World } from '../support/people.ts';
import { freePorts } from '../support/start-installation.ts';

const root = join(import.meta.dirname, '../..');
const PATIENCE_MS = 120_000;
/** So long that whoever holds a connection notices and tries anew. */
const REDIS_AWAY_MS = 500;

/** One server that holds everything, or each subgraph and the gateway by itself with HTTP and Redis between them. */
export type Shape = 'together' | 'apart';

const SUBGRAPHS = ['catalog', 'customer-rx', 'inventory', 'orders', 'lab', 'procurement'] as const;

/** What can be killed in each shape: the parts that serve, their database, the outside world, or `npm start` itself. */
export const VICTIMS = {
  together: ['server', 'postgres', 'twins', 'start'],
  apart: [...SUBGRAPHS, 'gateway', 'redis', 'postgres', 'twins', 'start'],
} as const satisfies Record<Shape, readonly string[]>;
export type Victim = (typeof VICTIMS)[Shape][number];

/**
 * An installation run by the very command a newcomer types, so that each of its processes can be killed without warning and the
 * command typed again. Without storefront and admin: they keep nothing.
 */
export class StartedHouse {
  private child: ChildProcess | undefined;
  private redis: ChildProcess | undefined;
  private output = '';
  private shape: Shape = 'together';
  starts = 0;
  /** The demonstration's key of the payment twin; orders' settings have the same default. */
  readonly stripeKey = 'sk_test_opticworks_twin';

  private constructor(
    readonly world: World,
    private readonly dataDir: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  static async open(): Promise<StartedHouse> {
    const [storefront, admin, graph, twins, postgres, redis] = await freePorts(6);
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
      SUBGRAPH_PORT: String(20_000 + Math.floor(Math.random() * 20_000)),
      REDIS_PORT: String(redis),
      DATA_DIR: dataDir,
      TWINS_TRACKER_STEP_MS: '0',
    });
    await house.start();
    house.world.demo = JSON.parse(await readFile(join(dataDir, 'demo.json'), 'utf8'));
    return house;
  }

  /** Types `npm start` or `npm run start:apart`, both without the shop's pages, and waits for its last word. */
  private async start(): Promise<void> {
    if (this.shape === 'apart') await this.startRedis();
    this.output = '';
    this.starts += 1;
    const apart = this.shape === 'apart' ? ['--apart'] : [];
    const env = this.shape === 'apart' ? { ...this.env, REDIS_URL: this.redisUrl } : this.env;
    const child = spawn(process.execPath, [join(root, 'bin/opticworks.mjs'), 'start', '--without-ui', ...apart], {
      cwd: root,
      env,
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

  /** Stands in this shape, stopped and started again if it has to be. */
  async stand(shape: Shape): Promise<void> {
    if (this.shape === shape && this.isUp) return;
    await this.end();
    this.shape = shape;
    await this.start();
  }

  /**
   * After a kill: whatever is left goes down by itself, then the command is typed again, for the shape that is wanted next. Redis is no
   * part of it: it comes up again while everything else goes on.
   */
  async recover(victim: Victim, next: Shape = this.shape): Promise<void> {
    if (victim === 'redis') {
      await pause(REDIS_AWAY_MS);
      return this.startRedis();
    }
    const until = Date.now() + PATIENCE_MS;
    while (this.isUp) {
      if (Date.now() > until) throw new Error(`npm start did not notice that a part had died:\n${this.output}`);
      await pause(50);
    }
    this.shape = next;
    await this.start();
  }

  private get redisUrl(): string {
    return `redis://127.0.0.1:${this.env.REDIS_PORT}`;
  }

  private get isUp(): boolean {
    return this.child?.exitCode === null && this.child.signalCode === null;
  }

  private async startRedis(): Promise<void> {
    if (this.redis?.exitCode === null && this.redis.signalCode === null) return;
    const { port } = new URL(this.redisUrl);
    const program = process.env.REDIS_SERVER_PATH || 'redis-server';
    const options = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', this.dataDir];
    const child = spawn(program, options, { stdio: ['ignore', 'pipe', 'ignore'] });
    this.redis = child;
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`Redis ended with ${code}.`)));
      child.stdout.on('data', (chunk) => /Ready to accept connections/.test(String(chunk)) && resolve());
    });
  }

  private async pidOf(victim: Victim): Promise<number | undefined> {
    if (victim === 'start') return this.child?.pid;
    if (victim === 'redis') return this.redis?.exitCode === null ? this.redis.pid : undefined;
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

  private async end(): Promise<void> {
    const { child } = this;
    if (!child || !this.isUp) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }

  async stop(): Promise<void> {
    await this.end();
    this.redis?.kill('SIGKILL');
    if (!process.env.KEEP_TEST_DATA) await rm(this.dataDir, { recursive: true, force: true });
  }
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
