/** Rules of law: prescription expiry, the verification clock, holidays, calendar dates. */
export * from './legal/business-hours.ts';
export * from './legal/calendar-date.ts';
export * from './legal/document-content.ts';
export * from './legal/expiry.ts';
export * from './legal/jurisdiction-facts.ts';
export * from './legal/jurisdiction-profile.ts';
export * from './legal/us-federal-holidays.ts';
