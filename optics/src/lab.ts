/** The lab: lens calculation, blank selection, final inspection, remake reasons. */
export * from './lab/calculate-job.ts';
export * from './lab/inspect.ts';
export * from './lab/remake-reasons.ts';
export * from './lab/tolerance-profile.ts';
