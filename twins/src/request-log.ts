import type { Service } from './faults.ts';

export interface LoggedRequest {
  number: number;
  at: string;
  service: Service;
  method: string;
  path: string;
  status: number | 'no answer';
  durationMs: number;
  note?: string;
}

/** The last requests to any twin, for the console page. Bodies are not kept: they hold people's data. */
export class RequestLog {
  private readonly entries: LoggedRequest[] = [];
  private readonly listeners = new Set<(topic: string) => void>();
  private next = 1;

  constructor(private readonly limit = 300) {}

  add(entry: Omit<LoggedRequest, 'number'>): void {
    this.entries.push({ number: this.next, ...entry });
    this.next += 1;
    if (this.entries.length > this.limit) this.entries.shift();
    this.announce('requests');
  }

  newestFirst(limit = 100): LoggedRequest[] {
    return this.entries.slice(-limit).reverse();
  }

  clear(): void {
    this.entries.length = 0;
    this.announce('requests');
  }

  /** Tells open pages that something of this topic changed: `requests`, `mail`, `trackers`, `webhooks`. */
  announce(topic: string): void {
    for (const listener of this.listeners) listener(topic);
  }

  listen(listener: (topic: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
