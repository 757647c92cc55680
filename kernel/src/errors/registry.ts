/** One registered code. The sentence says what to do next; `{name}` places are filled when it is raised. */
export interface ErrorEntry {
  readonly code: string;
  readonly area: string;
  readonly message: string;
  /** HTTP status for callers outside GraphQL. */
  readonly status: number;
  /** Whether trying the same thing again later can help. */
  readonly retryable: boolean;
}

export interface ErrorSpec {
  message: string;
  status: number;
  retryable: boolean;
}

export type ErrorRegistry<T extends Record<string, ErrorSpec>> = { readonly [K in keyof T]: ErrorEntry };

const registered = new Map<string, ErrorEntry>();

/**
 * Registers the codes an area can raise.
 * @throws when a code is not UPPER_SNAKE_CASE or another area already owns it
 */
export function defineErrors<T extends Record<string, ErrorSpec>>(area: string, specs: T): ErrorRegistry<T> {
  const entries: Record<string, ErrorEntry> = {};
  for (const [code, spec] of Object.entries(specs)) {
    if (!/^[A-Z][A-Z0-9_]*$/.test(code)) throw new TypeError(`${code} is not UPPER_SNAKE_CASE.`);
    const existing = registered.get(code);
    if (existing && existing.area !== area) throw new TypeError(`${code} is already an error of ${existing.area}.`);
    const entry: ErrorEntry = Object.freeze({ code, area, ...spec });
    registered.set(code, entry);
    entries[code] = entry;
  }
  return Object.freeze(entries) as ErrorRegistry<T>;
}

/** Every code registered in this process, sorted, for the printed list of errors. */
export function allErrorCodes(): ErrorEntry[] {
  return [...registered.values()].sort((a, b) => a.code.localeCompare(b.code));
}

/** The registered entry of a code, if any. */
export function findErrorEntry(code: string): ErrorEntry | undefined {
  return registered.get(code);
}
