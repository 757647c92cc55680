/** The lab: lens calculation, blank selection, inspection, waivers, remake reasons. */
export * from './lab/as-worn.ts';
export * from './lab/calculate-job.ts';
export * from './lab/inspect.ts';
export * from './lab/inspect-checklist.ts';
export * from './lab/inspect-impact.ts';
export * from './lab/inspect-labels.ts';
export * from './lab/inspect-reading.ts';
export * from './lab/inspect-types.ts';
export * from './lab/inspect-waiver.ts';
export * from './lab/remake-reasons.ts';
export { type SlabLine, slabLine } from './lab/slab-line.ts';
export * from './lab/tolerance-profile.ts';
export * from './lab/tolerance-profile-ansi.ts';
export * from './lab/tolerance-profile-choice.ts';
export * from './lab/tolerance-profile-house.ts';
export * from './lab/tolerance-profile-iso-21987.ts';
export * from './lab/tolerance-profile-new-jersey.ts';
export * from './lab/tolerance-profile-sources.ts';
