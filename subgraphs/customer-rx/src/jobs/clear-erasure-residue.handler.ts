import { handleJob } from '@opticworks/kernel';
import type { CustomerRxParts } from '../parts.ts';
import { clearErasureResidue } from '../privacy/erasure-residue.ts';
import { ClearErasureResidue } from './clear-erasure-residue.ts';

export const clearErasureResidueHandler = (parts: CustomerRxParts) =>
  handleJob(ClearErasureResidue, async (_payload, { log }) => {
    const found = await clearErasureResidue(parts);
    if (found.length > 0)
      log.warn({ customers: found.length }, 'Data of erased customers had come back and was erased again.');
  });
