import { type HandledJob, handleJob } from '@opticworks/kernel';
import { recalculateProposals } from '../replenishment/recalculate-proposals.ts';
import type { Purchasing } from '../use-case.ts';
import { RecalculateProposals } from './recalculate-proposals.ts';

export function handleRecalculateProposals(purchasing: Purchasing): HandledJob {
  return handleJob(RecalculateProposals, async (_, { log }) => {
    const open = await recalculateProposals(purchasing);
    log.info({ open }, 'Proposals are up to date.');
  });
}
