// biome-ignore-all lint/suspicious/noExplicitAny: generic over values whose types only the callers know.
import type { z } from 'zod';

export type Mode = 'demo' | 'production' | 'test';

export interface SettingSpec<T = unknown> {
  schema: z.ZodType<T>;
  /** Used in every mode when nothing is set. */
  default?: T;
  /** Used in demo and test only; a secret without a real value stops production. */
  demoDefault?: T;
  secret?: boolean;
  /** Not a secret, but still refused in production when it has its demonstration value. */
  demoOnly?: boolean;
  unit?: string;
  doc: string;
}

export type SettingsDefinition = Record<string, SettingSpec<any>>;
export type SettingsOf<D extends SettingsDefinition> = { readonly [K in keyof D]: z.infer<D[K]['schema']> };

/** Everything that is missing or wrong, in one message, so nobody fixes settings one restart at a time. */
export class SettingsError extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(`Settings need attention:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

/** Declares settings once; the same record loads them and prints their documentation. */
export function defineSettings<D extends SettingsDefinition>(definition: D): D {
  return Object.freeze(definition);
}

/**
 * Reads the settings of a part from the environment.
 * @param options.overrides values that win over the environment, for tests and embedding
 * @throws SettingsError listing every missing or wrong value; in production a demo default of a secret counts as missing
 */
export function loadSettings<D extends SettingsDefinition>(
  definition: D,
  options: { mode: Mode; env?: Record<string, string | undefined>; overrides?: Partial<SettingsOf<D>> },
): SettingsOf<D> {
  const env = options.env ?? process.env;
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, spec] of Object.entries(definition)) {
    const override = (options.overrides as Record<string, unknown> | undefined)?.[name];
    const raw = override ?? (env[name] === '' ? undefined : env[name]);
    if (raw === undefined) {
      values[name] = fallback(name, spec, options.mode, problems);
      continue;
    }
    if (options.mode === 'production' && isGuarded(spec) && raw === spec.demoDefault) {
      problems.push(stillDemonstration(name, spec));
      continue;
    }
    const parsed = spec.schema.safeParse(raw);
    if (parsed.success) values[name] = parsed.data;
    // The value itself is left out: it may be a secret.
    else problems.push(`${name}: ${parsed.error.issues.map((issue) => issue.message).join('; ')}. ${spec.doc}`);
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return Object.freeze(values) as SettingsOf<D>;
}

const isGuarded = (spec: SettingSpec) => (spec.secret || spec.demoOnly) && spec.demoDefault !== undefined;
const stillDemonstration = (name: string, spec: SettingSpec) =>
  `${name} still has its demonstration value. ${spec.doc}`;

/**
 * Reads several definitions only to say what is wrong with any of them, so that an installation of many parts complains once.
 * A setting that several parts read is told once; a demonstration value of one part is refused under every name.
 * @param extra problems found elsewhere, told first
 * @throws SettingsError listing everything
 */
export function checkSettings(
  definitions: readonly SettingsDefinition[],
  options: { mode: Mode; env: Record<string, string | undefined> },
  extra: readonly string[] = [],
): void {
  const problems = new Map<string, string>();
  const note = (problem: string) => {
    const name = /^\w+/.exec(problem)?.[0] ?? problem;
    if (!problems.has(name)) problems.set(name, problem);
  };
  for (const problem of extra) note(problem);
  if (options.mode === 'production') {
    const specs = definitions.flatMap((definition) => Object.entries(definition));
    const demonstration = new Set(specs.flatMap(([, spec]) => (isGuarded(spec) ? [spec.demoDefault] : [])));
    for (const [name, spec] of specs)
      if ((spec.secret || spec.demoOnly) && demonstration.has(options.env[name])) note(stillDemonstration(name, spec));
  }
  for (const definition of definitions) {
    try {
      loadSettings(definition, options);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      for (const problem of error.problems) note(problem);
    }
  }
  if (problems.size > 0) throw new SettingsError([...problems.values()].toSorted());
}

function fallback(name: string, spec: SettingSpec, mode: Mode, problems: string[]): unknown {
  if (mode !== 'production' && spec.demoDefault !== undefined) return spec.demoDefault;
  if (spec.default !== undefined) return spec.default;
  const optional = spec.schema.safeParse(undefined);
  if (optional.success) return optional.data;
  problems.push(`${name} is missing. ${spec.doc}`);
  return undefined;
}

/** The mode from the environment: OPTICWORKS_MODE, else production when NODE_ENV says so, else demo. */
export function modeFromEnvironment(env: Record<string, string | undefined> = process.env): Mode {
  const named = env.OPTICWORKS_MODE;
  if (named === 'demo' || named === 'production' || named === 'test') return named;
  if (named) throw new SettingsError([`OPTICWORKS_MODE is "${named}". Use demo, production or test.`]);
  if (env.NODE_ENV === 'test' || env.VITEST) return 'test';
  return env.NODE_ENV === 'production' ? 'production' : 'demo';
}
