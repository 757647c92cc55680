/**
 * The life of a lab job; each move is a scan.
 *
 * ENTERED     the order is placed; prescription, calculation and blanks are being prepared
 * ON_HOLD     something is missing (see the holds); nothing may be worked on. From the stages of work a job comes here only when a trace
 *             shows that a lens no longer covers its frame; it is picked again, and each lens goes on from where it stood
 * RELEASED    everything is there: frame in its tray, prescription signed off, blanks allocated
 * PICKED      blanks lie in the tray; from here on they are used up
 * SURFACING   generating, polishing, engraving; finished stock lenses skip it and the next
 * COATING     tint, hard coat, anti-reflection
 * FINISHING   tracing, edging, mounting
 * INSPECTION  final inspection of the mounted pair
 * REWORK      failed at a station or at the inspection, and can be corrected with the same lenses
 * SPOILED     a lens broke: a new blank is asked for, then the job is released again
 * PASSED      may be packed    SHIPPED  on its way    DISPENSED  in the wearer's hands
 * CANCELLED   its order or line was cancelled: work stops wherever it stands
 *
 * PASSED, REWORK, SPOILED and RELEASED are never scanned by hand: the inspection, a supervisor's waiver, a breakage and the clearing of
 * holds make them.
 */
export type LabJobStatus =
  | 'ENTERED'
  | 'ON_HOLD'
  | 'RELEASED'
  | 'PICKED'
  | 'SURFACING'
  | 'COATING'
  | 'FINISHING'
  | 'INSPECTION'
  | 'REWORK'
  | 'SPOILED'
  | 'PASSED'
  | 'SHIPPED'
  | 'DISPENSED'
  | 'CANCELLED';

export const labMoves: Readonly<Record<LabJobStatus, readonly LabJobStatus[]>> = {
  ENTERED: ['ON_HOLD', 'RELEASED', 'CANCELLED'],
  ON_HOLD: ['RELEASED', 'CANCELLED'],
  RELEASED: ['PICKED', 'ON_HOLD', 'CANCELLED'],
  PICKED: ['SURFACING', 'COATING', 'FINISHING', 'ON_HOLD', 'SPOILED', 'CANCELLED'],
  SURFACING: ['COATING', 'FINISHING', 'ON_HOLD', 'REWORK', 'SPOILED', 'CANCELLED'],
  COATING: ['FINISHING', 'ON_HOLD', 'REWORK', 'SPOILED', 'CANCELLED'],
  FINISHING: ['INSPECTION', 'ON_HOLD', 'REWORK', 'SPOILED', 'CANCELLED'],
  INSPECTION: ['PASSED', 'REWORK', 'SPOILED', 'CANCELLED'],
  REWORK: ['SURFACING', 'COATING', 'FINISHING', 'INSPECTION', 'ON_HOLD', 'SPOILED', 'PASSED', 'CANCELLED'],
  SPOILED: ['ON_HOLD', 'RELEASED', 'CANCELLED'],
  PASSED: ['SHIPPED', 'DISPENSED', 'CANCELLED'],
  SHIPPED: ['DISPENSED'],
  DISPENSED: [],
  CANCELLED: [],
};

export const LAB_STATUSES = Object.keys(labMoves) as LabJobStatus[];

export const canMove = (from: LabJobStatus, to: LabJobStatus): boolean => labMoves[from].includes(to);

/** Moves a person may scan; the others are consequences. */
const BY_SCAN: ReadonlySet<LabJobStatus> = new Set<LabJobStatus>([
  'PICKED',
  'SURFACING',
  'COATING',
  'FINISHING',
  'INSPECTION',
  'SHIPPED',
  'DISPENSED',
]);

/** What decides which stages a job goes through. */
export interface JobRoute {
  status: LabJobStatus;
  /** At least one lens is ground from a semi-finished blank. */
  isSurfaced: boolean;
  hasCoating: boolean;
  /** A lens to be ground has surfacing before it, or coating: after a breakage one lens starts again while the other is further on. */
  surfacingDue?: boolean;
  coatingDue?: boolean;
}

/** Where the next scan may take the job. Stock lenses go from picking to edging; surfaced ones never skip surfacing. */
export function nextStatuses({
  status,
  isSurfaced,
  hasCoating,
  surfacingDue = isSurfaced,
  coatingDue = isSurfaced && hasCoating,
}: JobRoute): LabJobStatus[] {
  return labMoves[status].filter((to) => {
    if (!BY_SCAN.has(to)) return false;
    if (status === 'PICKED') return to === (surfacingDue ? 'SURFACING' : coatingDue ? 'COATING' : 'FINISHING');
    if (status === 'SURFACING') return to === (hasCoating ? 'COATING' : 'FINISHING');
    if (to === 'SURFACING') return isSurfaced;
    return to !== 'COATING' || (isSurfaced && hasCoating);
  });
}

/** Whoever cancels knows what is lost: the work stops also when lenses are cut, as long as the pair is in the house. */
export const isStoppable = (status: LabJobStatus): boolean => canMove(status, 'CANCELLED');

/** A person may stop a job until its blanks are cut. */
export const canBeHeld = (status: LabJobStatus): boolean =>
  ['ENTERED', 'ON_HOLD', 'RELEASED', 'PICKED'].includes(status);

/** The lab still has to do something. */
export const isOpen = (status: LabJobStatus): boolean =>
  !['PASSED', 'SHIPPED', 'DISPENSED', 'CANCELLED'].includes(status);

export const OPEN_STATUSES = LAB_STATUSES.filter(isOpen);

/** A lens is in somebody's hands or in a machine. */
export const canBreak = (status: LabJobStatus): boolean => canMove(status, 'SPOILED');
