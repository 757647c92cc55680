export { startTwins, type RunningTwins, type StartTwinsOptions } from './start-twins.ts';
export { TEST_CARDS, type TestCard } from './stripe/test-cards.ts';
export type { FaultKind, FaultRequest, Service } from './faults.ts';
