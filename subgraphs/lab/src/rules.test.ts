import { defaultMakingRules, defaultPrescriptionRules, syntheticOutline } from '@opticworks/optics';
import { describe, expect, it } from 'vitest';
import { calculateLenses } from './calculation/calculate-lenses.ts';
import { nominalPair } from './inspection/nominal-pair.ts';
import { benchNames } from './jobs/bench-names.ts';
import { holdsFrom, isPrepared } from './jobs/hold.rules.ts';
import type { LensRow } from './jobs/lab-job.loader.ts';
import { canMove, isStoppable, LAB_STATUSES, type LabJobStatus, nextStatuses } from './jobs/lab-job.state.ts';
import { lensWorkView } from './jobs/lens-work.view.ts';
import { dueDate } from './jobs/open-jobs.ts';
import { progressOf } from './progress/lab-progress.rules.ts';
import { slabOffAdvice } from './wear/slab-off.rules.ts';

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

  it('stops with its order or its line while it is in the house', () => {
    expect(LAB_STATUSES.filter(isStoppable)).toEqual(
      LAB_STATUSES.filter((status) => !['SHIPPED', 'DISPENSED', 'CANCELLED'].includes(status)),
    );
    expect(LAB_STATUSES.filter((to) => canMove('CANCELLED', to) || canMove('DISPENSED', to))).toEqual([]);
  });
});

describe('holds', () => {
  const facts = {
    isCalculated: true,
    isRxVerified: true,
    isFrameInHand: true,
    isSlabOffDue: false,
    isHeightDue: false,
    isLensUnfit: false,
    blanks: ['ALLOCATED', 'ALLOCATED'] as const,
  };

  it.each([
    [{}, [], true],
    [{ isRxVerified: false }, ['RX_VERIFICATION'], true],
    [{ isFrameInHand: false, blanks: ['WAITING', 'ALLOCATED'] as const }, ['FRAME_AWAITED', 'STOCK_OUT'], true],
    [{ isLensUnfit: true }, ['LENS_UNFIT'], true],
    [{ isSlabOffDue: true }, ['SLAB_OFF_DECISION'], true],
    [{ isHeightDue: true }, ['HEIGHT_NEEDED'], true],
    [{ blanks: ['NEEDED', 'ALLOCATED'] as const }, [], false],
    [{ isCalculated: false, blanks: [] }, [], false],
  ])('%# follow from the facts', (over, holds, prepared) => {
    expect(holdsFrom({ ...facts, ...over })).toEqual(holds);
    expect(isPrepared({ ...facts, ...over })).toBe(prepared);
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

  it('halves one PD over both eyes and says which blank is missing', () => {
    const result = calculateLenses(
      prescription,
      choice,
      frame,
      { ...defaultMakingRules, blanks: [] },
      { today: '2026-03-02', eyes: ['OD', 'OS'] },
    );

    expect(result.calculated?.values.lenses.map((lens) => lens.decentrationInMm)).toEqual([3, 3]);
    expect(result.calculated?.values.problems.map(({ code, field }) => [code, field])).toEqual([
      ['BLANK_NOT_STOCKED', 'od.blank'],
      ['BLANK_NOT_STOCKED', 'os.blank'],
    ]);
  });

  it('takes the blanks of the house by their stock numbers, and names the rules it went by', () => {
    const { calculated } = calculateLenses(prescription, choice, frame, defaultMakingRules, {
      today: '2026-03-02',
      eyes: ['OD', 'OS'],
    });

    expect(calculated?.blanks).toMatchObject([
      { eye: 'OD', blank: { kind: 'FINISHED', sku: 'FSV-160-AR-65-M0600-C000' } },
      { eye: 'OS', blank: { kind: 'FINISHED', sku: 'FSV-160-AR-65-M0600-C000' } },
    ]);
    expect(calculated?.values).toMatchObject({ problems: [], rulesVersion: 'default' });
  });

  it('makes a balance lens beside one eye, as price and order did, and for that reason in a tough material only', () => {
    const { calculated } = calculateLenses({ ...prescription, os: null }, choice, frame, defaultMakingRules, {
      today: '2026-03-02',
      eyes: ['OD', 'OS'],
    });

    expect(calculated?.values.rx.os).toMatchObject({ sphere: -6_000, isBalance: true });
    expect(calculated?.values.problems.map(({ code }) => code)).toEqual(['IMPACT_MATERIAL_REQUIRED']);
  });

  it.each([
    ['the day before the eighteenth birthday', { birthDate: '2008-03-03', birthYear: 2008 }, 17],
    ['on it', { birthDate: '2008-03-02', birthYear: 2008 }, 18],
    ['in the year of it, when no day is known', { birthYear: 2008 }, 17],
    ['when nothing is known', {}, null],
  ])('counts the age of the wearer by the day: %s', (_, born, ageYears) => {
    const { calculated } = calculateLenses({ ...prescription, ...born }, choice, frame, defaultMakingRules, {
      today: '2026-03-02',
      eyes: ['OD', 'OS'],
    });

    expect(calculated?.values.ageYears).toBe(ageYears);
    expect(calculated?.values.problems.map(({ code }) => code)).toEqual(
      ageYears === 17 ? ['IMPACT_MATERIAL_REQUIRED'] : [],
    );
  });

  it('is held in a soft material when a tough one was asked for', () => {
    const { calculated } = calculateLenses(
      prescription,
      { ...choice, needsImpactMaterial: true },
      frame,
      defaultMakingRules,
      { today: '2026-03-02', eyes: ['OD', 'OS'] },
    );

    expect(calculated?.values.problems.map(({ code }) => code)).toEqual(['IMPACT_MATERIAL_REQUIRED']);
  });

  it('is inspected for the thinning that is ground, which the rules of the house decide', () => {
    const { limits } = defaultMakingRules;
    const thinned = (thinningPerAdd: number) => {
      const { calculated } = calculateLenses(
        { ...prescription, od: { ...eye(-1_000), add: 2_000 }, os: { ...eye(-1_000), add: 2_500 } },
        { ...choice, use: 'MULTIFOCAL' as const, designCode: 'progressive-premium' },
        frame,
        { ...defaultMakingRules, limits: { ...limits, thinningPerAdd } },
        { today: '2026-03-02', eyes: ['OD', 'OS'] },
      );
      const { od, os } = nominalPair(calculated!.values, {
        design: defaultMakingRules.designs['progressive-premium'],
        centration: defaultMakingRules.centration,
      });
      return [od.prisms, os.prisms];
    };

    // Both lenses get what the weaker ADD needs.
    expect(thinned(0.6)).toEqual([[{ amount: 1_200, base: 'down' }], [{ amount: 1_200, base: 'down' }]]);
    expect(thinned(0.3)).toEqual([[{ amount: 600, base: 'down' }], [{ amount: 600, base: 'down' }]]);
    expect(thinned(0)).toEqual([[], []]);
  });

  it('tells the bench what is unusual by the limits the prescription was judged by, and keeps them', () => {
    const { thresholds } = defaultPrescriptionRules;
    const at = (usualMin: number) =>
      calculateLenses(prescription, choice, frame, defaultMakingRules, {
        today: '2026-03-02',
        eyes: ['OD', 'OS'],
        judgedBy: { version: 4, thresholds: { ...thresholds, sphere: { ...thresholds.sphere, usualMin } } },
      }).calculated!.values;
    const codes = ({ warnings }: ReturnType<typeof at>) => warnings.map(({ code }) => code);

    expect(codes(at(-6_000))).not.toContain('SPHERE_UNUSUAL');
    expect(codes(at(-5_875))).toContain('SPHERE_UNUSUAL');
    expect(at(-5_875).judgedBy?.version).toBe(4);
  });

  it('tells how far a plain lens is decentred for its prism, from the power on that its rules name', () => {
    const { thresholds } = defaultPrescriptionRules;
    const calculatedFrom = (nearPlano: number, designCode = 'sv-distance') => {
      const prisms = [
        { amount: 2_000, base: 'in' as const },
        { amount: 1_000, base: 'up' as const },
      ];
      const add = designCode === 'sv-distance' ? null : 2_000;
      const { calculated } = calculateLenses(
        { ...prescription, od: { ...eye(-4_000), add, prisms }, os: { ...eye(-4_000), add } },
        { ...choice, designCode },
        frame,
        defaultMakingRules,
        {
          today: '2026-03-02',
          eyes: ['OD', 'OS'],
          judgedBy: { version: 1, thresholds: { ...thresholds, prism: { ...thresholds.prism, nearPlano } } },
        },
      );
      return calculated!.values;
    };

    const told = (...from: Parameters<typeof calculatedFrom>) =>
      calculatedFrom(...from).lenses.map(({ prismDecentration }) => prismDecentration);
    const seen = (nearPlano: number) =>
      (['OD', 'OS'] as const).map(
        (of) => lensWorkView({ eye: of } as LensRow, calculatedFrom(nearPlano))?.prismDecentration,
      );

    // c = 10·P/F: a minus lens has its base away from its centre.
    expect(told(4_000)).toEqual([{ inMm: -5, upMm: -2.5 }, undefined]);
    expect(told(4_001)).toEqual([null, undefined]);
    expect(told(250, 'progressive-premium')).toEqual([undefined, undefined]);
    expect(seen(4_000)).toEqual([{ inMm: '-5', upMm: '-2.5' }, null]);
    expect(seen(4_001)).toEqual([{ inMm: null, upMm: null }, null]);
  });

  it('reckons slab-off at the level, and advises it from the imbalance, of the rules of its job', () => {
    const { thresholds } = defaultPrescriptionRules;
    const rx = { od: eye(-4_000), os: eye(-2_000) };
    const advice = (pair: Partial<typeof thresholds.pair> | null) =>
      slabOffAdvice(
        {
          rx,
          ...(pair
            ? { judgedBy: { version: 1, thresholds: { ...thresholds, pair: { ...thresholds.pair, ...pair } } } }
            : {}),
        },
        defaultMakingRules.designs['progressive-premium'],
      );

    expect(advice(null)).toMatchObject({ imbalance: 2_000, isAdvised: true, dropMm: 10 });
    expect(advice({ slabOffFrom: 2_000 })?.isAdvised).toBe(true);
    expect(advice({ slabOffFrom: 2_001 })?.isAdvised).toBe(false);
    expect(advice({ readingDropMm: 8 })).toMatchObject({ imbalance: 1_600, dropMm: 8 });
  });

  it('asks for a missing distance', () => {
    const result = calculateLenses({ ...prescription, pd: null }, choice, frame, defaultMakingRules, {
      today: '2026-03-02',
      eyes: ['OD'],
    });

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
  expect(dueDate({ promiseDate: promise }, 2, '2026-03-02')).toBe(due);
});

it('makes a job due on the day the shop counted on, but never in the past', () => {
  const order = { promiseDate: '2026-03-12', readyBy: '2026-03-05' };
  expect(dueDate(order, 2, '2026-03-02')).toBe('2026-03-05');
  expect(dueDate(order, 2, '2026-03-06')).toBe('2026-03-06');
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
