/** Lenses: materials, designs, treatments, curves, thickness, what can be made, price band and claim codes. */
export * from './lens/blanks.ts';
export * from './lens/curves.ts';
export * from './lens/designs.ts';
export * from './lens/drawn-lens.ts';
export * from './lens/hcpcs.ts';
export { type LensSolid, lensSolid, outlineOf } from './lens/lens-solid.ts';
export * from './lens/material-advice.ts';
export * from './lens/materials.ts';
export * from './lens/pair-bases.ts';
export * from './lens/price-band.ts';
export * from './lens/surfaces.ts';
export * from './lens/thickness.ts';
export * from './lens/treatments.ts';
export * from './lens/what-can-be-made.ts';
