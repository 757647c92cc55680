import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** The registry behind every /metrics page of this process. */
export const metrics = new Registry();
let defaultsCollected = false;

/** Adds process metrics (memory, event loop, handles) once. */
export function collectProcessMetrics(): void {
  if (defaultsCollected) return;
  defaultsCollected = true;
  collectDefaultMetrics({ register: metrics });
}

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** A histogram of seconds; asking again for the same name gives the same one. */
export function histogram<L extends string>(name: string, help: string, labelNames: readonly L[]): Histogram<L> {
  const existing = metrics.getSingleMetric(name);
  if (existing) return existing as Histogram<L>;
  return new Histogram({ name, help, labelNames: [...labelNames], buckets: SECONDS, registers: [metrics] });
}

/** A counter; asking again for the same name gives the same one. */
export function counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
  const existing = metrics.getSingleMetric(name);
  if (existing) return existing as Counter<L>;
  return new Counter({ name, help, labelNames: [...labelNames], registers: [metrics] });
}

/** A gauge; asking again for the same name gives the same one. */
export function gauge<L extends string>(name: string, help: string, labelNames: readonly L[]): Gauge<L> {
  const existing = metrics.getSingleMetric(name);
  if (existing) return existing as Gauge<L>;
  return new Gauge({ name, help, labelNames: [...labelNames], registers: [metrics] });
}

export const sqlDuration = histogram('opticworks_sql_seconds', 'Duration of SQL statements', ['database']);
export const operationDuration = histogram('opticworks_operation_seconds', 'Duration of internal operations', [
  'operation',
  'outcome',
]);
export const eventCount = counter('opticworks_events_total', 'Events by what happened to them', [
  'subgraph',
  'outcome',
]);
export const jobDuration = histogram('opticworks_job_seconds', 'Duration of background jobs', ['job', 'outcome']);
export const transactionRetries = counter('opticworks_transaction_retries_total', 'Transactions run again', [
  'database',
]);
