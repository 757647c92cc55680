import { expect, test } from 'vitest';
import { settingDifferences } from './setting-differences.ts';

test('what changed is told field by field, and what did not is left out', () => {
  expect(
    settingDifferences(
      { name: 'Edger 1', statuses: ['FINISHING'], batchCapacity: null, active: true },
      { name: 'Edger 1', statuses: ['FINISHING', 'INSPECTION'], batchCapacity: 4, active: true },
    ),
  ).toEqual([
    { field: 'statuses', before: 'FINISHING', after: 'FINISHING, INSPECTION' },
    { field: 'batchCapacity', before: null, after: '4' },
  ]);
});

test('rows of a list are named by their code or day, or by whatever names them', () => {
  const byStage = (row: Record<string, unknown>) => row.stage;
  const capacity = (lensesPerDay: number) => ({ capacities: [{ stage: 'SURFACING', lensesPerDay, dwellDays: 0.5 }] });

  expect(settingDifferences(capacity(80), capacity(100), byStage)).toEqual([
    { field: 'capacities.SURFACING.lensesPerDay', before: '80', after: '100' },
  ]);
  expect(settingDifferences({ closedDays: [] }, { closedDays: [{ day: '2026-12-24', reason: 'Eve' }] })).toEqual([
    { field: 'closedDays.2026-12-24.reason', before: null, after: 'Eve' },
  ]);
});

test('what is new was not there before', () => {
  expect(settingDifferences(null, { name: 'Generator 3' })).toEqual([
    { field: 'name', before: null, after: 'Generator 3' },
  ]);
});
