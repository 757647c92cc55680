import type { LabJobStatus } from '../jobs/lab-job.state.ts';

export type Eye = 'OD' | 'OS';

/**
 * Where one lens of a tray stands. The two lenses diverge: after one of them broke, it starts again while the other waits finished.
 *
 * WAITING  its blank is not in the tray yet, or no longer       REWORK  failed, and is corrected with the same blank
 * the others                                                    the stage it was last carried into
 */
export type LensStage = 'WAITING' | 'REWORK' | WorkStage;
export type WorkStage = 'PICKED' | 'SURFACING' | 'COATING' | 'FINISHING' | 'INSPECTION';

export const WORK_STAGES: readonly WorkStage[] = ['PICKED', 'SURFACING', 'COATING', 'FINISHING', 'INSPECTION'];

export const isWorkStage = (status: LabJobStatus): status is WorkStage =>
  (WORK_STAGES as readonly string[]).includes(status);

const rank: Readonly<Record<LensStage, number>> = {
  WAITING: 0,
  REWORK: 1,
  PICKED: 1,
  SURFACING: 2,
  COATING: 3,
  FINISHING: 4,
  INSPECTION: 5,
};

export interface StandingLens {
  id: string;
  eye: Eye;
  kind: 'FINISHED' | 'SURFACED';
  stage: LensStage;
  attempt: number;
}

/** A stock lens is neither ground nor coated in the house. */
const goesThrough = (lens: Pick<StandingLens, 'kind'>, to: WorkStage): boolean =>
  lens.kind === 'SURFACED' || (to !== 'SURFACING' && to !== 'COATING');

/**
 * Which lenses a scan of the tray carries into a stage: those that still have it before them. A lens that is further on stays where it is,
 * and a new blank is picked only for a lens that lost its own.
 * @param asked the eyes the operator named; null for whatever is due
 */
export function carriedLenses<L extends StandingLens>(
  to: WorkStage,
  lenses: readonly L[],
  asked: readonly Eye[] | null,
): L[] {
  return lenses.filter(
    (lens) =>
      (asked === null || asked.includes(lens.eye)) &&
      goesThrough(lens, to) &&
      (to === 'PICKED' ? lens.stage === 'WAITING' : lens.stage !== 'WAITING' && rank[lens.stage] < rank[to]),
  );
}
