import { describe, expect, it } from 'vitest';
import { checklistFor, inspectionChecklist } from './inspect-checklist.ts';
import type { CheckCode, InspectionCheck } from './inspect-types.ts';
import { waiverObstacles, waiverPolicy } from './inspect-waiver.ts';

const aCheck = (over: Partial<InspectionCheck> = {}): InspectionCheck => ({
  code: 'POWER',
  eye: 'od',
  nominal: -3000,
  measured: -3150,
  tolerance: 130,
  deviation: 150,
  pass: false,
  source: 'z80.1-summaries',
  isBinding: true,
  ...over,
});
const kinds = (checks: InspectionCheck[], faults: string[] = []) =>
  waiverObstacles({ checks, faults }).map((obstacle) => obstacle.kind);

describe('a waiver', () => {
  it('covers a value within its share of the tolerance, and not a hair more', () => {
    for (const [code, beyond] of Object.entries(waiverPolicy.beyond) as [CheckCode, number][]) {
      const at = (deviation: number) => kinds([aCheck({ code, tolerance: 100, deviation })]);
      expect(at(100 * (1 + beyond))).toEqual([]);
      expect(at(100 * (1 + beyond) + 1e-6)).toEqual(['NOT_MARGINAL']);
    }
    expect(waiverObstacles({ checks: [aCheck({ deviation: 200 })], faults: [] })).toEqual([
      { kind: 'NOT_MARGINAL', code: 'POWER', eye: 'od', deviation: 200, limit: 162.5 },
    ]);
  });

  it('never covers thickness: a thin lens breaks', () => {
    expect(
      waiverObstacles({ checks: [aCheck({ code: 'CENTRE_THICKNESS', tolerance: 0.3, deviation: 0.31 })], faults: [] }),
    ).toEqual([{ kind: 'NEVER', code: 'CENTRE_THICKNESS' }]);
  });

  it.each([
    'EYES_RIGHT',
    'DESIGN_RIGHT',
    'MATERIAL_RIGHT',
    'TREATMENTS_RIGHT',
    'SAFETY',
    'EDGE',
    'SEAT',
    'WAVE',
    'no such item',
  ])('never covers %s', (code) => {
    expect(waiverObstacles({ checks: [], faults: [code] })).toEqual([{ kind: 'NEVER', code }]);
  });

  it.each(['SCRATCH', 'INCLUSION', 'COATING', 'COLOUR_PAIR', 'SHAPE', 'STRAIN', 'FRAME'])('may cover %s', (code) => {
    expect(kinds([], [code])).toEqual([]);
  });

  it('covers two things at most', () => {
    const marginal = aCheck();
    expect(kinds([marginal, aCheck({ eye: 'os' })])).toEqual([]);
    expect(kinds([marginal], ['SCRATCH'])).toEqual([]);
    expect(waiverObstacles({ checks: [marginal, aCheck({ eye: 'os' })], faults: ['SCRATCH'] })).toEqual([
      { kind: 'TOO_MANY', count: 3, max: 2 },
    ]);
  });

  it('does not count what passed, or what does not bind', () => {
    const others = [aCheck({ pass: true, deviation: 900 }), aCheck({ isBinding: false, deviation: 900 })];
    expect(kinds([...others, aCheck(), aCheck({ eye: 'os' })])).toEqual([]);
  });
});

describe('the checklist', () => {
  const plain = { hasCoating: false, hasTint: false, isRimlessOrHalfRim: false, hasEngraving: false };
  const codes = (facts: Partial<Parameters<typeof checklistFor>[0]>) =>
    checklistFor({ stage: 'final', ...plain, ...facts }).map((item) => item.code);

  it('grows with what was ordered', () => {
    expect(codes({})).toEqual([
      'EYES_RIGHT',
      'DESIGN_RIGHT',
      'MATERIAL_RIGHT',
      'TREATMENTS_RIGHT',
      'SCRATCH',
      'WAVE',
      'INCLUSION',
      'EDGE',
      'SHAPE',
      'SEAT',
      'STRAIN',
      'FRAME',
      'SAFETY',
    ]);
    const extra = (facts: Partial<Parameters<typeof checklistFor>[0]>) => {
      const base = codes({});
      return codes(facts).filter((code) => !base.includes(code));
    };
    expect(extra({ hasCoating: true })).toEqual(['COATING']);
    expect(extra({ hasTint: true })).toEqual(['COLOUR_PAIR']);
    expect(extra({ isRimlessOrHalfRim: true })).toEqual(['HOLES_AND_GROOVE']);
    expect(extra({ hasEngraving: true })).toEqual(['ENGRAVING']);
  });

  it('has no edge, mounting or frame for an uncut lens', () => {
    const everything = { hasCoating: true, hasTint: true, isRimlessOrHalfRim: true, hasEngraving: true };
    expect(codes({ stage: 'uncut', ...everything })).toEqual([
      'EYES_RIGHT',
      'DESIGN_RIGHT',
      'MATERIAL_RIGHT',
      'TREATMENTS_RIGHT',
      'ENGRAVING',
      'SCRATCH',
      'WAVE',
      'INCLUSION',
      'COATING',
      'COLOUR_PAIR',
      'SAFETY',
    ]);
  });

  it('is worded in both languages, each code once', () => {
    expect(new Set(inspectionChecklist.map((item) => item.code)).size).toBe(inspectionChecklist.length);
    for (const item of inspectionChecklist) {
      expect(item.en.length).toBeGreaterThan(5);
      expect(item.de.length).toBeGreaterThan(5);
      expect(item.group === 'identity' || item.group === 'safety' ? item.isWaivable : false).toBe(false);
    }
  });
});
