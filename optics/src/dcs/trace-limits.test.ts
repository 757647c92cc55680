import { describe, expect, it } from 'vitest';
import type { DcsTrace } from './dcs.types.ts';
import { type TraceLimit, traceLimits, traceLimitTexts, unusableTraceLimit } from './trace-limits.ts';
import { traceShapes } from './trace-shapes.ts';

/** A round lens of 40 mm, traced at every degree, with what the file says of it. */
const round = (radius = 2_000): DcsTrace =>
  ({
    side: 'od',
    type: 'F',
    line: 1,
    angles: null,
    radii: Array.from({ length: 360 }, () => radius),
  }) as unknown as DcsTrace;
const read = (over: Partial<typeof traceLimits>, records: [string, string][] = [], trace = round()) =>
  traceShapes(
    { records: records.map(([label, ...fields]) => ({ label, fields })) as never, traces: [trace] },
    { ...traceLimits, ...over },
  );
const codes = (result: ReturnType<typeof traceShapes>) => (result.ok ? [] : result.errors.map(({ code }) => code));

describe('what a traced frame is judged by', () => {
  it('is the house’s own: each limit at it passes, beyond it does not', () => {
    expect(codes(read({ radiusMax: 20 }))).toEqual([]);
    expect(codes(read({ radiusMax: 19.9 }))).toEqual(['RADIUS_OUT_OF_RANGE']);
    expect(codes(read({ radiusMin: 20.1 }))).toEqual(['RADIUS_OUT_OF_RANGE']);
    expect(codes(read({ widthMin: 40.1 }))).toEqual(['SIZE_OUT_OF_RANGE']);
    expect(codes(read({ widthMax: 39.9 }))).toEqual(['SIZE_OUT_OF_RANGE']);
    expect(codes(read({ heightMin: 40.1 }))).toEqual(['SIZE_OUT_OF_RANGE']);
    expect(codes(read({ heightMax: 39.9 }))).toEqual(['SIZE_OUT_OF_RANGE']);
    expect(codes(read({ dblMin: 18 }, [['DBL', '18']]))).toEqual([]);
    expect(codes(read({ dblMin: 18.1 }, [['DBL', '18']]))).toEqual(['SIZE_OUT_OF_RANGE']);
    expect(codes(read({ dblMax: 17.9 }, [['DBL', '18']]))).toEqual(['SIZE_OUT_OF_RANGE']);
    const stepped = { ...round(), radii: [2_100, ...round().radii.slice(1)] };
    expect(codes(read({ neighbourStep: 1.1 }, [], stepped))).toEqual([]);
    expect(codes(read({ neighbourStep: 1 }, [], stepped))).toEqual(['RADIUS_JUMP']);
  });

  it('has a name in both languages, a source and room around the usual number', () => {
    expect(Object.keys(traceLimitTexts)).toEqual(Object.keys(traceLimits));
    for (const [code, { en, de, from, to, source }] of Object.entries(traceLimitTexts)) {
      expect([code, en !== de, source.length > 10]).toEqual([code, true, true]);
      expect(traceLimits[code as TraceLimit]).toBeGreaterThanOrEqual(from);
      expect(traceLimits[code as TraceLimit]).toBeLessThanOrEqual(to);
    }
    expect(unusableTraceLimit(traceLimits)).toBeNull();
  });

  it('is refused outside that room, and where the least is not below the most', () => {
    for (const [code, { from, to, unit }] of Object.entries(traceLimitTexts)) {
      const advice = `Give ${from} to ${to} ${unit}.`;
      for (const value of [from - 0.001, to + 0.001, Number.NaN])
        expect(unusableTraceLimit({ ...traceLimits, [code]: value })).toEqual({ code, advice });
    }
    expect(unusableTraceLimit({ ...traceLimits, widthMin: 60, widthMax: 60 })).toEqual({
      code: 'widthMax',
      advice: 'It must be above narrowest lens (a).',
    });
    expect(unusableTraceLimit({ ...traceLimits, widthMin: 59.9, widthMax: 60 })).toBeNull();
  });
});
