import { defineJob } from '@opticworks/kernel';
import { LeadTimesChanged } from '@opticworks/schema/events/lab';
import { z } from 'zod';
import type { LabParts } from '../parts.ts';
import { ROUTES, type RouteCode } from './lab-terms.ts';
import { type LabLoad, labLoad, promiseFor } from './promise.ts';
import { weekdaysBetween } from './working-days.rules.ts';

/** The queue changes with every scan, the promise by the day: looking every ten minutes, and after an order, is enough. */
export const PublishLeadTimes = defineJob('lab.publish-lead-times', z.object({}), {
  cron: '*/10 * * * *',
  retryLimit: 0,
  expireInSeconds: 60,
});

interface LeadTime {
  route: RouteCode;
  rush: boolean;
  weekdays: number;
  queueWeekdays: number;
}

/**
 * Tells the shop how long each route takes now, when that has changed. Days are counted from Monday to Friday, as the shop counts: a
 * holiday of the lab makes the number one larger.
 */
export async function publishLeadTimes(parts: LabParts): Promise<void> {
  await parts.database.transaction(
    async (tx) => {
      // One at a time: two of them would each tell what the other has told.
      await tx.query('SELECT 1 FROM lab_terms FOR UPDATE');
      const load = await labLoad(tx.query);
      const today = parts.today();
      const days = (of: LabLoad, route: RouteCode, rush: boolean) =>
        weekdaysBetween(today, promiseFor(of, today, { route, rush }).earliestOn);
      const empty = { ...load, jobs: [] };
      const now: LeadTime[] = ROUTES.flatMap((route) =>
        [false, true].map((rush) => {
          const weekdays = days(load, route, rush);
          return { route, rush, weekdays, queueWeekdays: weekdays - days(empty, route, rush) };
        }),
      );
      const told = await tx.query<LeadTime>(
        'SELECT route, rush, weekdays, queue_weekdays AS "queueWeekdays" FROM lab_lead_time',
      );
      const isSame = (one: LeadTime) =>
        told.some(
          ({ route, rush, weekdays, queueWeekdays }) =>
            route === one.route &&
            rush === one.rush &&
            weekdays === one.weekdays &&
            queueWeekdays === one.queueWeekdays,
        );
      if (now.every(isSame)) return;
      const at = parts.clock.now();
      for (const one of now)
        await tx.query(
          `INSERT INTO lab_lead_time (route, rush, weekdays, told_at, queue_weekdays) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (route, rush) DO UPDATE SET weekdays = $3, told_at = $4, queue_weekdays = $5`,
          [one.route, one.rush, one.weekdays, at, one.queueWeekdays],
        );
      await tx.publish(
        LeadTimesChanged,
        { at: at.toISOString(), leadTimes: now },
        { aggregate: 'lab-lead-times', aggregateId: 'lab' },
      );
    },
    { name: 'publish lead times' },
  );
}
