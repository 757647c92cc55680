import type { OrderStatus } from './order.state.ts';

/**
 * How far the lab is with a pair, as far as cancelling its line is concerned.
 *
 * WAITING  nothing of it is used up; blanks on the shelf go back by themselves
 * PICKED   blanks lie in its tray, whole: they are put back by hand
 * CUT      material is lost when it stops here; that holds for a finished pair too
 */
export type LineStage = 'WAITING' | 'PICKED' | 'CUT';

const STAGES: Readonly<Record<string, LineStage>> = {
  PICKED: 'PICKED',
  SURFACING: 'CUT',
  COATING: 'CUT',
  FINISHING: 'CUT',
  INSPECTION: 'CUT',
  REWORK: 'CUT',
  SPOILED: 'CUT',
  PASSED: 'CUT',
};

/** What the lab told of each pair of a line: its stage, by the version of its job. */
export type LabStages = Readonly<Record<string, { stage: string; version: number }>>;

export const isCutAt = (stage: string): boolean => STAGES[stage] === 'CUT';

interface PiecesOfLine {
  quantity: number;
  labStages: LabStages;
}

/** The stages of the pieces that would be taken out: those the lab is least far with go first. */
export function stagesOf(line: PiecesOfLine, pieces: number): LineStage[] {
  const begun = Object.values(line.labStages).flatMap(({ stage }) => STAGES[stage] ?? []);
  // A pair that is made again has two jobs: as many as there are pieces count, the furthest of them.
  const all = [...begun.filter((stage) => stage === 'CUT'), ...begun.filter((stage) => stage === 'PICKED')];
  const known = all.slice(0, line.quantity);
  const waiting = new Array<LineStage>(Math.max(0, line.quantity - known.length)).fill('WAITING');
  return [...known, ...waiting].reverse().slice(0, pieces);
}

/**
 * Whether pieces of a line may be cancelled now, by the state of the order, of the pieces, and by whom.
 *
 * NO        nobody may: it is not placed, packed, gone or cancelled. A packed parcel is cancelled whole, or comes back as a return
 * NOT_YOURS only staff may: the lab has begun with it
 * COST      staff may, and say why and what the house loses
 * FREE      nothing is lost
 */
export type LineCancelling = 'NO' | 'NOT_YOURS' | 'COST' | 'FREE';

const OPEN: ReadonlySet<OrderStatus> = new Set<OrderStatus>(['PLACED', 'IN_PRODUCTION']);

export function lineCancelling(asked: {
  status: OrderStatus;
  line: PiecesOfLine;
  pieces: number;
  byStaff: boolean;
}): LineCancelling {
  const { status, line, pieces, byStaff } = asked;
  if (!OPEN.has(status) || pieces < 1 || pieces > line.quantity) return 'NO';
  const stages = stagesOf(line, pieces);
  if (!byStaff) return stages.every((stage) => stage === 'WAITING') ? 'FREE' : 'NOT_YOURS';
  return stages.includes('CUT') ? 'COST' : 'FREE';
}
