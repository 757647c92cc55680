import { describe, expect, it } from 'vitest';
import { differencesFrom } from './prescribed-lens.ts';

const prescribed = { power: '-3.25', cylinder: '-0.75', axis: '170', baseCurve: '8.6' };

describe('a choice beside the prescription', () => {
  it('is the prescribed lens however its numbers are written', () => {
    expect(differencesFrom(prescribed, { ...prescribed, power: '−3.250', baseCurve: '8.60' })).toEqual([]);
    expect(differencesFrom({ add: 'low' }, { add: 'LOW' })).toEqual([]);
  });

  it.each([
    [{ power: '-3.00' }, 'power', '-3.25'],
    [{ axis: '180' }, 'axis', '170'],
    [{ cylinder: undefined }, 'cylinder', '-0.75'],
  ])('that is only near is another lens: %o', (over, parameter, value) => {
    expect(differencesFrom(prescribed, { ...prescribed, ...over })).toEqual([{ parameter, prescribed: value }]);
  });

  it('cannot differ in what the prescription leaves open', () => {
    expect(differencesFrom({ power: '-3.25' }, { power: '-3.25', diameter: '14.2' })).toEqual([]);
  });
});
