import { describe, expect, it } from 'vitest';
import { onStep, type PowerKind, parsePower, suggestionTexts } from './parse-power.ts';
import { parseEyeRx } from './parse-prescription.ts';
import { prescriptionThresholds } from './thresholds.ts';

const read = (text: string, kind: PowerKind) => parsePower(text, { kind });

describe('what is read', () => {
  it.each<[string, PowerKind, number]>([
    ['–2.25', 'sphere', -2250],
    ['—2.25', 'sphere', -2250],
    ['+ 2.25', 'sphere', 2250],
    ['  -2.25  ', 'sphere', -2250],
    ['-  2.25', 'sphere', -2250],
    ['-2.', 'sphere', -2000],
    ['-2.25D', 'sphere', -2250],
    ['-2.25 D', 'sphere', -2250],
    ['-2.25 dpt', 'sphere', -2250],
    ['-2.25dpt', 'sphere', -2250],
    ['-2.25 DPT', 'sphere', -2250],
    ['-2.25  SPH', 'sphere', -2250],
    ['-2.25sph', 'sphere', -2250],
    ['-2.25 D DS', 'sphere', -2250],
    ['1.5Δ', 'prism', 1500],
    ['+1.5', 'prism', 1500],
    ['Pl', 'sphere', 0],
    ['pl.', 'sphere', 0],
    ['PLAN', 'sphere', 0],
    ['Plano.', 'sphere', 0],
    ['ds.', 'cylinder', 0],
    ['plano', 'cylinder', 0],
    ['pl', 'cylinder', 0],
    ['none', 'add', 0],
    ['None', 'prism', 0],
    ['-0.00', 'sphere', 0],
    ['0', 'cylinder', 0],
    ['+0,00', 'add', 0],
    ['-0', 'cylinder', 0],
    ['-1.00', 'add', -1000],
    ['+0.12', 'sphere', 125],
    ['+0.37', 'sphere', 375],
    ['+0.62', 'sphere', 625],
    ['+0.13', 'sphere', 125],
    ['-12', 'sphere', -12_000],
    ['-10', 'sphere', -10_000],
    ['-0.004', 'sphere', 0],
    ['0.004', 'sphere', 0],
    ['+8', 'sphere', 8000],
    ['+9', 'sphere', 9000],
  ])('"%s" as %s is %i', (text, kind, value) => {
    const parsed = read(text, kind);
    expect(parsed).toEqual({ ok: true, value });
    expect(parsed.ok && Object.is(parsed.value, -0)).toBe(false);
  });
});

describe('what is asked back', () => {
  it.each<[string, PowerKind, string, number[]]>([
    ['   ', 'sphere', 'EMPTY', []],
    ['planos', 'sphere', 'NOT_A_POWER', []],
    ['xpl', 'sphere', 'NOT_A_POWER', []],
    ['xds', 'cylinder', 'NOT_A_POWER', []],
    ['dsx', 'cylinder', 'NOT_A_POWER', []],
    ['xnone', 'add', 'NOT_A_POWER', []],
    ['nonex', 'add', 'NOT_A_POWER', []],
    ['xnone', 'prism', 'NOT_A_POWER', []],
    ['nonex', 'prism', 'NOT_A_POWER', []],
    ['ds', 'sphere', 'NOT_A_POWER', []],
    ['none', 'sphere', 'NOT_A_POWER', []],
    ['pl', 'add', 'NOT_A_POWER', []],
    ['--2', 'sphere', 'NOT_A_POWER', []],
    ['-1 2', 'sphere', 'NOT_A_POWER', []],
    ['1.2345', 'sphere', 'NOT_A_POWER', []],
    ['12345', 'sphere', 'NOT_A_POWER', []],
    ['1.2.3', 'sphere', 'NOT_A_POWER', []],
    ['-1.00 x', 'sphere', 'NOT_A_POWER', []],
    ['x -1.00', 'sphere', 'NOT_A_POWER', []],
    ['-.50', 'sphere', 'NOT_A_POWER', []],
    ['-1.00', 'prism', 'NOT_A_POWER', []],
    ['-0', 'prism', 'NOT_A_POWER', []],
    ['2.25', 'sphere', 'SIGN_REQUIRED', [2250, -2250]],
    ['1', 'cylinder', 'SIGN_REQUIRED', [1000, -1000]],
    // No plus lens is that strong: only the minus can be missing.
    ['27.00', 'sphere', 'SIGN_REQUIRED', [-27000]],
    ['31.00', 'sphere', 'RANGE', []],
    ['-12.5', 'sphere', 'DID_YOU_MEAN', [-1250, -12_500]],
    ['-2.30', 'sphere', 'STEP', [-2250, -2500]],
    ['-2.45', 'sphere', 'STEP', [-2500, -2250]],
    ['2.30', 'sphere', 'STEP', [2250, -2250, 2500, -2500]],
    ['+1.10', 'add', 'STEP', [1000, 1250]],
    ['1.1', 'add', 'STEP', [1125]],
    ['1.3', 'add', 'STEP', [1375]],
    ['1.2', 'add', 'STEP', [1250]],
    ['1.2', 'sphere', 'STEP', [1250, -1250]],
    ['-1.7', 'sphere', 'STEP', [-1750]],
    ['0.09', 'sphere', 'STEP', [0, 250, -250]],
    ['-0.09', 'sphere', 'STEP', [0, -250]],
    ['-1.4', 'sphere', 'STEP', [-1500, -1250]],
    ['-22.5', 'sphere', 'DID_YOU_MEAN', [-2250, -22_500]],
    ['22.5', 'sphere', 'SIGN_REQUIRED', [22_500, -22_500]],
    ['-225', 'sphere', 'DID_YOU_MEAN', [-2250]],
    ['225', 'sphere', 'DID_YOU_MEAN', [2250, -2250]],
    ['225', 'add', 'DID_YOU_MEAN', [2250]],
    ['-125', 'cylinder', 'DID_YOU_MEAN', [-1250]],
    ['-12.5', 'cylinder', 'DID_YOU_MEAN', [-1250]],
    ['15', 'prism', 'DID_YOU_MEAN', [1500, 15_000]],
    ['50', 'add', 'RANGE', []],
    ['-99.00', 'sphere', 'RANGE', []],
    ['99.10', 'sphere', 'RANGE', []],
    ['+25.25', 'sphere', 'RANGE', []],
    ['-10.25', 'cylinder', 'RANGE', []],
    ['20.25', 'prism', 'RANGE', []],
  ])('"%s" as %s: %s %o', (text, kind, code, suggestions) => {
    expect(read(text, kind)).toMatchObject({ ok: false, code, suggestions });
  });
});

describe('limits of a power', () => {
  it.each<[PowerKind, string, string]>([
    ['sphere', '-30.00', '-30.12'],
    ['sphere', '+25.00', '+25.12'],
    ['cylinder', '-10.00', '-10.12'],
    ['cylinder', '+10.00', '+10.12'],
    ['add', '4.00', '4.12'],
    ['prism', '20.00', '20.12'],
  ])('%s reads %s and not %s', (kind, inside, outside) => {
    expect(read(inside, kind).ok).toBe(true);
    expect(read(outside, kind).ok).toBe(false);
  });

  it('are the caller’s', () => {
    const thresholds = { ...prescriptionThresholds, cylinder: { max: 2000, usualMax: 1000 } };

    expect(parsePower('-2.00', { kind: 'cylinder', thresholds })).toEqual({ ok: true, value: -2000 });
    expect(parsePower('-2.25', { kind: 'cylinder', thresholds })).toEqual({
      ok: false,
      code: 'RANGE',
      suggestions: [],
      value: -2250,
    });
    expect(parsePower('-2.25', { kind: 'cylinder' })).toEqual({ ok: true, value: -2250 });
    const wide = { max: 30_000, usualMin: 20_000, usualMax: 20_000 };
    const generous = {
      ...prescriptionThresholds,
      sphere: { min: -30_000, max: 30_000, usualMin: -20_000, usualMax: 20_000 },
      cylinder: { max: 20_000, usualMax: 10_000 },
      add: { ...prescriptionThresholds.add, ...wide },
      prism: { ...prescriptionThresholds.prism, horizontalUsualMax: 20_000 },
    };
    for (const [kind, text] of [
      ['sphere', '-20'],
      ['sphere', '+20'],
      ['cylinder', '-10'],
      ['add', '20'],
      ['prism', '20'],
    ] as const)
      expect(parsePower(text, { kind, thresholds: generous })).toMatchObject({ ok: true });
    const onlyPlus = { ...prescriptionThresholds, sphere: { min: -3000, max: 8000, usualMin: -3000, usualMax: 8000 } };
    expect(parsePower('5.00', { kind: 'sphere', thresholds: onlyPlus })).toMatchObject({ suggestions: [5000] });
  });
});

it.each([
  [2120, 2125],
  [2130, 2125],
  [2119, null],
  [2131, null],
  [-2120, -2125],
  [2125, 2125],
  [2130.000_000_9, 2125],
  [2130.01, null],
])('takes %d for the step %s', (typed, step) => expect(onStep(typed)).toBe(step));

it('writes suggestions so that they can be typed', () => {
  expect(suggestionTexts([-2250, 1000])).toEqual(['-2.25', '+1.00']);
});

describe('an eye as typed', () => {
  it('is empty where nothing was typed', () => {
    expect(parseEyeRx('os', {})).toEqual({
      draft: { sphere: null, cylinder: null, axis: null, add: null, prisms: [] },
      errors: [],
    });
    expect(
      parseEyeRx('os', { sphere: ' ', cylinder: '', axis: ' ', add: '  ', prisms: [{ amount: ' ', base: '' }, {}] }),
    ).toEqual({
      draft: { sphere: null, cylinder: null, axis: null, add: null, prisms: [] },
      errors: [],
    });
  });

  it('reads every field', () => {
    const typed = {
      sphere: '+1.25',
      cylinder: '-0.50',
      axis: ' 5 ',
      add: '2.00',
      prisms: [
        { amount: '1', base: 'up' as const },
        { amount: '0.5' },
        { base: 'in' as const },
        { amount: '', base: null },
      ],
    };
    expect(parseEyeRx('od', typed)).toEqual({
      draft: {
        sphere: 1250,
        cylinder: -500,
        axis: 5,
        add: 2000,
        prisms: [
          { amount: 1000, base: 'up' },
          { amount: 500, base: null },
          { amount: null, base: 'in' },
        ],
      },
      errors: [],
    });
  });

  it('names each field it could not read', () => {
    const { errors } = parseEyeRx('os', {
      sphere: '1.2',
      cylinder: 'abc',
      axis: '9x',
      add: '9.00',
      prisms: [{ amount: '-1', base: 'in' }],
    });

    expect(errors).toEqual([
      { code: 'STEP', field: 'os.sphere', params: { typed: '1.2', suggestions: '+1.25, -1.25' } },
      { code: 'NOT_A_POWER', field: 'os.cylinder', params: { typed: 'abc', suggestions: '' } },
      { code: 'AXIS_NOT_INTEGER', field: 'os.axis', params: { value: '9x' } },
      { code: 'ADD_TOO_HIGH', field: 'os.add', params: { value: 9000, max: 4000 } },
      { code: 'NOT_A_POWER', field: 'os.prism', params: { typed: '-1', suggestions: '' } },
    ]);
  });

  it.each([
    ['x90', 90],
    ['X 090', 90],
    ['×5', 5],
    ['× 5', 5],
    ['180°', 180],
    ['x  7', 7],
    ['000', 0],
    ['999', 999],
  ])('reads the axis "%s"', (axis, value) => {
    expect(parseEyeRx('od', { axis })).toMatchObject({ draft: { axis: value }, errors: [] });
  });

  it.each(['9.5', '1800', 'xx5', '5x', '5°5', '-5', 'a5', '5a'])('asks about the axis "%s"', (axis) => {
    expect(parseEyeRx('od', { axis })).toMatchObject({
      draft: { axis: null },
      errors: [{ code: 'AXIS_NOT_INTEGER', field: 'od.axis', params: { value: axis } }],
    });
  });
});
