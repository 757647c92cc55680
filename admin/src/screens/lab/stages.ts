/** The columns of the board, in the order of the work. */
export const stages = [
  { id: 'wait', label: 'Waiting', statuses: ['ENTERED', 'ON_HOLD'] },
  { id: 'released', label: 'Released', statuses: ['RELEASED'] },
  { id: 'picked', label: 'Picked', statuses: ['PICKED'] },
  { id: 'surfacing', label: 'Surfacing', statuses: ['SURFACING'] },
  { id: 'coating', label: 'Coating', statuses: ['COATING'] },
  { id: 'finishing', label: 'Finishing', statuses: ['FINISHING'] },
  { id: 'inspection', label: 'Inspection', statuses: ['INSPECTION'] },
  { id: 'rework', label: 'Rework', statuses: ['REWORK', 'SPOILED'] },
  { id: 'passed', label: 'Passed', statuses: ['PASSED'] },
] as const;

export const boardStatuses = stages.flatMap((stage) => [...stage.statuses]);

interface BoardJob {
  number: string;
  late: boolean;
  rush: boolean;
  dueOn: string | null;
}

/** Late first, then rush, then what is due first; equal ones by number, so that the board never shuffles by itself. */
export const byUrgency = (a: BoardJob, b: BoardJob): number =>
  Number(b.late) - Number(a.late) ||
  Number(b.rush) - Number(a.rush) ||
  (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') ||
  a.number.localeCompare(b.number);

/** Where a scan without a chosen stage takes a job: the first allowed stage that is forward. */
export function usualNext(nextStatuses: readonly string[]): string | null {
  return (
    boardStatuses.find(
      (status) => nextStatuses.includes(status) && !['ON_HOLD', 'REWORK', 'SPOILED', 'ENTERED'].includes(status),
    ) ?? null
  );
}
