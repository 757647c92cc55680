/** Frame geometry: outlines, box, centration, blank sizes. */
export * from './frame/blank-size.ts';
export * from './frame/centration.ts';
export * from './frame/frame.types.ts';
export * from './frame/outline.ts';
export * from './frame/svg-path.ts';
export * from './frame/synthetic-outline.ts';
