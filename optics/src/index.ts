/** Optical arithmetic and rules. Each subject can also be imported alone: `@opticworks/optics/prescription`, `/frame`, `/lens`, … */
export * from './certainty.ts';
export * from './codes.ts';
export * from './contact-lens.ts';
export * from './dcs.ts';
export * from './desk.ts';
export * from './fhir.ts';
export * from './frame.ts';
export * from './lab.ts';
export * from './legal.ts';
export * from './lens.ts';
export * from './prescription.ts';
