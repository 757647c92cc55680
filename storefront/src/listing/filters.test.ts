import { describe, expect, it } from 'vitest';
import { listQuery, productFilter, readListState, toggled } from './filters.ts';

describe('filters in the address', () => {
  it('reads back what it wrote', () => {
    const state = readListState({
      q: ' aster ',
      shape: ['ROUND', 'PANTO'],
      lensWidthMmMin: '48',
      lensWidthMmMax: '52,5',
      inStock: '1',
      sort: 'PRICE_ASC',
    });

    expect(listQuery(state)).toBe(
      '?q=aster&shape=ROUND&shape=PANTO&lensWidthMmMin=48&lensWidthMmMax=52.5&inStock=1&sort=PRICE_ASC',
    );
  });

  it('drops what it does not know', () => {
    expect(listQuery(readListState({ sort: 'MAGIC', other: 'x' }))).toBe('');
  });

  it('starts at the first page again when a filter changes', () => {
    const state = readListState({ after: 'abc', shape: 'ROUND' });

    expect(listQuery(state, true)).toContain('after=abc');
    expect(toggled(state, 'shape', 'ROUND')).toMatchObject({ after: null, values: { shape: undefined } });
    expect(toggled(state, 'shape', 'OVAL').values.shape).toEqual(['ROUND', 'OVAL']);
  });

  it('lets nobody leave the page’s own kind', () => {
    const filter = productFilter(readListState({ kinds: 'SENSOR', inStock: '1' }), { kinds: ['FRAME'] });

    expect(filter).toEqual({ kinds: ['FRAME'], inStock: true });
  });
});

describe('a range that cannot be read', () => {
  const state = readListState({
    bridgeMmMin: '1o',
    bridgeMmMax: '20',
    templeMmMin: '150',
    templeMmMax: '140',
    priceMax: '99,50',
  });

  it('filters nothing, and says why', () => {
    expect(state.mistakes).toEqual({
      bridgeMm: { min: '1o', max: '20', why: 'NOT_A_NUMBER' },
      templeMm: { min: '150', max: '140', why: 'UPSIDE_DOWN' },
    });
    expect(productFilter(state, {})).toEqual({ price: { min: null, max: '99.50' } });
  });

  it('stays in the address as it was typed, whatever else is chosen', () => {
    const query = new URLSearchParams(listQuery(toggled(state, 'shape', 'ROUND')));
    expect(Object.fromEntries(query)).toMatchObject({
      bridgeMmMin: '1o',
      bridgeMmMax: '20',
      templeMmMin: '150',
      templeMmMax: '140',
    });
  });

  it('is none where both ends are the same', () => {
    expect(readListState({ bridgeMmMin: '18', bridgeMmMax: '18' }).ranges.bridgeMm).toEqual({ min: '18', max: '18' });
  });
});
