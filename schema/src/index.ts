export * from './define.ts';
export * from './values.ts';
