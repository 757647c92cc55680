import { refuse, type Tx } from '@opticworks/kernel';
import { OUTSIDE_ERRORS } from './outside-lab.errors.ts';
import { liveOutsideOrder } from './outside-order.rows.ts';

/** Lenses that another lab makes are not made, or calculated anew, here too. @throws JOB_AT_OUTSIDE_LAB */
export async function insistNotAway(query: Tx['query'], job: { id: string; number: string }): Promise<void> {
  const away = await liveOutsideOrder(query, job.id);
  if (away) refuse(OUTSIDE_ERRORS.JOB_AT_OUTSIDE_LAB, { number: job.number, lab: away.lab });
}
