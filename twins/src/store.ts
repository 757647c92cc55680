import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Everything the twins remember: named collections of JSON values in memory, with a journal of JSON lines on disk when a
 * data directory is given. A line is written in the same tick as the change, so killing the process loses nothing it had
 * answered; a line torn by a power cut is skipped at the next start. The journal is rewritten without history at each start.
 */
export class Store {
  private readonly collections = new Map<string, Map<string, unknown>>();
  private readonly file: string | undefined;

  constructor(dataDir?: string) {
    if (!dataDir) return;
    mkdirSync(dataDir, { recursive: true });
    this.file = join(dataDir, 'twins.jsonl');
    this.load();
    this.compact();
  }

  collection<T>(name: string): Collection<T> {
    return new Collection<T>(this.values(name) as Map<string, T>, (id, value) => this.append(name, id, value));
  }

  /** How many values each collection holds, for `GET /control/state`. */
  counts(): Record<string, number> {
    return Object.fromEntries([...this.collections].map(([name, values]) => [name, values.size]));
  }

  clear(prefix = ''): void {
    for (const [name, values] of this.collections) if (name.startsWith(prefix)) values.clear();
    this.compact();
  }

  private values(name: string): Map<string, unknown> {
    const known = this.collections.get(name);
    if (known) return known;
    const created = new Map<string, unknown>();
    this.collections.set(name, created);
    return created;
  }

  private append(name: string, id: string, value: unknown): void {
    if (this.file) appendFileSync(this.file, `${JSON.stringify([name, id, value ?? null])}\n`);
  }

  private load(): void {
    if (!this.file || !existsSync(this.file)) return;
    for (const line of readFileSync(this.file, 'utf8').split('\n')) {
      if (!line) continue;
      try {
        const [name, id, value] = JSON.parse(line) as [string, string, unknown];
        if (value === null) this.values(name).delete(id);
        else this.values(name).set(id, value);
      } catch {
        // A torn last line: the change it held was never answered.
      }
    }
  }

  private compact(): void {
    if (!this.file) return;
    const lines: string[] = [];
    for (const [name, values] of this.collections)
      for (const [id, value] of values) lines.push(JSON.stringify([name, id, value]));
    writeFileSync(`${this.file}.new`, lines.length > 0 ? `${lines.join('\n')}\n` : '');
    renameSync(`${this.file}.new`, this.file);
  }
}

/** One collection, in order of insertion. Values are plain JSON; after changing one in place, `set` it again. */
export class Collection<T> {
  constructor(
    private readonly items: Map<string, T>,
    private readonly persist: (id: string, value: T | null) => void,
  ) {}

  get(id: string): T | undefined {
    return this.items.get(id);
  }

  set(id: string, value: T): T {
    this.items.set(id, value);
    this.persist(id, value);
    return value;
  }

  delete(id: string): boolean {
    const existed = this.items.delete(id);
    if (existed) this.persist(id, null);
    return existed;
  }

  all(): T[] {
    return [...this.items.values()];
  }

  newestFirst(): T[] {
    return this.all().reverse();
  }

  find(test: (value: T) => boolean): T | undefined {
    for (const value of this.items.values()) if (test(value)) return value;
    return undefined;
  }

  filter(test: (value: T) => boolean): T[] {
    return this.all().filter(test);
  }

  get size(): number {
    return this.items.size;
  }
}
