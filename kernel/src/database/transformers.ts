import type { ValueTransformer } from 'typeorm';

/** For `bigint` columns: the driver hands them over as text, the program works with bigint. */
export const bigintColumn: ValueTransformer = {
  to: (value: bigint | null | undefined) => (value === null || value === undefined ? value : value.toString()),
  from: (value: string | null | undefined) => (value === null || value === undefined ? null : BigInt(value)),
};
