/** Rules of law: prescription expiry, the verification clock, holidays, calendar dates. */
export * from './legal/business-hours.ts';
export * from './legal/calendar-date.ts';
export * from './legal/document-content.ts';
export * from './legal/expiry.ts';
export * from './legal/jurisdiction-facts.ts';
export * from './legal/jurisdiction-profile.ts';
export { FACT_CODES, type FactActor, type FactCode, type KnownFact } from './legal/known-facts.ts';
export * from './legal/us-federal-holidays.ts';
