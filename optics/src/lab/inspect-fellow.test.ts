import { describe, expect, it } from 'vitest';
import { inspect } from './inspect.ts';
import { missingReadings } from './missing-readings.ts';
import { toleranceProfiles } from './tolerance-profile-choice.ts';

const lens = (sphere: number) => ({ sphere, cylinder: 0, axis: null, prisms: [] });
const nominal = { od: lens(-2_000), os: lens(-2_000), pdMm: 62 };
const profile = toleranceProfiles['ansi-z80.1']!;
const options = { kind: 'single-vision-or-multifocal', madeEyes: ['od'] } as const;

describe('a new lens beside one that stays', () => {
  it('is judged by itself, the other only by what they make together', () => {
    const worn = inspect(nominal, { od: lens(-2_000), os: lens(-2_250), pdMm: 62 }, profile, options);
    expect(worn.verdict).toBe('pass');
    expect(worn.checks).toContainEqual(
      expect.objectContaining({ code: 'POWER', eye: 'os', pass: false, isBinding: false }),
    );
    expect(inspect(nominal, { od: lens(-2_250), os: lens(-2_000), pdMm: 62 }, profile, options).verdict).toBe('fail');

    const up = (amount: number) => ({ ...lens(-2_000), prisms: [{ amount, base: 'up' as const }] });
    expect(inspect(nominal, { od: up(330), os: lens(-2_000), pdMm: 62 }, profile, options).verdict).toBe('pass');
    expect(inspect(nominal, { od: up(331), os: lens(-2_000), pdMm: 62 }, profile, options).verdict).toBe('fail');
  });

  it('asks for the height of both, and for the ADD of the new one', () => {
    const wanted = { ...lens(-2_000), add: 2_000, heightMm: 20 };
    const pair = { od: wanted, os: wanted, pdMm: 62 };
    expect(missingReadings(pair, { od: lens(-2_000), os: lens(-2_000), pdMm: 62 }, true, ['od'])).toEqual([
      { reading: 'ADD', eye: 'od' },
      { reading: 'HEIGHT', eye: 'od' },
      { reading: 'HEIGHT', eye: 'os' },
    ]);
  });
});
