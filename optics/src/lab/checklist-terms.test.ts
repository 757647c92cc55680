import { describe, expect, it } from 'vitest';
import { keptChecklistItems, unusableChecklist } from './checklist-terms.ts';
import { type ChecklistItem, checklistFor, inspectionChecklist } from './inspect-checklist.ts';
import { waiverObstacles } from './inspect-waiver.ts';

const own: ChecklistItem = {
  code: 'DUST',
  group: 'surface',
  stages: ['final'],
  isWaivable: true,
  en: 'No dust',
  de: 'Kein Staub',
};
const withItem = (part: Partial<ChecklistItem>) => unusableChecklist([...inspectionChecklist, { ...own, ...part }]);
const changed = (code: string, part: Partial<ChecklistItem>) =>
  unusableChecklist(inspectionChecklist.map((item) => (item.code === code ? { ...item, ...part } : item)));

describe('an owner’s own checklist', () => {
  it('may hold more, less, other words and another order', () => {
    expect(unusableChecklist(inspectionChecklist)).toBeNull();
    expect(withItem({})).toBeNull();
    expect(unusableChecklist([...inspectionChecklist].reverse())).toBeNull();
    expect(unusableChecklist(inspectionChecklist.filter(({ code }) => code !== 'STRAIN'))).toBeNull();
    expect(changed('WAVE', { isWaivable: true, stages: ['uncut'], en: 'No waves' })).toBeNull();
    expect(changed('SAFETY', { en: 'Safe' })).toBeNull();
  });

  it('keeps what tells another lens or an unsafe one: on each list, at each stage, never let pass', () => {
    expect(keptChecklistItems).toEqual(['EYES_RIGHT', 'DESIGN_RIGHT', 'MATERIAL_RIGHT', 'TREATMENTS_RIGHT', 'SAFETY']);
    for (const code of keptChecklistItems) {
      expect(unusableChecklist(inspectionChecklist.filter((item) => item.code !== code))).toEqual({
        code,
        why: 'KEPT_MISSING',
      });
      for (const part of [
        { isWaivable: true },
        { onlyWith: 'tint' },
        { stages: ['final'] },
        { group: 'edge' },
      ] as const)
        expect(changed(code, part)).toEqual({ code, why: 'KEPT_CHANGED' });
    }
    expect(withItem({ group: 'safety' })).toEqual({ code: 'DUST', why: 'KEPT_CHANGED' });
    expect(withItem({ group: 'safety', isWaivable: false })).toBeNull();
  });

  it.each<[Partial<ChecklistItem>, string]>([
    [{ code: 'dust' }, 'CODE'],
    [{ code: '' }, 'CODE'],
    [{ code: 'WAVE' }, 'TWICE'],
    [{ en: ' ' }, 'WORDS'],
    [{ de: '' }, 'WORDS'],
    [{ de: 'x'.repeat(121) }, 'WORDS'],
    [{ stages: [] }, 'NO_STAGE'],
    [{ stages: ['later' as 'final'] }, 'PLACE'],
    [{ group: 'frame' as 'edge' }, 'PLACE'],
    [{ onlyWith: 'luck' as 'tint' }, 'PLACE'],
  ])('is refused with %o: %s', (part, why) => expect(withItem(part)).toMatchObject({ why }));

  it('has up to sixty items', () => {
    const many = (count: number) =>
      unusableChecklist([
        ...inspectionChecklist,
        ...Array.from({ length: count }, (_, i) => ({ ...own, code: `OWN_${i}` })),
      ]);
    expect(many(60 - inspectionChecklist.length)).toBeNull();
    expect(many(61 - inspectionChecklist.length)).toEqual({ code: '', why: 'TOO_MANY' });
  });

  it('is what applies to a job, and what a waiver is judged by', () => {
    const facts = {
      stage: 'final',
      hasCoating: false,
      hasTint: false,
      isRimlessOrHalfRim: false,
      hasEngraving: false,
    } as const;
    expect(checklistFor(facts, [own]).map(({ code }) => code)).toEqual(['DUST']);
    const question = { checks: [], faults: ['DUST'] };
    expect(waiverObstacles({ ...question, waivableFaults: ['DUST'] })).toEqual([]);
    expect(waiverObstacles({ ...question, waivableFaults: [] })).toEqual([{ kind: 'NEVER', code: 'DUST' }]);
  });
});
