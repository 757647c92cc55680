import { describe, expect, it } from 'vitest';
import { canOpen, isDone, neighbour, type Progress } from './steps.ts';

const aProgress = (change: Partial<Progress> = {}): Progress => ({
  selection: { use: 'DISTANCE', designId: 'd', materialId: 'm', treatmentIds: [], rush: false },
  isRxAccepted: true,
  possible: new Set(['d', 'm']),
  isComplete: true,
  ...change,
});

describe('the order of the lens builder', () => {
  it('opens a step only when all before it are done', () => {
    expect(canOpen('review', aProgress())).toBe(true);
    expect(canOpen('design', aProgress({ isRxAccepted: false }))).toBe(false);
    expect(canOpen('prescription', aProgress({ isRxAccepted: false }))).toBe(true);
  });

  it('closes later steps when a choice can no longer be made', () => {
    const progress = aProgress({ possible: new Set(['d']) });

    expect(isDone('material', progress)).toBe(false);
    expect(canOpen('treatments', progress)).toBe(false);
  });

  it('stays at its ends', () => {
    expect(neighbour('use', -1)).toBe('use');
    expect(neighbour('use', 1)).toBe('prescription');
    expect(neighbour('review', 1)).toBe('review');
  });
});
