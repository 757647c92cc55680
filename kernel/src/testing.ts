export { countStatements } from './database/statements.ts';
export { type DrainOptions, drain } from './testing/drain.ts';
export { type FakeHandler, fakeCaller, type RecordedCall } from './testing/fake-caller.ts';
export { type RememberedRows, rememberRows } from './testing/remember-rows.ts';
export { newestOverRows, roundTrips } from './testing/round-trips.ts';
export {
  type CountedHouse,
  costOfMutation,
  type PreparedMutation,
} from './testing/statements-of-mutation.ts';
export { type ClonedDatabase, type TestDatabaseOptions, testDatabase } from './testing/test-database.ts';
export { type TestDeps, type TestDepsOptions, testSubgraphDeps } from './testing/test-deps.ts';
export { testPostgres } from './testing/test-postgres.ts';
export type { TestRedis } from './testing/test-redis.ts';
export { fixedClock } from './time/clock.ts';
