/** Contact lenses: what a product is made in, and how long a box lasts. */
export * from './contact-lens/as-prescribed.ts';
export * from './contact-lens/contact-lens.types.ts';
export * from './contact-lens/legal-parameters.ts';
export * from './contact-lens/made-in.ts';
export * from './contact-lens/supply.ts';
