import { describe, expect, it } from 'vitest';
import type { LensDesign } from './designs.ts';
import { hcpcsClaim, hcpcsLensCode, hcpcsRows } from './hcpcs.ts';
import { materials } from './materials.ts';
import { powerBandOf, powerBands } from './price-band.ts';

const rx = (sphere: number, cylinder = 0) => ({ sphere, cylinder, axis: cylinder === 0 ? null : 90 });

describe('the base code of a lens', () => {
  it.each([
    [0, 0, 'V2100'],
    [-4000, 0, 'V2100'],
    [4125, 0, 'V2101'],
    [-7000, 0, 'V2101'],
    [7125, 0, 'V2102'],
    [-20_000, 0, 'V2102'],
    [-20_125, 0, 'V2199'],
    [-4000, -125, 'V2103'],
    [-4000, -2000, 'V2103'],
    [-4000, -2125, 'V2104'],
    [-4000, -4000, 'V2104'],
    [-4000, -4125, 'V2105'],
    [-4000, -6000, 'V2105'],
    [-4000, -6125, 'V2106'],
    [-4125, -2000, 'V2107'],
    [-4125, -2125, 'V2108'],
    [-7000, -4000, 'V2108'],
    [-7000, -4125, 'V2109'],
    [-7000, -6000, 'V2109'],
    [-7000, -6125, 'V2110'],
    [-7125, -2250, 'V2111'],
    [-7125, -2375, 'V2112'],
    [-12_000, -4000, 'V2112'],
    [-12_000, -4125, 'V2113'],
    [-12_000, -6000, 'V2113'],
    [-12_000, -6125, 'V2199'],
    [-12_125, -125, 'V2114'],
    [-12_125, -9000, 'V2114'],
  ])('%i %i is %s', (sphere, cylinder, code) => expect(hcpcsLensCode(rx(sphere, cylinder))).toBe(code));

  it('comes from the minus form and from the family', () => {
    expect(hcpcsLensCode(rx(-5000, 2000))).toBe('V2103');
    expect(hcpcsLensCode(rx(0), 'bifocal')).toBe('V2200');
    expect(hcpcsLensCode(rx(-12_125, -1000), 'trifocal')).toBe('V2314');
    expect(hcpcsRows).toHaveLength(17);
  });
});

describe('a claim', () => {
  const design = (over: Partial<LensDesign>): LensDesign => ({
    id: 'sv-distance',
    name: 'any',
    use: 'single-vision-distance',
    needs: [],
    hasFinished: true,
    isFreeForm: false,
    maxPrism: 0,
    isForDriving: true,
    isIndoor: false,
    ...over,
  });
  const claim = (over: Partial<LensDesign>, add: number | null = null, material = materials.cr39, hasFrame = false) =>
    hcpcsClaim(
      { od: { ...rx(-2000), add }, os: { ...rx(-5000, -1000), add } },
      { design: design(over), material, treatments: [], hasFrame },
    )
      .map(({ code, quantity }) => `${quantity} ${code}`)
      .join(', ');
  const segment = (widthMm: number | null) => ({ widthMm, minHeightMm: 14 });

  it.each<[string, string, string]>([
    ['single vision', claim({}), '1 V2100, 1 V2107'],
    ['with its frame', claim({}, null, materials.cr39, true), '1 V2100, 1 V2107, 1 V2020'],
    ['with a material', claim({}, null, materials['index-160']), '1 V2100, 2 V2782, 1 V2107'],
    ['progressive', claim({ use: 'progressive' }), '2 V2781'],
    ['office', claim({ use: 'office' }), '2 V2786'],
    ['bifocal', claim({ use: 'bifocal', segment: segment(28) }, 3250), '1 V2200, 1 V2207'],
    ['wide bifocal', claim({ use: 'bifocal', segment: segment(28.5) }, 3250), '1 V2200, 2 V2219, 1 V2207'],
    [
      'bifocal over the full width',
      claim({ use: 'bifocal', segment: segment(null) }, 3250),
      '1 V2200, 2 V2219, 1 V2207',
    ],
    ['bifocal with a high ADD', claim({ use: 'bifocal', segment: segment(28) }, 3375), '1 V2200, 2 V2220, 1 V2207'],
    ['trifocal', claim({ use: 'trifocal', segment: segment(35) }, 3375), '1 V2300, 2 V2319, 2 V2320, 1 V2307'],
    ['single vision with an ADD', claim({}, 3375), '1 V2100, 1 V2107'],
    ['progressive with an ADD', claim({ use: 'progressive' }, 3375), '2 V2781'],
  ])('%s', (_, lines, expected) => expect(lines).toBe(expected));

  it('counts treatments by lens', () => {
    const lines = hcpcsClaim(
      { od: rx(0), os: rx(0) },
      {
        design: design({}),
        material: materials.cr39,
        treatments: ['ar-premium', 'photochromic', 'hard-coat'],
        hasFrame: false,
      },
    );
    expect(lines.filter(({ code }) => code === 'V2750' || code === 'V2744')).toEqual([
      { code: 'V2750', quantity: 2 },
      { code: 'V2744', quantity: 2 },
    ]);
  });
});

describe('the price band of a pair', () => {
  it.each([
    [rx(-4000), rx(0), 'A'],
    [rx(-4125), rx(0), 'B'],
    [rx(0), rx(-6000), 'B'],
    [rx(0), rx(-6125), 'C'],
    [rx(0, -2000), rx(0), 'A'],
    [rx(0), rx(0, -2125), 'B'],
    [rx(2000, -4000), rx(0), 'B'],
    [rx(2000, -4125), rx(0), 'C'],
    [rx(-3000, -1125), rx(0), 'B'],
    [rx(0, 2125), rx(0), 'B'],
  ])('%o with %o is %s', (od, os, band) => expect(powerBandOf({ od, os })).toBe(band));

  it('is by the shop’s own limits', () => {
    const bands = { A: { power: 1000, cylinder: 500 }, B: powerBands.B };
    expect(powerBandOf({ od: rx(-1125), os: rx(0) }, bands)).toBe('B');
  });
});
