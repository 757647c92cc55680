import { expect, test } from 'vitest';
import { defaultMakingRules } from './making-rules.ts';
import { makingSources } from './making-sources.ts';

const pathsOf = (value: unknown, path: string): string[] =>
  value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, part]) => pathsOf(part, `${path}.${key}`))
    : [path];
const { limits, baseCurves, centration } = defaultMakingRules;
const numbers = [
  ...pathsOf(limits, 'limits'),
  ...pathsOf(baseCurves, 'baseCurves'),
  ...pathsOf(centration, 'centration'),
];

test('every number no maker states says where it comes from, and no source is of a number that is none', () => {
  expect(Object.keys(makingSources).sort()).toEqual(numbers.sort());
  for (const { source } of Object.values(makingSources)) expect(source.length).toBeGreaterThan(10);
});

test('what nobody has held against a source is off', () => {
  const unverified = Object.keys(makingSources).filter((path) => makingSources[path]!.certainty === 'unverified');

  expect(unverified).toEqual(['centration.raiseMm', 'centration.lowerPerTiltDegreeMm']);
  // The second only counts with the first.
  expect(centration.raiseMm).toBeNull();
});
