import { refuse, writtenText } from '@opticworks/kernel';
import { type ChecklistItem, checklistFor, inspectionChecklist, isFactOn } from '@opticworks/optics';
import { designOfJob } from '../calculation/job-rules.ts';
import { ERRORS } from '../errors.ts';
import type { LabJobRow } from '../jobs/job.rows.ts';
import { routeOf } from '../jobs/move-job.ts';
import type { ChecklistFault, InspectionContent, InspectionStageName, SeenItem } from './inspection.rows.ts';

/** The items of the house's list that apply to a job. @param place where its prescription is filled */
export const checklistOf = (
  job: LabJobRow,
  stage: InspectionStageName,
  items: readonly ChecklistItem[],
  place: string | undefined,
): ChecklistItem[] =>
  checklistFor(
    {
      stage: stage === 'UNCUT' ? 'uncut' : 'final',
      hasCoating: routeOf(job).hasCoating,
      hasTint: job.lens.treatmentCodes.some((code) => /^(tint|photochromic|polarised|mirror)/.test(code)),
      isRimlessOrHalfRim: job.frame.rim !== 'FULL',
      hasEngraving: Boolean(designOfJob(job)?.corridors),
      isEuDevice: place !== undefined && isFactOn('DEVICE_DUTIES', place, []),
    },
    items,
  );

/** What a record says of an item: by the list that was looked at; records from before lists were kept had the usual one. */
export const lookedAt = (content: Pick<InspectionContent, 'items'>, code: string): SeenItem | undefined =>
  (content.items ?? inspectionChecklist).find((item) => item.code === code);

/**
 * What was found, held against the list: a fault names an item that applies; a list that was found right has no faults.
 * @throws CHECKLIST_ITEM_UNKNOWN, CHECKLIST_CONTRADICTS
 */
export function readFaults(
  items: readonly ChecklistItem[],
  faults: readonly { code: string; eye?: string | null; note?: string | null }[],
  looks: { isRight: boolean; notes: readonly string[] },
): ChecklistFault[] {
  const known = new Set(items.map((item) => item.code));
  for (const { code } of faults)
    if (!known.has(code)) refuse(ERRORS.CHECKLIST_ITEM_UNKNOWN, { code: code.slice(0, 40) });
  const isTold = faults.length > 0 || looks.notes.length > 0;
  if (looks.isRight ? faults.length > 0 : !isTold) refuse(ERRORS.CHECKLIST_CONTRADICTS);
  return faults.map(({ code, eye, note }) => ({
    code,
    eye: eye === 'OD' || eye === 'OS' ? eye : null,
    note: writtenText(note, 300, 'faults'),
  }));
}
