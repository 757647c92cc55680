import { randomText } from './ids.ts';

export type Service = 'stripe' | 'easypost' | 'resend' | 'taxjar' | 'outside-lab';
export const SERVICES: readonly Service[] = ['stripe', 'easypost', 'resend', 'taxjar', 'outside-lab'];

/** Those that report to the shop by webhook. */
export type Sender = 'stripe' | 'easypost' | 'outside-lab';
export const SENDERS: readonly Sender[] = ['stripe', 'easypost', 'outside-lab'];

/**
 * What may go wrong on demand.
 * - `status`: answered with `status` and no effect.
 * - `slow`: the effect happens after `delayMs`; meanwhile the request is in progress (its idempotency key is taken).
 * - `timeout`: the effect happens unless `effect` is false, and the answer never comes.
 * - `reset`: the same, with the connection cut.
 * - `afterEffect500`: the effect happens and the caller reads a 500.
 */
export type FaultKind = 'status' | 'timeout' | 'reset' | 'slow' | 'afterEffect500';
export const FAULT_KINDS: readonly FaultKind[] = ['status', 'timeout', 'reset', 'slow', 'afterEffect500'];

export interface FaultRequest {
  service: Service;
  match?: { method?: string; path?: string };
  kind: FaultKind;
  /** How many requests it hits; 1 when left out. */
  count?: number;
  /** For `status`; 500 when left out. */
  status?: number;
  /** For `slow`, milliseconds; 1000 when left out. */
  delayMs?: number;
  /** For `timeout` and `reset`: whether the work is done although nobody hears of it; true when left out. */
  effect?: boolean;
}

export interface Fault extends Required<Omit<FaultRequest, 'match'>> {
  id: string;
  match: { method?: string; path?: string };
  hits: number;
}

/** Faults waiting for a request that matches, oldest first. They live in memory: a restart heals everything. */
export class Faults {
  private faults: Fault[] = [];

  add(request: FaultRequest): Fault {
    const fault: Fault = {
      id: `fault_${randomText(12)}`,
      service: request.service,
      match: request.match ?? {},
      kind: request.kind,
      count: request.count ?? 1,
      status: request.status ?? 500,
      delayMs: request.delayMs ?? 1000,
      effect: request.effect ?? true,
      hits: 0,
    };
    this.faults.push(fault);
    return fault;
  }

  /** The fault this request meets, used up by one. `path` matches as a prefix, or with `*` for one segment. */
  take(service: Service, method: string, path: string): Fault | undefined {
    const fault = this.faults.find(
      (candidate) =>
        candidate.service === service &&
        candidate.hits < candidate.count &&
        (!candidate.match.method || candidate.match.method.toUpperCase() === method) &&
        (!candidate.match.path || pathMatches(candidate.match.path, path)),
    );
    if (!fault) return undefined;
    fault.hits += 1;
    if (fault.hits >= fault.count) this.faults = this.faults.filter((other) => other !== fault);
    return fault;
  }

  list(): Fault[] {
    return [...this.faults];
  }

  clear(service?: Service): void {
    this.faults = service ? this.faults.filter((fault) => fault.service !== service) : [];
  }
}

function pathMatches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  return wanted.every((segment, index) => segment === '*' || segment === given[index]);
}
