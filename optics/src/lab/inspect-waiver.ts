import { inspectionChecklist } from './inspect-checklist.ts';
import type { CheckCode, InspectionCheck } from './inspect-types.ts';

/** How far beyond its tolerance a value may lie for a supervisor to let it pass. All of it is the house's own. */
export interface WaiverPolicy {
  /** Share of the tolerance by which it may be exceeded, by check; 0.25 lets 0.13 D be 0.1625 D. Absent: never. */
  beyond: Partial<Record<CheckCode, number>>;
  /** So many values and faults of one inspection at most: more is no marginal deviation. */
  maxItems: number;
}

export const waiverPolicy: WaiverPolicy = {
  beyond: {
    POWER: 0.25,
    POWER_ALONG_AXIS: 0.25,
    POWER_ACROSS_AXIS: 0.25,
    CYLINDER: 0.25,
    AXIS: 0.34,
    ADD: 0.25,
    PRISM_UNMOUNTED: 0.25,
    PRISM_EYE: 0.25,
    PRISM_VERTICAL: 0.25,
    PRISM_HORIZONTAL: 0.25,
    PRP_LEVEL: 0.25,
    PD: 0.25,
    FITTING_CROSS: 0.25,
    HEIGHT: 0.5,
    HEIGHT_PAIR: 0.5,
    SEGMENT_HORIZONTAL: 0.25,
    SEGMENT_SIZE: 0.5,
    SEGMENT_SIZE_PAIR: 0.5,
    SEGMENT_TILT: 0.5,
    BASE_CURVE: 0.5,
    WARPAGE: 0.25,
    // A lens that is too thin is no longer impact resistant: thickness is not waived.
  },
  maxItems: 2,
};

export type WaiverObstacle =
  | { kind: 'NOT_MARGINAL'; code: CheckCode; eye: InspectionCheck['eye']; deviation: number; limit: number }
  | { kind: 'NEVER'; code: string }
  | { kind: 'TOO_MANY'; count: number; max: number };

export interface WaiverQuestion {
  checks: readonly InspectionCheck[];
  /** Codes of the checklist items that were found faulty. */
  faults: readonly string[];
  /** Those of them that may be let pass, as the list said that was looked at; by the usual list when absent. */
  waivableFaults?: readonly string[];
}

const usuallyWaivable = inspectionChecklist.filter(({ isWaivable }) => isWaivable).map(({ code }) => code);

const SLACK = 1e-9;

/**
 * What stands against letting a failed inspection pass. A wrong eye, design, material or treatment, or a missing safety property, is never
 * let pass, however small it looks; a value only within the policy's share of its tolerance.
 * @returns nothing when a supervisor may decide
 */
export function waiverObstacles(question: WaiverQuestion, policy: WaiverPolicy = waiverPolicy): WaiverObstacle[] {
  const failed = question.checks.filter((check) => !check.pass && check.isBinding);
  const obstacles: WaiverObstacle[] = failed.flatMap((check): WaiverObstacle[] => {
    const { code, eye, deviation, tolerance } = check;
    const beyond = policy.beyond[code];
    if (beyond === undefined) return [{ kind: 'NEVER', code }];
    const limit = tolerance * (1 + beyond);
    return deviation <= limit + SLACK ? [] : [{ kind: 'NOT_MARGINAL', code, eye, deviation, limit }];
  });
  for (const code of question.faults) {
    const isWaivable = (question.waivableFaults ?? usuallyWaivable).includes(code);
    if (!isWaivable) obstacles.push({ kind: 'NEVER', code });
  }
  const count = failed.length + question.faults.length;
  if (count > policy.maxItems) obstacles.push({ kind: 'TOO_MANY', count, max: policy.maxItems });
  return obstacles;
}
