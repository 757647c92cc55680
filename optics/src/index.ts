export * from './prescription.ts';
