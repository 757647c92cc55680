import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPower, formatPowerMachine, formatRx } from './format-power.ts';
import { type PowerKind, parsePower } from './parse-power.ts';
import { parseEyeRx } from './parse-prescription.ts';

describe('parsePower', () => {
  it.each<[string, PowerKind, number]>([
    ['-2.25', 'sphere', -2250],
    ['−2,25', 'sphere', -2250],
    ['+1', 'sphere', 1000],
    ['- 2.25', 'sphere', -2250],
    ['-2.12', 'sphere', -2125],
    ['-2.13', 'sphere', -2125],
    ['-2.125', 'sphere', -2125],
    ['+0.87', 'sphere', 875],
    ['PL', 'sphere', 0],
    ['plano', 'sphere', 0],
    ['0.00', 'sphere', 0],
    ['-2.00 DS', 'sphere', -2000],
    ['-22.50', 'sphere', -22500],
    ['-10.5', 'sphere', -10500],
    ['DS', 'cylinder', 0],
    ['sph', 'cylinder', 0],
    ['2.00', 'add', 2000],
    ['+2.00', 'add', 2000],
    ['1.5', 'prism', 1500],
  ])('reads %s as %s %i', (text, kind, value) => {
    expect(parsePower(text, { kind })).toEqual({ ok: true, value });
  });

  it.each<[string, PowerKind, string, number[] | null]>([
    ['2.00', 'sphere', 'SIGN_REQUIRED', [2000, -2000]],
    ['0.50', 'cylinder', 'SIGN_REQUIRED', [500, -500]],
    ['-2.30', 'sphere', 'STEP', [-2250, -2500]],
    ['-1.2', 'sphere', 'STEP', [-1250]],
    ['-22.5', 'sphere', 'DID_YOU_MEAN', [-2250, -22500]],
    ['-225', 'sphere', 'DID_YOU_MEAN', [-2250]],
    ['200', 'add', 'DID_YOU_MEAN', [2000]],
    ['-99.00', 'sphere', 'RANGE', null],
    ['two', 'sphere', 'NOT_A_POWER', []],
    ['', 'sphere', 'EMPTY', []],
    ['-1', 'prism', 'NOT_A_POWER', []],
  ])('asks back for %s as %s', (text, kind, code, suggestions) => {
    const parsed = parsePower(text, { kind });

    expect(parsed).toMatchObject({ ok: false, code });
    if (suggestions && !parsed.ok) expect(parsed.suggestions).toEqual(suggestions);
  });

  it('reads back every power it prints', () => {
    fc.assert(
      fc.property(fc.integer({ min: -96, max: 64 }), (eighths) => {
        const value = eighths * 125;
        expect(parsePower(formatPowerMachine(value), { kind: 'sphere' })).toEqual({ ok: true, value });
        expect(parsePower(formatPower(value), { kind: 'sphere' })).toEqual({ ok: true, value });
      }),
    );
  });

  it('only ever suggests values it would accept', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[+-]?\d{1,3}(\.\d{0,3})?$/), (text) => {
        const parsed = parsePower(text, { kind: 'sphere' });
        if (parsed.ok) return;
        for (const s of parsed.suggestions)
          expect(parsePower(formatPowerMachine(s), { kind: 'sphere' })).toEqual({ ok: true, value: s });
      }),
    );
  });
});

it('reads the fields of an eye and points at the unreadable one', () => {
  const { draft, errors } = parseEyeRx('od', {
    sphere: '-1.00',
    cylinder: '0.50',
    axis: '×090',
    prisms: [{ amount: '1.5', base: 'in' }],
  });

  expect(draft).toMatchObject({ sphere: -1000, cylinder: null, axis: 90, prisms: [{ amount: 1500, base: 'in' }] });
  expect(errors).toEqual([
    { code: 'SIGN_REQUIRED', field: 'od.cylinder', params: { typed: '0.50', suggestions: '+0.50, -0.50' } },
  ]);
});

it('prints a prescription on one line', () => {
  expect(formatRx({ sphere: 0, cylinder: -1250, axis: 10, add: 2000 })).toBe('plano −1.25 ×010 ADD +2.00');
  expect(formatRx({ sphere: -2125, cylinder: 0, axis: null })).toBe('−2.12 DS');
});
