import type { LensUse } from '../../../../prescription-entry/rx-form.ts';

export const steps = ['use', 'prescription', 'design', 'material', 'treatments', 'review'] as const;
export type Step = (typeof steps)[number];

export interface Selection {
  use: LensUse | null;
  designId: string | null;
  materialId: string | null;
  treatmentIds: string[];
  rush: boolean;
}

export interface Progress {
  selection: Selection;
  /** The prescription has been checked and every warning confirmed. */
  isRxAccepted: boolean;
  /** Options that can be made with everything chosen so far. */
  possible: ReadonlySet<string>;
  isComplete: boolean;
}

/** Whether a step has what the next one builds on. */
export function isDone(step: Step, { selection, isRxAccepted, possible, isComplete }: Progress): boolean {
  const holds = (id: string | null) => id !== null && possible.has(id);
  switch (step) {
    case 'use':
      return selection.use !== null;
    case 'prescription':
      return isRxAccepted;
    case 'design':
      return holds(selection.designId);
    case 'material':
      return holds(selection.materialId);
    case 'treatments':
      return selection.treatmentIds.every((id) => possible.has(id));
    case 'review':
      return isComplete;
  }
}

/** A step opens when all before it are done; people may always go back. */
export const canOpen = (step: Step, progress: Progress): boolean =>
  steps.slice(0, steps.indexOf(step)).every((one) => isDone(one, progress));

export const neighbour = (step: Step, by: 1 | -1): Step => steps[steps.indexOf(step) + by] ?? step;
