import { type Principal, refuse, type Tx, writtenText } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { changeSetting, versionOf } from '../settings/change-setting.ts';
import type { WorkStage } from '../stages/lens-stage.rules.ts';
import { type LabTerms, labTerms, type RouteCode } from './lab-terms.ts';
import { PublishLeadTimes } from './publish-lead-times.ts';
import { addWorkingDays } from './working-days.rules.ts';

/** What an owner may set; what is left out stays. */
export interface TermsChange {
  preparationDays?: number | null;
  tintDays?: number | null;
  remakeDays?: number | null;
  workingWeekdays?: readonly number[] | null;
  holidays?: string | null;
  rushSharePercent?: number | null;
  rushDueTime?: string | null;
  capacities?: readonly { stage: WorkStage; lensesPerDay: number; dwellDays: number }[] | null;
  routeExtraDays?: readonly { route: RouteCode; extraDays: number }[] | null;
  closedDays?: readonly { day: string; reason: string }[] | null;
  basedOn?: number | null;
}

const within = (value: number | null | undefined, least: number, most: number) =>
  value == null || (Number.isFinite(value) && value >= least && value <= most);

/** @throws LAB_TERMS_UNREADABLE, naming the first field that makes no sense */
function check(change: TermsChange): void {
  const bad = (field: string): never => refuse(ERRORS.LAB_TERMS_UNREADABLE, { field });
  if (!within(change.preparationDays, 0, 30)) bad('preparationDays');
  if (!within(change.tintDays, 0, 30)) bad('tintDays');
  if (!within(change.remakeDays, 0, 60)) bad('remakeDays');
  if (!within(change.rushSharePercent, 0, 100)) bad('rushSharePercent');
  const weekdays = change.workingWeekdays;
  if (weekdays && (weekdays.length === 0 || weekdays.some((day) => !Number.isInteger(day) || day < 0 || day > 6)))
    bad('workingWeekdays');
  if (change.holidays != null && !['none', 'us-federal'].includes(change.holidays)) bad('holidays');
  if (change.rushDueTime != null && !/^([01]\d|2[0-3]):[0-5]\d$/.test(change.rushDueTime)) bad('rushDueTime');
  for (const one of change.capacities ?? []) {
    if (!Number.isInteger(one.lensesPerDay) || one.lensesPerDay < 1 || one.lensesPerDay > 100_000)
      bad(`capacities.${one.stage}.lensesPerDay`);
    if (!within(one.dwellDays, 0, 30)) bad(`capacities.${one.stage}.dwellDays`);
  }
  for (const one of change.routeExtraDays ?? []) if (!within(one.extraDays, 0, 30)) bad(`routeExtraDays.${one.route}`);
  for (const one of change.closedDays ?? []) if (!one.reason.trim()) bad('closedDays.reason');
}

/** As it is kept in the history of changes: what an owner may set, and nothing that follows from it. */
const recordOf = ({ calendar, routes, ...terms }: LabTerms) => ({
  ...terms,
  routes: routes.map(({ code, extraDays }) => ({ code, extraDays })),
  workingWeekdays: calendar.weekdays,
  holidays: calendar.holidays,
});

export const termsVersion = async (query: Tx['query']): Promise<number> =>
  (await query<{ version: number }>(`SELECT ${versionOf('TERMS', "''")} AS version`))[0]?.version ?? 0;

/** Capacity, calendar and rush as the owner sets them. The next promise is made from them, and the shop is told. */
export async function saveTerms(
  parts: LabParts,
  principal: Principal,
  change: TermsChange,
): Promise<{ terms: LabTerms; version: number }> {
  insist({ principal }, 'manageLab');
  check(change);
  let terms: LabTerms | undefined;
  const { version } = await changeSetting(
    parts,
    principal,
    { area: 'TERMS', key: '', basedOn: change.basedOn },
    {
      read: async (tx) => recordOf(await labTerms(tx.query)),
      async write(tx) {
        await writeTerms(tx, change);
        terms = await labTerms(tx.query);
        // A calendar without a working day would only be found out by the next order.
        try {
          addWorkingDays(parts.today(), 30, terms.calendar);
        } catch (error) {
          if (error instanceof RangeError)
            refuse(ERRORS.LAB_TERMS_UNREADABLE, { field: 'closedDays' }, { cause: error });
          throw error;
        }
        await tx.enqueue(PublishLeadTimes, {}, { singletonKey: 'lead-times' });
        return recordOf(terms);
      },
    },
  );
  return { terms: terms!, version };
}

async function writeTerms(tx: Tx, change: TermsChange): Promise<void> {
  await tx.query(
    `UPDATE lab_terms SET preparation_days = coalesce($1, preparation_days), tint_days = coalesce($2, tint_days),
       working_weekdays = coalesce($3, working_weekdays), holidays = coalesce($4, holidays),
       rush_share_percent = coalesce($5, rush_share_percent), rush_due_time = coalesce($6::time, rush_due_time),
       remake_days = coalesce($7, remake_days)`,
    [
      change.preparationDays ?? null,
      change.tintDays ?? null,
      change.workingWeekdays ?? null,
      change.holidays ?? null,
      change.rushSharePercent ?? null,
      change.rushDueTime ?? null,
      change.remakeDays ?? null,
    ],
  );
  await saveLists(tx, change);
}

async function saveLists(tx: Tx, change: TermsChange): Promise<void> {
  for (const one of change.capacities ?? [])
    await tx.query('UPDATE lab_capacity SET lenses_per_day = $2, dwell_days = $3 WHERE stage = $1', [
      one.stage,
      one.lensesPerDay,
      one.dwellDays,
    ]);
  for (const one of change.routeExtraDays ?? [])
    await tx.query('UPDATE lab_route SET extra_days = $2 WHERE code = $1', [one.route, one.extraDays]);
  if (!change.closedDays) return;
  await tx.query('DELETE FROM lab_closed_day');
  for (const { day, reason } of change.closedDays)
    await tx.query(
      'INSERT INTO lab_closed_day (day, reason) VALUES ($1, $2) ON CONFLICT (day) DO UPDATE SET reason = excluded.reason',
      [day, writtenText(reason, 200, 'closedDays') ?? ''],
    );
}
