export { appendAudit, appendAuditAll } from './audit/append.ts';
export type { AuditEntry } from './audit/audit-entry.ts';
export { AUDIT_TABLES } from './audit/audit-tables.ts';
export { type AuditHead, type HeadsFile, headsFileOf } from './audit/heads-file.ts';
export { type AuditVerdict, verifyAuditChain } from './audit/verify.ts';
export { verifyAudit } from './audit/watch-audit.ts';
export { environment } from './config/environment.ts';
export { type SettingDifference, settingDifferences } from './config/setting-differences.ts';
export * from './config/settings.ts';
export {
  type CellAddress,
  type PersonalCipher,
  type PersonalCipherOptions,
  personalCipher,
  type Queryable,
} from './crypto/personal-cipher.ts';
export { createDatabase, type Database, type DatabaseOptions } from './database/database.ts';
export { JoinedReads, joinReads } from './database/joined-reads.ts';
export type { Migration, MigrationClass, MigrationRunner } from './database/migration.ts';
export { JOBS_ROLE, type ProvisionedPart, provision } from './database/provision.ts';
export { quietDatabase } from './database/quiet-database.ts';
export { isUniqueViolation } from './database/retry.ts';
export {
  countStatements,
  emptyTally,
  recordStatements,
  type StatementTally,
  tallyStatements,
} from './database/statements.ts';
export type { Isolation, TransactionOptions, Tx } from './database/transaction.ts';
export { bigintColumn } from './database/transformers.ts';
export { type DiskGuard, type DiskGuardOptions, guardDisk } from './disk/disk-guard.ts';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
  urlFor,
} from './embedded/start-embedded-postgres.ts';
export { Fault } from './errors/fault.ts';
export { KERNEL_ERRORS } from './errors/kernel-errors.ts';
export * from './errors/refusal.ts';
export * from './errors/registry.ts';
export { writtenText } from './errors/written-text.ts';
export type { Deliver, EventBus } from './events/bus.ts';
export { deadLetterOperations, type ListedDeadLetter } from './events/dead-letter-operations.ts';
export type { DeadLetter } from './events/dead-letters.ts';
export type { EventDef, EventEnvelope, PublishOptions } from './events/event.ts';
export { type InProcessBusOptions, inProcessBus } from './events/in-process-bus.ts';
export { Loop } from './events/loop.ts';
export type { RedisBusOptions } from './events/redis-streams-bus.ts';
export { type EventContext, on, onState, type StateEntry, type Subscription } from './events/subscription.ts';
export { buildGraph, type Graph, type GraphOptions, type ReferenceResolver } from './graph/build-graph.ts';
export * from './graph/connection.ts';
export { executeLocal, type LocalRequest, type LocalResult, subscribeLocal } from './graph/execute.ts';
export { Lru } from './graph/lru.ts';
export { MoneyInput } from './graph/money-input.ts';
export { MoneyType } from './graph/money-type.ts';
export { IssueType, RefusalType, refusable, unionWithRefusal } from './graph/refusal-type.ts';
export * from './graph/scalars.ts';
export { PARTNER_TAG, Tag } from './graph/tag.ts';
export { defineSubgraph, type SubgraphDefinition } from './host/define-subgraph.ts';
export { endOnSignals, type RunAloneOptions, runAlone } from './host/run-alone.ts';
export type { ServedSubgraph, ServeOptions } from './host/serve-subgraph.ts';
export type { SeedContext, Subgraph, SubgraphDeps } from './host/subgraph.ts';
export { SUBGRAPH_SETTINGS } from './host/subgraph-settings.ts';
export { newId } from './ids/type-id.ts';
export * from './jobs/job.ts';
export { createJobs, type Jobs, type JobsOptions } from './jobs/jobs.ts';
export {
  type LimiterStore,
  type LimitVerdict,
  type RateLimiter,
  type RateLimiterOptions,
  rateLimiter,
} from './limits/rate-limiter.ts';
export { type SharedCounters, sharedCounters } from './limits/shared-counters.ts';
export { signLink, verifyLink } from './links/signed-link.ts';
export type { LiveEvent } from './live/live-event.ts';
export { type IterateOptions, type LiveIterator, type LiveTail, liveTail } from './live/live-tail.ts';
export { mapIterator } from './live/map-iterator.ts';
export { allocate } from './money/allocate.ts';
export { amountInput } from './money/amount-input.ts';
export { fromDecimalString, toDecimalString } from './money/decimal.ts';
export * from './money/money.ts';
export { divideRounded, type Rounding } from './money/rounding.ts';
export { isPublicAddress } from './net/public-address.ts';
export {
  createSafeFetch,
  type SafeFetch,
  type SafeFetchOptions,
  type SafeFetchPolicy,
  type SafeResponse,
} from './net/safe-fetch.ts';
export { createLogger, type Logger, silentLogger } from './observe/logger.ts';
export { collectProcessMetrics, gauge, histogram, metrics } from './observe/metrics.ts';
export { inRequest } from './observe/request-scope.ts';
export { scrubbed } from './observe/scrub.ts';
export { type SpanExporter, startTracing, type TracingOptions } from './observe/start-tracing.ts';
export { isTraced, traced, traceParent } from './observe/trace.ts';
export { type HttpCallerOptions, httpCaller } from './operations/http-caller.ts';
export { type IdempotentRequest, idempotent } from './operations/idempotent.ts';
export { OperationDirectory } from './operations/in-process-caller.ts';
export * from './operations/operation.ts';
export { runOperation } from './operations/run-operation.ts';
export * from './principal/context.ts';
export * from './principal/principal.ts';
export * from './principal/require.ts';
export * from './principal/sign.ts';
export { type Clock, dateIn, type FixedClock, fixedClock, systemClock } from './time/clock.ts';
export { wait } from './time/wait.ts';
export {
  type IncomingWebhook,
  pendingWebhooks,
  processWebhook,
  type StoredWebhook,
  storeWebhook,
} from './webhooks/webhook-inbox.ts';
