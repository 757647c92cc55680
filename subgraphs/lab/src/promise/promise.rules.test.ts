import { designs } from '@opticworks/optics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WORK_STAGES } from '../stages/lens-stage.rules.ts';
import type { LabTerms } from './lab-terms.ts';
import { bottleneck, forecast, type QueuedJob, type StageCapacity, wholeDays } from './lead-time.rules.ts';
import { projectedDates, promiseFor, rushLimit } from './promise.ts';
import { inLabOrder, type OpenJob, queuedJob, routeOfLens } from './queue-ahead.ts';
import { addWorkingDays, isWorkingDay, type WorkCalendar, weekdaysBetween } from './working-days.rules.ts';

const everyWeek: WorkCalendar = { weekdays: [1, 2, 3, 4, 5], holidays: 'none', closed: new Set() };
const capacities: StageCapacity[] = [
  { stage: 'PICKED', lensesPerDay: 240, dwellDays: 0.1 },
  { stage: 'SURFACING', lensesPerDay: 80, dwellDays: 0.5 },
  { stage: 'COATING', lensesPerDay: 60, dwellDays: 1 },
  { stage: 'FINISHING', lensesPerDay: 120, dwellDays: 0.25 },
  { stage: 'INSPECTION', lensesPerDay: 160, dwellDays: 0.15 },
];
const terms: LabTerms = {
  capacities,
  routes: [
    { code: 'FINISHED', stages: ['PICKED', 'FINISHING', 'INSPECTION'], extraDays: 0 },
    { code: 'SURFACED', stages: ['PICKED', 'SURFACING', 'FINISHING', 'INSPECTION'], extraDays: 0 },
    { code: 'SURFACED_COATED', stages: [...WORK_STAGES], extraDays: 0 },
    { code: 'FREE_FORM', stages: [...WORK_STAGES], extraDays: 1 },
  ],
  calendar: everyWeek,
  closedDays: [],
  preparationDays: 1,
  remakeDays: 5,
  tintDays: 1,
  rushSharePercent: 10,
  rushDueTime: '14:00',
};

const aStage = fc.constantFrom(...WORK_STAGES);
const aJob = fc.record({
  id: fc.uuid(),
  work: fc.dictionary(aStage, fc.integer({ min: 1, max: 40 })),
  preparationDays: fc.double({ min: 0, max: 3, noNaN: true }),
  extraDays: fc.double({ min: 0, max: 2, noNaN: true }),
}) as fc.Arbitrary<QueuedJob>;
const someCapacities = fc.tuple(
  ...WORK_STAGES.map((stage) =>
    fc.record({
      stage: fc.constant(stage),
      lensesPerDay: fc.integer({ min: 1, max: 200 }),
      dwellDays: fc.double({ min: 0, max: 2, noNaN: true }),
    }),
  ),
) as fc.Arbitrary<StageCapacity[]>;

describe('a forecast', () => {
  it('never asks more of a stage than it can do, and never begins before the stage before it is through', () => {
    fc.assert(
      fc.property(fc.array(aJob, { minLength: 1, maxLength: 25 }), someCapacities, (queue, offered) => {
        const plans = forecast(queue, offered);
        for (const { stage, lensesPerDay } of offered) {
          let done = 0;
          for (const [i, plan] of plans.entries()) {
            const at = plan.stages.find((one) => one.stage === stage);
            if (!at) continue;
            done += queue[i]!.work[stage]!;
            // All lenses through by then, at that rate, from now: whoever works them off cannot be faster.
            expect(at.readyAfterDays - at.dwellDays).toBeGreaterThanOrEqual(done / lensesPerDay - 1e-9);
            const before = plan.stages[plan.stages.indexOf(at) - 1];
            expect(at.readyAfterDays).toBeGreaterThanOrEqual(
              (before?.readyAfterDays ?? queue[i]!.preparationDays) + at.lenses / lensesPerDay + at.dwellDays - 1e-9,
            );
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('grows with the queue and shrinks with capacity, never the other way', () => {
    fc.assert(
      fc.property(
        fc.array(aJob, { minLength: 1, maxLength: 20 }),
        aJob,
        fc.nat(20),
        someCapacities,
        fc.nat(4),
        (queue, more, place, offered, faster) => {
          const last = (plans: { days: number }[]) => plans.at(-1)!.days;
          const now = last(forecast(queue, offered));
          const at = Math.min(place, queue.length - 1);
          const longer = [...queue.slice(0, at), more, ...queue.slice(at)];
          expect(last(forecast(longer, offered))).toBeGreaterThanOrEqual(now - 1e-9);
          const quicker = offered.map((one, i) =>
            i === faster ? { ...one, lensesPerDay: one.lensesPerDay * 2 } : one,
          );
          expect(last(forecast(queue, quicker))).toBeLessThanOrEqual(now + 1e-9);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is explained by its numbers: 120 lenses before 60 a day are two days', () => {
    const ahead: QueuedJob = { id: 'a', work: { COATING: 120 }, preparationDays: 0, extraDays: 0 };
    const pair: QueuedJob = { id: 'b', work: { COATING: 2 }, preparationDays: 0, extraDays: 0 };

    const { days, stages } = forecast([ahead, pair], capacities).at(-1)!;
    expect(stages).toEqual([
      { stage: 'COATING', queueAhead: 120, lensesPerDay: 60, lenses: 2, dwellDays: 1, readyAfterDays: days },
    ]);
    expect(days).toBeCloseTo(122 / 60 + 1, 9);
    expect(bottleneck(stages)?.stage).toBe('COATING');
    expect(wholeDays(days)).toBe(4);
    expect(wholeDays(3 + 1e-9)).toBe(3);
  });
});

describe('the working calendar', () => {
  it.each([
    ['2026-03-06', 1, everyWeek, '2026-03-09'],
    ['2026-03-07', 1, everyWeek, '2026-03-09'],
    ['2026-03-02', 0, everyWeek, '2026-03-02'],
    ['2026-03-02', 5, everyWeek, '2026-03-09'],
    ['2026-12-24', 1, { ...everyWeek, holidays: 'us-federal' as const }, '2026-12-28'],
    ['2026-12-24', 1, everyWeek, '2026-12-25'],
    ['2026-03-02', 1, { ...everyWeek, closed: new Set(['2026-03-03']) }, '2026-03-04'],
    ['2026-03-02', 2, { ...everyWeek, weekdays: [1] }, '2026-03-16'],
  ] as const)('%s and %i working days', (from, days, calendar, due) => {
    expect(addWorkingDays(from, days, calendar)).toBe(due);
  });

  it('refuses a calendar without working days instead of searching for ever', () => {
    expect(() => addWorkingDays('2026-03-02', 1, { ...everyWeek, weekdays: [] })).toThrow(RangeError);
  });

  it('counts for the shop so that its own counting leads to the same day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 30 }), (offset, days) => {
        const from = new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10);
        const on = addWorkingDays(from, days, { ...everyWeek, holidays: 'us-federal' });
        expect(isWorkingDay(on, everyWeek)).toBe(true);
        expect(addWorkingDays(from, weekdaysBetween(from, on), everyWeek)).toBe(on);
      }),
    );
  });
});

const open = (over: Partial<OpenJob> & { id: string }): OpenJob => ({
  status: 'RELEASED',
  rush: false,
  dueOn: '2026-03-10',
  design: 'sv-distance',
  treatments: ['ar-standard'],
  remakeEyes: null,
  isCalculated: true,
  blanksOn: null,
  lenses: [
    { kind: 'SURFACED', stage: 'WAITING' },
    { kind: 'SURFACED', stage: 'WAITING' },
  ],
  ...over,
});

describe('what a job still asks for', () => {
  it('is what its lenses have before them', () => {
    expect(queuedJob(open({ id: 'a' }), terms, '2026-03-02').work).toEqual({
      PICKED: 2,
      SURFACING: 2,
      COATING: 2,
      FINISHING: 2,
      INSPECTION: 2,
    });
    const mixed = open({
      id: 'b',
      status: 'COATING',
      lenses: [
        { kind: 'SURFACED', stage: 'COATING' },
        { kind: 'FINISHED', stage: 'PICKED' },
      ],
    });
    expect(queuedJob(mixed, terms, '2026-03-02').work).toEqual({ COATING: 1, FINISHING: 2, INSPECTION: 2 });
    expect(
      queuedJob(open({ id: 'c', status: 'ENTERED', lenses: [], remakeEyes: ['OS'] }), terms, '2026-03-02'),
    ).toMatchObject({
      work: { PICKED: 1, FINISHING: 1, INSPECTION: 1 },
      preparationDays: 1,
    });
  });

  it('begins when its blanks are there, and holds nobody up until then', () => {
    const own = (blanksOn: string | null) =>
      queuedJob(open({ id: 'd', status: 'ON_HOLD', blanksOn }), terms, '2026-03-02');

    const none = own(null);
    // Tuesday of the next week is six working days away, of which one is for preparation anyway.
    expect(own('2026-03-10')).toEqual({ ...none, extraDays: none.extraDays + 5 });
    expect(own('2026-02-27')).toEqual(none);
  });

  it('follows the route of its design and treatments', () => {
    expect(routeOfLens(designs['sv-distance'], ['ar-standard'], null)).toBe('FINISHED');
    expect(routeOfLens(designs['sv-distance'], ['ar-standard'], 'SURFACED')).toBe('SURFACED_COATED');
    expect(routeOfLens(designs['sv-distance'], ['uv400'], 'SURFACED')).toBe('SURFACED');
    expect(routeOfLens(designs['progressive-premium'], ['ar-standard'], null)).toBe('FREE_FORM');
    // As the owner has it made.
    expect(routeOfLens({ hasFinished: false, isFreeForm: false }, ['ar-standard'], null)).toBe('SURFACED_COATED');
  });

  it('is worked off rush first, then what is furthest on, then what is due', () => {
    const jobs = [
      open({ id: 'late', dueOn: '2026-03-01' }),
      open({ id: 'begun', status: 'SURFACING' }),
      open({ id: 'rush', rush: true, dueOn: '2026-03-20' }),
      open({ id: 'held', status: 'ON_HOLD', dueOn: '2026-02-01' }),
    ];
    expect(inLabOrder(jobs).map(({ id }) => id)).toEqual(['rush', 'begun', 'late', 'held']);
  });
});

describe('a promise', () => {
  const jobs = Array.from({ length: 100 }, (_, i) => open({ id: `job_${String(i).padStart(3, '0')}`, rush: i < 5 }));

  it('of an empty lab is preparation and the stages themselves', () => {
    const empty = { terms, jobs: [] };
    const days = (route: 'FINISHED' | 'SURFACED' | 'SURFACED_COATED' | 'FREE_FORM') =>
      promiseFor(empty, '2026-03-02', { route, rush: false }).workingDays;
    expect([days('FINISHED'), days('SURFACED'), days('SURFACED_COATED'), days('FREE_FORM')]).toEqual([2, 3, 4, 5]);
  });

  it('queues behind everything, a rush one behind rush only', () => {
    const plain = promiseFor({ terms, jobs }, '2026-03-02', { route: 'SURFACED_COATED', rush: false });
    const rush = promiseFor({ terms, jobs }, '2026-03-02', { route: 'SURFACED_COATED', rush: true });

    expect(plain).toMatchObject({ jobsAhead: 100, bottleneck: 'COATING' });
    expect(plain.stages.find(({ stage }) => stage === 'COATING')?.queueAhead).toBe(200);
    expect(rush).toMatchObject({ jobsAhead: 5, rushFull: false });
    expect(rush.workingDays).toBeLessThan(plain.workingDays);
    expect(plain.earliestOn).toBe(addWorkingDays('2026-03-02', plain.workingDays, everyWeek));
  });

  it('makes rush no faster once the class is full', () => {
    const full = jobs.map((job, i) => ({ ...job, rush: i < 10 }));
    const rush = promiseFor({ terms, jobs: full }, '2026-03-02', { route: 'SURFACED', rush: true });

    expect(rush).toMatchObject({ rushFull: true, jobsAhead: 100 });
    expect(promiseFor({ terms, jobs: full }, '2026-03-02', { route: 'SURFACED', rush: false }).workingDays).toBe(
      rush.workingDays,
    );
  });

  it('is kept by the projection of the queue it joined', () => {
    const promised = promiseFor({ terms, jobs }, '2026-03-02', { route: 'SURFACED_COATED', rush: false });
    const joined = [...jobs, open({ id: 'z_new', status: 'ENTERED', dueOn: '2026-12-31' })];

    expect(projectedDates({ terms, jobs: joined }, '2026-03-02').get('z_new')).toBe(promised.earliestOn);
  });

  it.each([
    [100, 10, 10],
    [109, 10, 10],
    [6, 10, 1],
    [6, 0, 0],
    [0, 10, 1],
  ])('of %i open jobs at %i %% lets %i be rush', (count, percent, limit) => {
    expect(rushLimit(count, percent)).toBe(limit);
  });
});
