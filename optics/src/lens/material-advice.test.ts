import { describe, expect, it } from 'vitest';
import { adviseMaterial, materialAdviceProfile } from './material-advice.ts';
import {
  curveVariationFactor,
  indexClass,
  materialIds,
  materials,
  recommendedMaterials,
  surfaceReflectance,
} from './materials.ts';

const sc = (sphere: number, cylinder = 0) => ({ sphere, cylinder, axis: cylinder === 0 ? null : 90 });
const pair = (od: number, os = 0) => ({ od: sc(od), os: sc(os) });

describe('material advice', () => {
  it.each([
    [2000, ['cr39']],
    [2125, ['trivex', 'index-156', 'polycarbonate']],
    [3000, ['trivex', 'index-156', 'polycarbonate']],
    [3125, ['index-160']],
    [4500, ['index-160']],
    [4625, ['index-167']],
    [6500, ['index-167']],
    [6625, ['index-174']],
    [20_000, ['index-174']],
  ])('for %i, plus or minus', (power, expected) => {
    expect(recommendedMaterials(power)).toEqual(expected);
    expect(adviseMaterial(pair(power))).toEqual({ materials: expected, reasons: ['POWER'], strongest: power });
    expect(adviseMaterial(pair(0, -power))).toEqual({ materials: expected, reasons: ['POWER'], strongest: -power });
  });

  it('looks at the strongest principal power, not at the sphere', () => {
    expect(adviseMaterial({ od: sc(-1000), os: sc(-2000, -2000) })).toMatchObject({
      materials: ['index-160'],
      strongest: -4000,
    });
  });

  it.each([
    [{ ageYears: 17 }, ['YOUNG_WEARER']],
    [{ isOneEyed: true }, ['ONE_EYED']],
    [{ isForSport: true }, ['SPORT']],
    [{ ageYears: 8, isOneEyed: true, isForSport: true }, ['YOUNG_WEARER', 'ONE_EYED', 'SPORT']],
  ])('is impact resistant for %o', (wearer, reasons) => {
    expect(adviseMaterial(pair(-8000), wearer)).toEqual({
      materials: ['trivex', 'polycarbonate'],
      reasons,
      strongest: -8000,
    });
  });

  it.each([{ ageYears: 18 }, { ageYears: null }, {}, { isOneEyed: false, isForSport: false }])(
    'is by power for %o',
    (wearer) => {
      expect(adviseMaterial(pair(1000), wearer).reasons).toEqual(['POWER']);
    },
  );

  it('follows the shop’s own profile', () => {
    const profile = {
      ...materialAdviceProfile,
      steps: [{ upTo: 1000, materials: ['cr39' as const] }],
      impactUnderAge: 16,
      impactMaterials: ['trivex' as const],
    };

    expect(adviseMaterial(pair(1000), { ageYears: 17 }, profile).materials).toEqual(['cr39']);
    expect(adviseMaterial(pair(1125), {}, profile).materials).toEqual([]);
    expect(adviseMaterial(pair(1125), { ageYears: 15 }, profile).materials).toEqual(['trivex']);
    expect(recommendedMaterials(1125, false, profile.steps)).toEqual([]);
    expect(recommendedMaterials(1125, true)).toEqual(['trivex', 'polycarbonate']);
  });
});

it.each([
  ['crown', 1, 4.3, 'normal'],
  ['cr39', 1.05, 4, 'normal'],
  ['trivex', 0.99, 4.4, 'normal'],
  ['index-156', 0.94, 4.7, 'mid'],
  ['polycarbonate', 0.89, 5.1, 'mid'],
  ['index-160', 0.87, 5.3, 'mid'],
  ['index-167', 0.78, 6.3, 'high'],
  ['index-174', 0.71, 7.3, 'very-high'],
] as const)('%s has the published factor, reflection and class', (id, factor, reflection, klass) => {
  const { calculationIndex, nominalIndex } = materials[id];
  expect(curveVariationFactor(calculationIndex)).toBeCloseTo(factor, 2);
  expect(surfaceReflectance(calculationIndex) * 100).toBeCloseTo(reflection, 1);
  expect(indexClass(nominalIndex)).toBe(klass);
});

it.each([
  [1.53, 'normal'],
  [1.54, 'mid'],
  [1.63, 'mid'],
  [1.64, 'high'],
  [1.73, 'high'],
  [1.74, 'very-high'],
] as const)('an index of %d is %s', (index, klass) => expect(indexClass(index)).toBe(klass));

it('keeps the materials’ published and agreed values', () => {
  const rows = materialIds.map((id) => {
    const m = materials[id];
    return [
      m.id,
      m.name,
      m.nominalIndex,
      m.calculationIndex,
      m.abbe,
      m.density,
      m.minCentreMm,
      Object.entries(m.minEdgeMm).join(' '),
      m.refusedRims.join(' ') || '-',
      m.isImpactResistant ? 'impact' : '-',
      m.blocksUv ? 'uv' : '-',
      m.minPower,
      m.maxPower,
      m.maxCylinder,
      m.hcpcs,
    ].join(' | ');
  });

  expect(rows).toEqual([
    'crown | Crown glass | 1.523 | 1.523 | 58 | 2.54 | 2.2 | full-rim,1.2 half-rim,2.2 rimless,2.5 | half-rim rimless | - | - | -10000 | 8000 | 4000 | ',
    'cr39 | CR-39 1.50 | 1.5 | 1.498 | 58 | 1.32 | 2 | full-rim,1 half-rim,2.2 rimless,2.5 | rimless | - | - | -10000 | 8000 | 6000 | ',
    'trivex | Trivex 1.53 | 1.53 | 1.53 | 43 | 1.11 | 1.3 | full-rim,1 half-rim,1.8 rimless,2 | - | impact | uv | -10000 | 8000 | 6000 | V2784',
    'index-156 | Plastic 1.56 | 1.56 | 1.556 | 37 | 1.26 | 1.5 | full-rim,1 half-rim,2 rimless,2.5 | rimless | - | - | -10000 | 8000 | 6000 | V2782',
    'polycarbonate | Polycarbonate 1.59 | 1.59 | 1.586 | 30 | 1.2 | 1.5 | full-rim,1 half-rim,1.8 rimless,2 | - | impact | uv | -12000 | 8000 | 6000 | V2784',
    'index-160 | High index 1.60 | 1.6 | 1.6 | 40 | 1.3 | 1.3 | full-rim,1 half-rim,1.8 rimless,2 | - | - | uv | -14000 | 10000 | 6000 | V2782',
    'index-167 | High index 1.67 | 1.67 | 1.67 | 32 | 1.36 | 1.2 | full-rim,1 half-rim,1.8 rimless,2 | - | - | uv | -18000 | 12000 | 6000 | V2783',
    'index-174 | High index 1.74 | 1.74 | 1.74 | 33 | 1.47 | 1.1 | full-rim,1 half-rim,2 rimless,2.5 | rimless | - | uv | -20000 | 12000 | 6000 | V2783',
  ]);
});
