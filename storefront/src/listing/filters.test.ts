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
    expect(listQuery(readListState({ sort: 'MAGIC', bridgeMmMin: 'wide', other: 'x' }))).toBe('');
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
