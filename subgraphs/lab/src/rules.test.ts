import { syntheticOutline } from '@opticworks/optics';
import { describe, expect, it } from 'vitest';
import { calculateLenses } from './calculation/calculate-lenses.ts';
import { type BlankList, chooseBlank } from './calculation/choose-blank.ts';
import { benchNames } from './jobs/bench-names.ts';
import { holdsFrom, isPrepared } from './jobs/hold.rules.ts';
import { canMove, isCancellable, LAB_STATUSES, type LabJobStatus, nextStatuses } from './jobs/lab-job.state.ts';
import { dueDate } from './jobs/open-jobs.ts';
import { progressOf } from './progress/lab-progress.rules.ts';

describe('the stages of a job', () => {
  const stock = (status: LabJobStatus) => nextStatuses({ status, isSurfaced: false, hasCoating: true });
  const surfaced = (status: LabJobStatus, hasCoating = true) => nextStatuses({ status, isSurfaced: true, hasCoating });

  it('lets stock lenses skip surfacing and coating, and surfaced ones nothing', () => {
    expect(stock('PICKED')).toEqual(['FINISHING']);
    expect(surfaced('PICKED')).toEqual(['SURFACING']);
    expect(surfaced('SURFACING')).toEqual(['COATING']);
    expect(surfaced('SURFACING', false)).toEqual(['FINISHING']);
    expect(stock('REWORK')).toEqual(['FINISHING', 'INSPECTION']);
    expect(surfaced('REWORK')).toEqual(['SURFACING', 'COATING', 'FINISHING', 'INSPECTION']);
  });

  it('never offers what only a consequence may do', () => {
    for (const status of LAB_STATUSES) {
      for (const to of [...stock(status), ...surfaced(status)]) {
        expect(['PASSED', 'REWORK', 'SPOILED', 'RELEASED', 'ON_HOLD', 'CANCELLED', 'ENTERED']).not.toContain(to);
      }
    }
  });

  it('can be cancelled up to picking', () => {
    expect(LAB_STATUSES.filter(isCancellable)).toEqual(['ENTERED', 'ON_HOLD', 'RELEASED', 'PICKED']);
    expect(LAB_STATUSES.filter((to) => canMove('CANCELLED', to) || canMove('DISPENSED', to))).toEqual([]);
  });
});

describe('holds', () => {
  const facts = {
    isCalculated: true,
    isRxVerified: true,
    isFrameInHand: true,
    blanks: ['ALLOCATED', 'ALLOCATED'] as const,
  };

  it.each([
    [{}, [], true],
    [{ isRxVerified: false }, ['RX_VERIFICATION'], true],
    [{ isFrameInHand: false, blanks: ['WAITING', 'ALLOCATED'] as const }, ['FRAME_AWAITED', 'STOCK_OUT'], true],
    [{ blanks: ['NEEDED', 'ALLOCATED'] as const }, [], false],
    [{ isCalculated: false, blanks: [] }, [], false],
  ])('%# follow from the facts', (over, holds, prepared) => {
    expect(holdsFrom({ ...facts, ...over })).toEqual(holds);
    expect(isPrepared({ ...facts, ...over })).toBe(prepared);
  });
});

describe('choosing a blank', () => {
  const finished = (sku: string, diameterMm: number, coated = true, sphere = -2_000, cylinder = -500) => ({
    sku,
    name: sku,
    materialCode: 'index-160',
    coated,
    diameterMm,
    sphere,
    cylinder,
  });
  const semi = (sku: string, base: number, over: Partial<BlankList['semiFinished'][number]> = {}) => ({
    sku,
    name: sku,
    materialCode: 'index-160',
    designCode: 'plain',
    diameterMm: 75,
    baseCurveMdpt: base,
    add: null,
    eye: null,
    ...over,
  });
  const store: BlankList = {
    finished: [finished('F70', 70), finished('F65', 65), finished('F65-plain', 65, false)],
    semiFinished: [
      semi('S2', 2_000),
      semi('S4', 4_000),
      semi('FT-OD', 4_000, { designCode: 'ft-28', add: 2_000, eye: 'OD' }),
      semi('FT-OS', 4_000, { designCode: 'ft-28', add: 2_000, eye: 'OS' }),
    ],
  };
  const lens = {
    eye: 'od' as const,
    rx: { sphere: -2_000, cylinder: -500, axis: 175, add: null, prisms: [] as { amount: number; base: 'in' }[] },
    minimumBlankMm: 64,
    baseCurve: 4,
  };
  const order = {
    design: 'sv-distance' as const,
    material: 'index-160' as const,
    treatments: ['ar-standard' as const],
  };

  it.each([
    ['the smallest stock lens that is large enough', lens, order, 'F65'],
    ['the next diameter when the frame is wide', { ...lens, minimumBlankMm: 66.2 }, order, 'F70'],
    ['the plain one when no coating is ordered', lens, { ...order, treatments: [] }, 'F65-plain'],
    [
      'a surfaced blank for prism',
      { ...lens, rx: { ...lens.rx, prisms: [{ amount: 1_000, base: 'in' as const }] } },
      order,
      'S4',
    ],
    [
      'a surfaced blank for a treatment that is not in stock',
      lens,
      { ...order, treatments: ['photochromic' as const] },
      'S4',
    ],
    ['a surfaced blank when no stock lens is large enough', { ...lens, minimumBlankMm: 71 }, order, 'S4'],
    [
      'a bifocal by ADD and eye',
      { ...lens, eye: 'os' as const, rx: { ...lens.rx, add: 2_000 } },
      { ...order, design: 'ft-28' as const },
      'FT-OS',
    ],
    ['nothing when nothing fits', { ...lens, minimumBlankMm: 76 }, order, null],
  ])('takes %s', (_name, forLens, forOrder, sku) => {
    expect(chooseBlank(forLens, forOrder, store)?.sku ?? null).toBe(sku);
  });
});

describe('calculating', () => {
  const eye = (sphere: number) => ({ sphere, cylinder: 0, axis: null, add: null, prisms: [] });
  const prescription = {
    id: 'rx',
    product: 'GLASSES' as const,
    od: eye(-6_000),
    os: eye(-6_000),
    pd: { binocularMm: 64, odMm: null, osMm: null, nearMm: null, nearOdMm: null, nearOsMm: null },
    segHeightMm: null,
    vertexMm: 12,
    pantoscopicTiltDeg: null,
    wrapAngleDeg: null,
    issuedOn: null,
    expiresOn: null,
    birthYear: null,
    contactLenses: [],
  };
  const choice = {
    prescriptionId: 'rx',
    use: 'DISTANCE' as const,
    designId: 'd',
    designCode: 'sv-distance',
    designName: 'SV',
    materialId: 'm',
    materialCode: 'index-160',
    materialName: '1.60',
    treatmentIds: [],
    treatmentCodes: ['ar-standard'],
    treatmentNames: [],
    rush: false,
  };
  const frame = {
    sku: 'F',
    name: 'F',
    rim: 'FULL' as const,
    eyeSizeTenthsMm: 520,
    lensHeightTenthsMm: 400,
    dblTenthsMm: 180,
    effectiveDiameterTenthsMm: 560,
    baseCurveMdpt: 4_000,
    outlineHundredthsMm: [...syntheticOutline('panto', 52, 40).radii],
  };

  it('halves one PD over both eyes and says which blank is too small', () => {
    const result = calculateLenses(
      prescription,
      choice,
      frame,
      { finished: [], semiFinished: [] },
      { today: '2026-03-02', eyes: ['OD', 'OS'] },
    );

    expect(result.calculated?.values.lenses.map((lens) => lens.decentrationInMm)).toEqual([3, 3]);
    expect(result.calculated?.values.problems.map(({ code, field }) => [code, field])).toEqual([
      ['BLANK_TOO_SMALL', 'od.blank'],
      ['BLANK_TOO_SMALL', 'os.blank'],
    ]);
  });

  it('asks for a missing distance', () => {
    const result = calculateLenses(
      { ...prescription, pd: null },
      choice,
      frame,
      { finished: [], semiFinished: [] },
      { today: '2026-03-02', eyes: ['OD'] },
    );

    expect(result).toMatchObject({ calculated: null, problem: { code: 'PD_REQUIRED' } });
  });
});

describe('progress for the customer', () => {
  const at = (hour: number) => new Date(`2026-03-02T0${hour}:00:00Z`);
  const scans = [
    { status: 'ENTERED' as const, at: at(1) },
    { status: 'RELEASED' as const, at: at(2) },
    { status: 'PICKED' as const, at: at(3) },
    { status: 'FINISHING' as const, at: at(4) },
  ];

  it('marks what is done, what is now, and when', () => {
    const progress = progressOf('FINISHING', scans, 'en');

    expect(progress).toMatchObject({ key: 'fitting', label: 'Fitted into your frame', reachedAt: at(4) });
    expect(progress.stages.map(({ done, current }) => (current ? 'now' : done ? 'done' : ''))).toEqual([
      'done',
      'done',
      'done',
      'now',
      '',
      '',
    ]);
  });

  it('tells of a breakage only that the lenses are in work', () => {
    expect(progressOf('SPOILED', scans, 'de')).toMatchObject({ key: 'lenses', label: 'Gläser in Arbeit' });
    expect(progressOf('ON_HOLD', scans, 'en').key).toBe('lenses');
    expect(progressOf('ON_HOLD', scans.slice(0, 1), 'en').key).toBe('ordered');
  });

  it('ends with everything done', () => {
    expect(progressOf('DISPENSED', scans, 'en').stages.every(({ done }) => done)).toBe(true);
  });
});

it.each([
  ['2026-03-12', '2026-03-10'],
  ['2026-03-03', '2026-03-02'],
  [null, null],
])('a promise of %s makes the job due on %s', (promise, due) => {
  expect(dueDate(promise, 2, '2026-03-02')).toBe(due);
});

describe('the names of a lens at the bench', () => {
  const ordered = {
    prescriptionId: 'rx_1',
    use: 'DISTANCE' as const,
    designId: 'd',
    designCode: 'single-vision',
    designName: 'Einstärken Ferne',
    materialId: 'm',
    materialCode: 'index-160',
    materialName: 'Hochbrechend 1.60',
    treatmentIds: ['t'],
    treatmentCodes: ['ar'],
    treatmentNames: ['Entspiegelung'],
    rush: false,
  };

  it('are those of the house, whatever language it was ordered in', () => {
    const houseNames = {
      design: 'Single vision distance',
      material: 'High index 1.60',
      treatments: ['Anti-reflective'],
    };

    expect(benchNames({ ...ordered, houseNames })).toEqual(houseNames);
  });

  it('are those of the order where no others were kept', () => {
    expect(benchNames(ordered)).toEqual({
      design: 'Einstärken Ferne',
      material: 'Hochbrechend 1.60',
      treatments: ['Entspiegelung'],
    });
  });
});
