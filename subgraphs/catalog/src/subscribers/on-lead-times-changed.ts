import { on } from '@opticworks/kernel';
import { LeadTimesChanged } from '@opticworks/schema/events/lab';

/** How long the lab takes now, by route: promises are made from it. What was told earlier and arrives later changes nothing. */
export const onLeadTimesChanged = on(LeadTimesChanged, async ({ at, leadTimes }, { tx }) => {
  const changed = await tx.query(
    `insert into lens_lead_time (route, rush, weekdays, queue_weekdays, told_at)
       select t.route, t.rush, t.weekdays, t."queueWeekdays", $2
         from json_to_recordset($1) as t (route text, rush boolean, weekdays integer, "queueWeekdays" integer)
     on conflict (route, rush) do update
       set weekdays = excluded.weekdays, queue_weekdays = excluded.queue_weekdays, told_at = excluded.told_at
       where lens_lead_time.told_at < excluded.told_at returning 1`,
    [JSON.stringify(leadTimes), at],
  );
  if (changed.length > 0) await tx.query(`update catalog_version set version = version + 1 where name = 'lenses'`);
});
