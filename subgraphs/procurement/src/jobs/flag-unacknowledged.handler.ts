import { type HandledJob, handleJob } from '@opticworks/kernel';
import { flagUnacknowledged } from '../edi/flag-unacknowledged.ts';
import type { Purchasing } from '../use-case.ts';
import { FlagUnacknowledged } from './flag-unacknowledged.ts';

export function handleFlagUnacknowledged(purchasing: Purchasing): HandledJob {
  return handleJob(FlagUnacknowledged, async (_, { log }) => {
    const flagged = await flagUnacknowledged(purchasing);
    if (flagged > 0) log.warn({ flagged }, 'Suppliers have not acknowledged orders.');
  });
}
