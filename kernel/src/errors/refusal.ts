import { type ErrorEntry, findErrorEntry } from './registry.ts';

export type Severity = 'error' | 'warning' | 'notice';

/** One finding about an input: a machine code, a sentence, and the field it concerns when there is one. */
export interface Issue {
  code: string;
  message: string;
  field?: string | null;
  severity: Severity;
}

export type MessageParams = Record<string, string | number | bigint | boolean | null>;

/** How a refusal travels between processes. */
export interface RefusalJson {
  code: string;
  message: string;
  params: MessageParams;
  status: number;
  retryable: boolean;
  issues: Issue[];
}

/** Fills `{name}` places of a sentence; a place without a value stays visible, so a mistake is seen. */
export function fillMessage(template: string, params: MessageParams): string {
  return template.replace(/\{(\w+)\}/g, (place, key: string) => (key in params ? String(params[key]) : place));
}

/** An expected answer that is not success: out of stock, expired, not allowed. Shown to the client as it is. */
export class Refusal extends Error {
  readonly code: string;
  readonly params: MessageParams;
  readonly status: number;
  readonly retryable: boolean;
  readonly issues: Issue[];

  constructor(entry: ErrorEntry, params: MessageParams = {}, options: { issues?: Issue[]; cause?: unknown } = {}) {
    super(fillMessage(entry.message, params), options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Refusal';
    this.code = entry.code;
    this.params = params;
    this.status = entry.status;
    this.retryable = entry.retryable;
    this.issues = options.issues ?? [];
  }

  toJSON(): RefusalJson {
    const params: MessageParams = {};
    for (const [key, value] of Object.entries(this.params))
      params[key] = typeof value === 'bigint' ? `${value}` : value;
    return {
      code: this.code,
      message: this.message,
      params,
      status: this.status,
      retryable: this.retryable,
      issues: this.issues,
    };
  }

  /** Rebuilds a refusal that arrived from another process. Its sentence is kept, whoever registered the code. */
  static fromJSON(json: RefusalJson): Refusal {
    const known = findErrorEntry(json.code);
    const entry: ErrorEntry = {
      code: json.code,
      area: known?.area ?? 'remote',
      message: json.message,
      status: json.status,
      retryable: json.retryable,
    };
    return new Refusal(entry, json.params, { issues: json.issues });
  }
}

/** Raises a refusal. */
export function refuse(
  entry: ErrorEntry,
  params?: MessageParams,
  options?: { issues?: Issue[]; cause?: unknown },
): never {
  throw new Refusal(entry, params, options);
}

/** Narrow a caught value, also across two copies of this module in one process. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Refusal || (error instanceof Error && error.name === 'Refusal' && 'issues' in error);
}
