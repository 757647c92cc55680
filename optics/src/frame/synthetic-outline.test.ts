import { describe, expect, it } from 'vitest';
import { naturalProportion, outlineNames, syntheticOutline } from './synthetic-outline.ts';

/** Every twelfth radius of a 50 mm lens: a shape that changes on its own would change frames already sold. */
const drawn: Record<string, string> = {
  round: '2500 2473 2414 2363 2351 2385 2445 2493 2493 2445 2385 2351 2363 2414 2473',
  oval: '2498 2365 2002 1758 1707 1856 2183 2485 2442 2144 1847 1706 1751 1967 2296',
  panto: '2453 2665 2559 2283 2211 2427 2714 2555 2377 2288 2238 2203 2205 2233 2307',
  square: '2500 2706 2605 2153 2061 2357 2848 2556 2548 2735 2346 2061 2144 2484 2605',
  rectangle: '2499 2657 2055 1629 1559 1789 2511 2556 2545 2433 1789 1558 1625 1990 2482',
  trapezoid: '2451 2729 2458 1994 1910 2193 2900 2545 2377 2275 2080 1910 1953 2127 2303',
  aviator: '2254 2737 2688 2230 2136 2402 2839 2550 2413 2438 2377 2084 1881 1835 1952',
  pilot: '2355 2737 2633 2102 2011 2302 2917 2553 2452 2470 2260 2005 1944 1992 2126',
  'cat-eye': '2465 2446 2017 1786 1806 2129 2865 2539 2348 2248 2062 1853 1797 1901 2158',
  butterfly: '2468 2564 2258 2023 2034 2367 2886 2556 2508 2634 2363 2015 1920 2007 2230',
  browline: '2357 2736 2449 1945 1860 2136 2904 2527 2242 2057 1929 1855 1866 1944 2100',
  'flat-top': '2397 2736 2605 2050 1961 2251 3034 2544 2405 2372 2177 1961 1976 2099 2232',
  hexagon: '2489 2345 2423 2313 2212 2447 2341 2483 2345 2317 2471 2212 2312 2320 2227',
  octagon: '2486 2585 2402 2207 2112 2344 2485 2556 2544 2410 2347 2112 2199 2303 2493',
};

describe('drawn outlines', () => {
  it('are known by name and proportion', () => {
    expect(Object.keys(naturalProportion)).toEqual(outlineNames);
    expect(outlineNames).toEqual(Object.keys(drawn));
    expect(Object.values(naturalProportion)).toEqual([
      0.94, 0.68, 0.88, 0.82, 0.62, 0.76, 0.85, 0.8, 0.74, 0.82, 0.74, 0.78, 0.88, 0.84,
    ]);
  });

  it.each(outlineNames)('%s keeps its shape', (name) => {
    const { radii } = syntheticOutline(name, 50, 50 * naturalProportion[name]);
    expect(radii).toHaveLength(180);
    expect(radii.filter((_, i) => i % 12 === 0).join(' ')).toBe(drawn[name]);
  });

  it.each([
    [20, 15, 36],
    [80, 70, 36],
    [50, 40, 40],
  ])('fits a box of %d × %d with %d radii', (width, height, count) => {
    expect(syntheticOutline('oval', width, height, count).radii).toHaveLength(count);
  });

  it.each([
    [19.9, 40, 180],
    [80.1, 40, 180],
    [50, 14.9, 180],
    [50, 70.1, 180],
    [Number.NaN, 40, 180],
  ])('refuses a box of %d × %d', (width, height, count) => {
    expect(() => syntheticOutline('oval', width, height, count)).toThrow('20–80 mm wide and 15–70 mm high');
  });

  it.each([32, 35, 38, 181])('refuses %i radii', (count) => {
    expect(() => syntheticOutline('oval', 50, 40, count)).toThrow('multiple of four');
  });
});
