import { type HandledJob, handleJob, type Jobs } from '@opticworks/kernel';
import { expireReservations } from '../reservations/expire-reservations.ts';
import type { Warehouse } from '../use-case.ts';
import { ExpireReservations } from './expire-reservations.ts';

const BETWEEN_SECONDS = [10, 20, 30, 40, 50];

/** Ends leases at most ten seconds late. Nothing depends on it being in time: a short checkout ends due leases itself. */
export function handleExpireReservations(warehouse: Warehouse, jobs: Jobs): HandledJob {
  return handleJob(ExpireReservations, async ({ between }, { log }) => {
    const ended = await expireReservations(warehouse);
    if (ended > 0) log.info({ ended }, 'Reservations ended.');
    if (between) return;
    for (const seconds of BETWEEN_SECONDS) {
      await jobs.enqueue(
        ExpireReservations,
        { between: true },
        { startAfter: seconds, singletonKey: `between-${seconds}` },
      );
    }
  });
}
