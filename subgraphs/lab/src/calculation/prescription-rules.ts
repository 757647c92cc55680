import type { Caller } from '@opticworks/kernel';
import { type PrescriptionRules, type PrescriptionThresholds, prescriptionThresholds } from '@opticworks/optics';
import { ReadPrescriptionRules } from '@opticworks/schema/operations/customer-rx';

/** What a job was judged by; kept with its values, so that it is judged alike for as long as it is made. */
export interface JudgedBy {
  version: number;
  thresholds: PrescriptionThresholds;
}

/**
 * What the prescription desk judges by at this moment. Asked with the version that is known, which is answered by the version alone while
 * nothing changed; a failed answer is not kept.
 */
export function currentPrescriptionRules(caller: Caller): () => Promise<PrescriptionRules> {
  let known: PrescriptionRules | null = null;
  return async () => {
    const { rules } = await caller.call(ReadPrescriptionRules, { knownVersion: known?.version ?? null });
    if (rules) known = rules;
    if (!known) throw new Error('The prescription desk knows of a version nobody has.');
    return known;
  };
}

export const judgedBy = ({ version, thresholds }: PrescriptionRules): JudgedBy => ({ version, thresholds });

/** How far below the distance centres the wearer of a job reads, mm; jobs from before it was kept had the usual drop. */
export const readingDropOf = ({ judgedBy: kept }: { judgedBy?: JudgedBy }): number =>
  (kept?.thresholds ?? prescriptionThresholds).pair.readingDropMm;
