import { describe, expect, it } from 'vitest';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import { findingCodes, findingMessage } from '../prescription/finding-messages.ts';
import type { EyeRx } from '../prescription/prescription.types.ts';
import type { MakingRequest } from './making-checks.ts';
import { type Possibility, thicknessOf, whatCanBeMade } from './what-can-be-made.ts';

const eye = (sphere: number, over: Partial<EyeRx> = {}): EyeRx => ({
  sphere,
  cylinder: 0,
  axis: null,
  add: null,
  prisms: [],
  ...over,
});
const pair = (sphere: number, over: Partial<EyeRx> = {}) => ({ od: eye(sphere, over), os: eye(sphere, over) });

const request = (over: Partial<MakingRequest> = {}): MakingRequest => ({
  rx: pair(-2000),
  pd: { kind: 'binocular', distanceMm: 64 },
  frame: { eyeSizeMm: 50, lensHeightMm: 42, dblMm: 18, rim: 'full-rim', outline: syntheticOutline('panto', 50, 42) },
  design: 'sv-distance',
  material: 'index-160',
  treatments: [],
  ...over,
});

const codes = (p: Possibility | undefined): string[] =>
  p && !p.possible ? [...new Set(p.reasons.map((r) => r.code))] : [];

describe('whatCanBeMade', () => {
  it('says yes to an everyday pair', () => {
    const made = whatCanBeMade(request({ treatments: ['ar-premium', 'photochromic'] }));

    expect(made.choice).toEqual({ possible: true });
    expect(made.materials.trivex).toEqual({ possible: true });
  });

  it('names the blank that is needed and the one that is stocked', () => {
    const wide = { eyeSizeMm: 56, lensHeightMm: 40, dblMm: 18, rim: 'full-rim' as const, effectiveDiameterMm: 60 };
    const made = whatCanBeMade(request({ frame: wide, material: 'index-174', rx: pair(-7000) }));

    expect(codes(made.choice)).toEqual(['BLANK_TOO_SMALL']);
    const reason = made.choice.possible ? undefined : made.choice.reasons[0];
    expect(reason?.params).toMatchObject({ needed: 75, largest: 70 });
    expect(reason && findingMessage(reason)).toContain('75 mm; High index 1.74 is stocked up to 70 mm');
    expect(made.materials['index-160']).toEqual({ possible: true });
  });

  it.each<[string, Partial<MakingRequest>, string]>([
    [
      'a progressive in a low frame',
      {
        design: 'progressive-premium',
        rx: pair(-2000, { add: 2000 }),
        frame: { eyeSizeMm: 52, lensHeightMm: 21, dblMm: 16, rim: 'full-rim' },
      },
      'LENS_HEIGHT_TOO_SMALL',
    ],
    [
      'a bifocal below 26 mm',
      {
        design: 'ft-28',
        rx: pair(-2000, { add: 2000 }),
        frame: { eyeSizeMm: 50, lensHeightMm: 25, dblMm: 16, rim: 'full-rim' },
      },
      'LENS_HEIGHT_TOO_SMALL',
    ],
    [
      'a long corridor over a short height',
      {
        design: 'progressive-premium',
        corridorMm: 17,
        rx: pair(-2000, { add: 2000 }),
        heights: { odMm: 18, osMm: 18 },
      },
      'HEIGHT_BELOW_DESIGN',
    ],
    ['a progressive without ADD', { design: 'progressive-premium' }, 'ADD_REQUIRED'],
    ['a bifocal with +0.75', { design: 'ft-28', rx: pair(-2000, { add: 750 }) }, 'ADD_NOT_OFFERED'],
    ['six prism dioptres', { rx: pair(-2000, { prisms: [{ amount: 6000, base: 'in' }] }) }, 'PRISM_NOT_OFFERED'],
    ['−12 in CR-39', { material: 'cr39', rx: pair(-12000) }, 'SPHERE_NOT_OFFERED'],
    ['a cylinder of −6.50', { rx: pair(0, { cylinder: -6500, axis: 90 }) }, 'CYLINDER_NOT_OFFERED'],
    [
      'CR-39 drilled',
      { material: 'cr39', frame: { eyeSizeMm: 50, lensHeightMm: 36, dblMm: 18, rim: 'rimless' } },
      'MATERIAL_NOT_FOR_RIM',
    ],
    [
      '1.74 drilled',
      { material: 'index-174', frame: { eyeSizeMm: 50, lensHeightMm: 36, dblMm: 18, rim: 'rimless' } },
      'MATERIAL_NOT_FOR_RIM',
    ],
    [
      'a thick rimless edge',
      { material: 'trivex', rx: pair(-6000), frame: { eyeSizeMm: 50, lensHeightMm: 36, dblMm: 18, rim: 'rimless' } },
      'EDGE_TOO_THICK',
    ],
    ['1.60 for a child', { wearer: { ageYears: 17 } }, 'IMPACT_MATERIAL_REQUIRED'],
    ['1.60 for one good eye', { wearer: { isOneEyed: true } }, 'IMPACT_MATERIAL_REQUIRED'],
    [
      '−5 in a wrap frame',
      { rx: pair(-5000), frame: { eyeSizeMm: 50, lensHeightMm: 36, dblMm: 18, rim: 'full-rim', wrapAngleDeg: 18 } },
      'WRAP_POWER_LIMIT',
    ],
    [
      'a frame that takes no lenses',
      { frame: { eyeSizeMm: 50, lensHeightMm: 36, dblMm: 18, rim: 'full-rim', isRxAble: false } },
      'FRAME_NOT_RX_ABLE',
    ],
    ['a tint on photochromic', { treatments: ['photochromic', 'tint-solid'] }, 'TREATMENTS_EXCLUDE'],
    ['a mirror on a clear lens', { treatments: ['mirror'] }, 'TREATMENT_NEEDS'],
    ['AR on CR-39 without hard coat', { material: 'cr39', treatments: ['ar-standard'] }, 'TREATMENT_NEEDS'],
    ['1.74 polarised', { material: 'index-174', treatments: ['polarised'] }, 'TREATMENT_NOT_FOR_MATERIAL'],
    [
      'a sun tint on office lenses',
      { design: 'office', rx: pair(0, { add: 2000 }), treatments: ['tint-solid'] },
      'TREATMENT_NOT_FOR_DESIGN',
    ],
  ])('refuses %s', (_, over, code) => {
    const { choice } = whatCanBeMade(request(over));

    expect(codes(choice)).toContain(code);
    expect(findingCodes()).toContain(code);
  });

  it('greys out exactly the options that clash with the rest of the choice', () => {
    const made = whatCanBeMade(
      request({ treatments: ['photochromic'], wearer: { ageYears: 10 }, material: 'polycarbonate' }),
    );

    expect(made.choice.possible).toBe(true);
    expect(codes(made.treatments.polarised)).toEqual(['TREATMENTS_EXCLUDE']);
    expect(codes(made.treatments.uv400)).toEqual(['TREATMENT_INHERENT']);
    expect(made.treatments['ar-premium'].possible).toBe(true);
    expect(Object.entries(made.materials).flatMap(([id, p]) => (p.possible ? [id] : []))).toEqual([
      'trivex',
      'polycarbonate',
    ]);
  });

  it('offers the corridors that fit the measured height', () => {
    const made = whatCanBeMade(
      request({ design: 'progressive-premium', rx: pair(0, { add: 2000 }), heights: { odMm: 18, osMm: 18 } }),
    );

    expect(Object.entries(made.corridors).map(([mm, p]) => [Number(mm), p.possible])).toEqual([
      [11, true],
      [14, true],
      [17, false],
    ]);
  });

  it('judges only what is known while somebody is still choosing', () => {
    const made = whatCanBeMade({ frame: { eyeSizeMm: 50, lensHeightMm: 24, dblMm: 18, rim: 'rimless' } });

    expect(made.choice.possible).toBe(true);
    expect(codes(made.materials.cr39)).toEqual(['MATERIAL_NOT_FOR_RIM']);
    expect(codes(made.designs['ft-28'])).toEqual(['LENS_HEIGHT_TOO_SMALL']);
  });

  it('notes wide decentration and thick edges without refusing', () => {
    const frame = { eyeSizeMm: 58, lensHeightMm: 34, dblMm: 19, rim: 'full-rim' as const, effectiveDiameterMm: 59 };
    const made = whatCanBeMade(request({ rx: pair(-6000), frame, material: 'cr39' }));

    expect(made.notices.map((n) => n.code)).toEqual(expect.arrayContaining(['DECENTRATION_LARGE', 'EDGE_THICK']));
  });

  it('gives no thickness where the curves cannot span the shape', () => {
    expect(thicknessOf('od', request({ rx: pair(-40000), material: 'cr39' }))).toBeNull();
  });
});
