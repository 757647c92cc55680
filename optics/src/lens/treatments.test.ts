import { describe, expect, it } from 'vitest';
import { finding } from '../prescription/finding.ts';
import type { EyeRx } from '../prescription/prescription.types.ts';
import { type DesignId, designIds, designs, minFittingHeight, rxForDesign } from './designs.ts';
import { type MaterialId, materialIds, materials } from './materials.ts';
import { antiReflectionSides, type TreatmentId, treatmentReasons, treatments } from './treatments.ts';

describe('a treatment', () => {
  const against = (
    id: TreatmentId,
    {
      material,
      design,
      chosen = [],
      atOrder = true,
    }: { material?: MaterialId; design?: DesignId; chosen?: TreatmentId[]; atOrder?: boolean },
    table = treatments,
  ) =>
    treatmentReasons(
      id,
      {
        ...(material ? { material: materials[material] } : {}),
        ...(design ? { design: designs[design] } : {}),
        chosen,
      },
      { checksNeeds: atOrder, treatments: table },
    ).map(({ code, field, params }) => [code, field, params]);

  it('that its material brings along is told while it is offered, and fine at order', () => {
    const inherent = [
      'TREATMENT_INHERENT',
      'treatments.hard-coat',
      { treatment: 'Hard coat', material: 'Trivex 1.53' },
    ];
    expect(against('hard-coat', { material: 'trivex', atOrder: false })).toEqual([inherent]);
    expect(against('hard-coat', { material: 'trivex' })).toEqual([]);
    expect(against('hard-coat', { material: 'cr39', atOrder: false })).toEqual([]);
    expect(against('hard-coat', { atOrder: false })).toEqual([]);
  });

  it('is refused by material, by design and by what was chosen, with all reasons at once', () => {
    expect(
      against('tint-solid', {
        material: 'index-174',
        design: 'office',
        chosen: ['tint-solid', 'photochromic', 'tint-gradient'],
      }),
    ).toEqual([
      [
        'TREATMENT_NOT_FOR_MATERIAL',
        'treatments.tint-solid',
        { treatment: 'Tint, solid', material: 'High index 1.74' },
      ],
      ['TREATMENT_NOT_FOR_DESIGN', 'treatments.tint-solid', { treatment: 'Tint, solid', design: 'Office' }],
      ['TREATMENTS_EXCLUDE', 'treatments.tint-solid', { treatment: 'Tint, solid', other: 'Photochromic' }],
      ['TREATMENTS_EXCLUDE', 'treatments.tint-solid', { treatment: 'Tint, solid', other: 'Tint, gradient' }],
    ]);
    expect(against('photochromic', { design: 'office' })).toEqual([]);
    expect(against('tint-solid', { design: 'sv-near' })).toEqual([]);
    const refused = { ...treatments, photochromic: { ...treatments.photochromic, refusedDesigns: ['ft-28' as const] } };
    expect(against('photochromic', { design: 'ft-28' }, refused).map(([code]) => code)).toEqual([
      'TREATMENT_NOT_FOR_DESIGN',
    ]);
    expect(against('photochromic', { design: 'ft-35' }, refused)).toEqual([]);
  });

  it('needs what it lies on, at order; one of several is enough, and what the material brings counts', () => {
    const needs = (id: TreatmentId, other: string) => [
      ['TREATMENT_NEEDS', `treatments.${id}`, { treatment: treatments[id].name, other }],
    ];
    expect(against('ar-standard', { material: 'cr39' })).toEqual(needs('ar-standard', 'Hard coat'));
    expect(against('ar-standard', {})).toEqual(needs('ar-standard', 'Hard coat'));
    expect(against('ar-standard', { material: 'cr39', atOrder: false })).toEqual([]);
    expect(against('ar-standard', { material: 'cr39', chosen: ['hard-coat'] })).toEqual([]);
    expect(against('ar-standard', { material: 'trivex' })).toEqual([]);
    expect(against('mirror', { material: 'cr39', chosen: ['mirror'] })).toEqual(
      needs('mirror', 'Tint, solid / Tint, gradient / Polarised'),
    );
    // Polycarbonate is not tinted, but there are polarised lenses of it.
    expect(against('mirror', { material: 'polycarbonate' })).toEqual(
      needs('mirror', 'Tint, solid / Tint, gradient / Polarised'),
    );
    expect(against('mirror', { material: 'cr39', chosen: ['tint-gradient'] })).toEqual([]);
  });

  it('goes on glass without the hard coat that glass does not take', () => {
    expect(against('ar-premium', { material: 'crown' })).toEqual([]);
    expect(against('hard-coat', { material: 'crown' }).map(([code]) => code)).toEqual(['TREATMENT_NOT_FOR_MATERIAL']);
  });

  it('mirror is made on what can be tinted or polarised, and on nothing else', () => {
    const made = materialIds.filter((material) => against('mirror', { material, chosen: ['tint-solid'] }).length === 0);
    expect(made.sort()).toEqual(['cr39', 'index-156', 'index-160', 'index-167', 'polycarbonate', 'trivex']);
  });

  it('follows the table of the house, the usual one without it', () => {
    const house = { ...treatments, polarised: { ...treatments.polarised, materials: materialIds } };
    const asked = { material: materials['index-174'], chosen: [] };
    expect(treatmentReasons('polarised', asked, { checksNeeds: true, treatments: house })).toEqual([]);
    expect(treatmentReasons('polarised', asked, { checksNeeds: true })).toEqual([
      finding('TREATMENT_NOT_FOR_MATERIAL', 'treatments.polarised', {
        treatment: 'Polarised',
        material: 'High index 1.74',
      }),
    ]);
  });

  it('against reflections goes on both sides, on the back of a sun lens, or nowhere', () => {
    expect(antiReflectionSides(['hard-coat', 'uv400'])).toBe('none');
    expect(antiReflectionSides([])).toBe('none');
    expect(antiReflectionSides(['hard-coat', 'ar-standard'])).toBe('both');
    expect(antiReflectionSides(['ar-standard', 'mirror'])).toBe('back');
    expect(antiReflectionSides(['mirror'])).toBe('none');
  });
});

describe('a design', () => {
  it('needs the least height of the corridors it comes with', () => {
    const { 'progressive-premium': premium, 'sv-distance': single } = designs;
    expect([11, 14, 17].map((corridor) => minFittingHeight(premium, corridor))).toEqual([14, 17, 20]);
    expect([minFittingHeight(premium), minFittingHeight(designs['progressive-standard'])]).toEqual([14, 17]);
    expect([minFittingHeight(premium, 12), minFittingHeight(single), minFittingHeight(single, 11)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is made of the power it is for: near with the ADD in the sphere, the screen with half of it, far without', () => {
    const rx: EyeRx = { sphere: -1000, cylinder: -500, axis: 90, add: 2500, prisms: [] };
    const made = Object.fromEntries(
      designIds.map((id) => [id, [rxForDesign(rx, designs[id]).sphere, rxForDesign(rx, designs[id]).add]]),
    );
    expect(made).toEqual({
      'sv-distance': [-1000, null],
      'sv-near': [1500, null],
      'sv-intermediate': [250, null],
      'ft-28': [-1000, 2500],
      'ft-35': [-1000, 2500],
      'round-28': [-1000, 2500],
      executive: [-1000, 2500],
      'trifocal-7x28': [-1000, 2500],
      'trifocal-8x35': [-1000, 2500],
      'progressive-standard': [-1000, 2500],
      'progressive-premium': [-1000, 2500],
      'progressive-custom': [-1000, 2500],
      office: [-1000, 2500],
      'anti-fatigue': [-1000, null],
    });
    expect(rxForDesign(rx, designs['sv-intermediate'], 0.4).sphere).toBe(0);
  });
});
