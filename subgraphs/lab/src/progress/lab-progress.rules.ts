import type { LabJobStatus } from '../jobs/lab-job.state.ts';

/** Steps as the customer sees them; several stages of the lab are one of these. */
export const progressSteps = [
  { key: 'ordered', en: 'Order received', de: 'Bestellung eingegangen', reached: ['ENTERED'] },
  { key: 'checked', en: 'Prescription and frame checked', de: 'Rezept und Fassung geprüft', reached: ['RELEASED'] },
  { key: 'lenses', en: 'Lenses in work', de: 'Gläser in Arbeit', reached: ['PICKED', 'SURFACING', 'COATING'] },
  { key: 'fitting', en: 'Fitted into your frame', de: 'Einpassen in Ihre Fassung', reached: ['FINISHING'] },
  { key: 'inspection', en: 'Final inspection', de: 'Endkontrolle', reached: ['INSPECTION'] },
  { key: 'ready', en: 'Ready to ship', de: 'Versandbereit', reached: ['PASSED'] },
] as const satisfies readonly { key: string; en: string; de: string; reached: readonly LabJobStatus[] }[];

export type ProgressKey = (typeof progressSteps)[number]['key'] | 'cancelled';

const CANCELLED = { en: 'Cancelled', de: 'Storniert' };

/** Which step a job stands at. Rework and breakage are the lab's business: the customer's glasses are still in work. */
const stepAt: Record<LabJobStatus, number> = {
  ENTERED: 0,
  ON_HOLD: 0,
  RELEASED: 1,
  PICKED: 2,
  SURFACING: 2,
  COATING: 2,
  SPOILED: 2,
  REWORK: 3,
  FINISHING: 3,
  INSPECTION: 4,
  PASSED: 5,
  SHIPPED: 5,
  DISPENSED: 5,
  CANCELLED: 0,
};

export interface Progress {
  key: ProgressKey;
  label: string;
  reachedAt: Date | null;
  stages: { label: string; done: boolean; current: boolean; at: Date | null }[];
}

/**
 * @param scans of the job, oldest first
 * @returns steps with the moment each was first reached; a job thrown back by a breakage shows its later steps as not reached again
 */
export function progressOf(
  status: LabJobStatus,
  scans: readonly { status: LabJobStatus; at: Date }[],
  locale: 'en' | 'de',
): Progress {
  const isCancelled = status === 'CANCELLED';
  const current = status === 'ON_HOLD' && scans.some((scan) => scan.status === 'PICKED') ? 2 : stepAt[status];
  const isFinished = current === progressSteps.length - 1;
  const firstAt = (reached: readonly LabJobStatus[]) => scans.find((scan) => reached.includes(scan.status))?.at ?? null;
  const stages = progressSteps.map((step, i) => ({
    label: step[locale],
    done: !isCancelled && (i < current || isFinished),
    current: !isCancelled && i === current,
    at: i <= current ? firstAt(step.reached) : null,
  }));
  const step = progressSteps[current]!;
  return {
    key: isCancelled ? 'cancelled' : step.key,
    label: isCancelled ? CANCELLED[locale] : step[locale],
    reachedAt: isCancelled ? firstAt(['CANCELLED']) : (stages[current]?.at ?? null),
    stages,
  };
}
