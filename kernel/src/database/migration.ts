/** Runs SQL inside the migration's own transaction. */
export interface MigrationRunner {
  query<R = Record<string, unknown>>(sql: string, params?: unknown[]): Promise<R[]>;
}

/** One change of a schema. The name starts with a timestamp and orders the changes: `1718000000000-add-refunds`. */
export interface Migration {
  readonly name: string;
  up(q: MigrationRunner): Promise<void>;
  down(q: MigrationRunner): Promise<void>;
}

export type MigrationClass = new () => Migration;

/** Builds instances, checks names and sorts. */
export function orderMigrations(migrations: readonly (MigrationClass | Migration)[]): Migration[] {
  const built = migrations.map((migration) => (typeof migration === 'function' ? new migration() : migration));
  const names = new Set<string>();
  for (const { name } of built) {
    if (!/^\d{13}-[a-z0-9-]+$/.test(name))
      throw new TypeError(`"${name}" is not a migration name like 1718000000000-add-refunds.`);
    if (names.has(name)) throw new TypeError(`Two migrations are called ${name}.`);
    names.add(name);
  }
  return built.sort((a, b) => (a.name < b.name ? -1 : 1));
}
