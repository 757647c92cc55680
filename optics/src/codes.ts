/** Check digits of the trade's numbers. */
export * from './codes/gtin.ts';
export * from './codes/luhn.ts';
