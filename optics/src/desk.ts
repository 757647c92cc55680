/** What the prescription desk judges by, as one document an owner keeps. */
export * from './desk/prescription-rules.ts';
