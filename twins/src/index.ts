export type { FaultKind, FaultRequest, Service } from './faults.ts';
export { type RunningTwins, type StartTwinsOptions, startTwins } from './start-twins.ts';
export type { TestCard } from './stripe/test-cards.ts';
