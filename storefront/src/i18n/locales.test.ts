import { describe, expect, it } from 'vitest';
import { fill, href, parseAddress, plural } from './locales.ts';

describe('addresses in two languages', () => {
  it.each([
    ['en', '/', '/'],
    ['de', '/', '/de'],
    ['en', '/product/aster', '/product/aster'],
    ['de', '/product/aster', '/de/produkt/aster'],
    ['de', '/frames?shape=ROUND', '/de/fassungen?shape=ROUND'],
  ] as const)('writes %s %s as %s', (locale, path, expected) => {
    expect(href(locale, path)).toBe(expected);
  });

  it('reads back what it wrote', () => {
    expect(parseAddress(href('de', '/product/aster'))).toEqual({ locale: 'de', path: '/product/aster' });
    expect(parseAddress('/product/aster')).toEqual({ locale: 'en', path: '/product/aster' });
  });

  it('fills sentences and picks the plural', () => {
    expect(fill('{a} and {b}', { a: 1 })).toBe('1 and {b}');
    expect(plural('en', { one: '{count} frame', other: '{count} frames' }, 1)).toBe('1 frame');
    expect(plural('de', { one: '{count} Fassung', other: '{count} Fassungen' }, 1234)).toBe('1.234 Fassungen');
  });
});
