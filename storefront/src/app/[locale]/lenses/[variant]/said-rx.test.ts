import { describe, expect, it } from 'vitest';
import { asksAddition, asksStrength, cannotBe, emptySaid, saidBandOf } from './said-rx.ts';

describe('what is known of a prescription that comes later', () => {
  it('prices distance and progressive lenses by the strength that is said', () => {
    expect(saidBandOf('DISTANCE', { band: 'B', addition: null })).toBe('B');
    expect(saidBandOf('MULTIFOCAL', { band: 'A', addition: 'yes' })).toBe('A');
    expect(saidBandOf('DISTANCE', emptySaid)).toBeNull();
  });

  it('asks for the dearest for near lenses as long as an addition may make them stronger', () => {
    expect(saidBandOf('NEAR', { band: 'A', addition: 'yes' })).toBeNull();
    expect(saidBandOf('NEAR', { band: 'A', addition: null })).toBeNull();
    expect(saidBandOf('NEAR', { band: 'A', addition: 'no' })).toBe('A');
    expect(asksStrength('INTERMEDIATE', emptySaid)).toBe(false);
  });

  it('asks for the addition only where it matters, and knows what cannot be made without', () => {
    expect(asksAddition('DISTANCE')).toBe(false);
    expect(asksAddition('OFFICE')).toBe(true);
    expect(cannotBe('MULTIFOCAL', { band: null, addition: 'no' })).toBe(true);
    expect(cannotBe('MULTIFOCAL', emptySaid)).toBe(false);
    expect(cannotBe('NEAR', { band: null, addition: 'no' })).toBe(false);
  });
});
