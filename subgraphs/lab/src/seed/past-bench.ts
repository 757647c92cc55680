import { coatedLenses, coatsLeft } from '../batches/coats.ts';
import { recordBlank } from '../blanks/record-blank.ts';
import { inspectJob } from '../inspection/inspect-job.ts';
import { routeRework } from '../inspection/route-rework.ts';
import { waiveInspection } from '../inspection/waive-inspection.ts';
import { holdJob, releaseHold } from '../jobs/hold-job.ts';
import { jobsById, type LabJobRow } from '../jobs/job.rows.ts';
import { isOpen, type LabJobStatus, nextStatuses } from '../jobs/lab-job.state.ts';
import { routeOf } from '../jobs/move-job.ts';
import { reportBreakage } from '../jobs/report-breakage.ts';
import { moveLabJob } from '../jobs/scan-job.ts';
import { setRush } from '../promise/set-rush.ts';
import { reworkLens } from '../stages/rework-lens.ts';
import { giveHeights } from '../wear/given-height.ts';
import { decideSlabOff } from '../wear/slab-off.ts';
import type { agenda, Course } from './agenda.ts';
import { pastCarriers } from './past-carriers.ts';
import type { Fate } from './past-fates.ts';
import type { PastLab } from './past-lab.ts';
import { people } from './past-people.ts';
import { pastReadings } from './past-readings.ts';
import type { Random } from './seeded-random.ts';

const HOUR_MS = 3_600_000;
/** More than any job needs; a job that turns in a circle ends the seed instead of hanging it. */
const MOST_STEPS = 60;
/** What lies before a job, in steps of about the same length. */
const STEPS_LEFT: Partial<Record<LabJobStatus, number>> = {
  RELEASED: 6,
  PICKED: 5,
  SURFACING: 4,
  COATING: 3,
  FINISHING: 2,
  INSPECTION: 1,
  REWORK: 2,
  SPOILED: 6,
};
const STATIONS: Partial<Record<LabJobStatus, readonly string[]>> = {
  PICKED: ['PICK-1'],
  SURFACING: ['GEN-1', 'GEN-2'],
  COATING: ['HC-1'],
  FINISHING: ['EDGE-1', 'EDGE-2'],
  INSPECTION: ['QC-1'],
  DISPENSED: ['SHIP-1'],
};

/** What of a fate has happened already. */
type Happened = Set<keyof Fate>;

/** The work at the benches of the past: each job goes the way its state allows, and meets what was meant for it. */
export function pastBench(lab: PastLab, plan: ReturnType<typeof agenda>, random: Random) {
  const { parts, clock, settle } = lab;
  const carriers = pastCarriers(lab, plan);
  const jobOf = async (id: string): Promise<LabJobRow> => {
    const [job] = await jobsById(parts.database.query.bind(parts.database), [id]);
    if (!job) throw new Error(`Job ${id} is gone.`);
    return job;
  };
  const statusOf = async (id: string): Promise<LabJobStatus> => {
    const [job] = await parts.database.query<{ status: LabJobStatus }>('SELECT status FROM lab_job WHERE id = $1', [
      id,
    ]);
    if (!job) throw new Error(`Job ${id} is gone.`);
    return job.status;
  };
  const inHours = (hours: number): number => clock.now().getTime() + hours * HOUR_MS;
  const scan = (job: LabJobRow, to: LabJobStatus) =>
    moveLabJob(parts, random.pick(people.bench), job.id, {
      to,
      station: random.pick(STATIONS[to] ?? ['BENCH-1']),
      note: null,
    });

  /** @returns hours until the next step, or nothing where the usual pace is right */
  const step = async (job: LabJobRow, fate: Fate, happened: Happened): Promise<number | undefined> => {
    if (job.status === 'ON_HOLD') return clearHolds(job);
    if (job.status === 'RELEASED') return release(job, fate, happened);
    if (fate.breaks?.at === job.status && !happened.has('breaks')) {
      happened.add('breaks');
      await spoil(job, fate.breaks.reason);
      return undefined;
    }
    if (job.status === 'FINISHING' && fate.reworks && !happened.has('reworks')) {
      happened.add('reworks');
      const request = { jobId: job.id, eyes: ['OS'], reasonCode: fate.reworks, note: null };
      await reworkLens(parts, people.bench[0], request);
      return undefined;
    }
    if (job.status === 'INSPECTION') return inspect(job, happened.has('fails') ? null : (fate.fails ?? null), happened);
    if (job.status === 'REWORK' && fate.fails && happened.has('fails')) {
      const isDone = await answerFailure(job, fate.fails);
      if (isDone) return undefined;
    }
    return onwards(job);
  };

  const clearHolds = async (job: LabJobRow): Promise<number | undefined> => {
    for (const reason of job.holdReasons) {
      if (reason === 'RX_VERIFICATION') await releaseHold(parts, people.optician, job.id, reason);
      if (reason === 'CUSTOMER_QUESTION') await releaseHold(parts, people.associate, job.id, reason);
      if (reason === 'HEIGHT_NEEDED') {
        const middle = Math.round(job.frame.lensHeightTenthsMm / 2) / 10;
        await giveHeights(parts, people.optician, {
          jobId: job.id,
          heights: { odMm: middle, osMm: middle },
          reason: 'Read off the present pair, which has the same shape',
        });
      }
      if (reason === 'SLAB_OFF_DECISION')
        await decideSlabOff(parts, people.optician, {
          jobId: job.id,
          isMade: false,
          reason: 'Has worn progressives with this difference for years',
        });
    }
    await settle();
    return 1;
  };

  const release = async (job: LabJobRow, fate: Fate, happened: Happened): Promise<number | undefined> => {
    if (fate.question && !happened.has('question')) {
      happened.add('question');
      await holdJob(parts, people.associate, job.id, 'CUSTOMER_QUESTION', fate.question.text);
      return fate.question.hours;
    }
    if (fate.rush && !job.rush)
      await setRush(parts, people.owner, { jobId: job.id, rush: true, reason: fate.rush, override: true });
    await scan(job, 'PICKED');
    await settle();
    const lenses = await parts.database.query<{ eye: string; sku: string | null; status: string }>(
      'SELECT eye, blank_sku AS sku, blank_status AS status FROM lab_lens WHERE job_id = $1 ORDER BY eye',
      [job.id],
    );
    for (const { eye, sku, status } of lenses)
      if (sku && status === 'CONSUMED')
        await recordBlank(parts, people.bench[0], {
          jobId: job.id,
          eye,
          sku,
          lot: `L${clock.today().slice(2, 7).replace('-', '')}`,
          serial: null,
          powerErrorMdpt: null,
          measuredBaseMdpt: null,
          measuredThicknessUm: null,
        });
    return undefined;
  };

  const spoil = async (job: LabJobRow, reasonCode: string): Promise<void> => {
    const eye = job.remakeEyes?.[0] ?? 'OD';
    await reportBreakage(parts, people.bench[0], { jobId: job.id, eye, reasonCode, note: null });
    await settle();
  };

  const inspect = async (job: LabJobRow, fails: Fate['fails'] | null, happened: Happened): Promise<undefined> => {
    const off = fails?.by === 'power' || fails?.by === 'margin' ? fails.by : null;
    const { inspection } = await inspectJob(parts, people.inspector, {
      jobId: job.id,
      stage: 'FINAL',
      instrument: 'LM-1',
      cosmeticPass: fails?.by !== 'look',
      cosmeticNotes: [],
      faults: fails?.by === 'look' ? [{ code: fails.fault, eye: job.remakeEyes?.[0] ?? 'OD' }] : [],
      impactBatch: null,
      ...(await pastReadings(lab, job, random, off)),
    });
    if (inspection.verdict === 'FAIL') happened.add('fails');
    await settle();
    return undefined;
  };

  /** @returns whether something was done about a failed inspection; afterwards the tray goes on as any other */
  const answerFailure = async (job: LabJobRow, fails: NonNullable<Fate['fails']>): Promise<boolean> => {
    const [latest] = await parts.database.query<{ id: string; answered: boolean }>(
      `SELECT i.id, EXISTS (SELECT 1 FROM lab_rework r WHERE r.inspection_id = i.id)
         OR EXISTS (SELECT 1 FROM lab_breakage b WHERE b.job_id = i.job_id AND b.at >= i.at) AS answered
       FROM lab_inspection i WHERE i.job_id = $1 ORDER BY i.at DESC, i.id DESC LIMIT 1`,
      [job.id],
    );
    if (!latest || latest.answered) return false;
    if (fails.by === 'margin')
      await waiveInspection(parts, people.optician, { inspectionId: latest.id, reason: fails.waiver });
    else if (fails.by === 'power') await spoil(job, fails.reason);
    else {
      const eyes = [job.remakeEyes?.[0] ?? 'OD'];
      await routeRework(parts, people.bench[0], { jobId: job.id, route: fails.route, eyes, note: null });
    }
    await settle();
    return true;
  };

  /** Onto a carrier while a coat is due, and to the next stage otherwise. */
  const onwards = async (job: LabJobRow): Promise<number | undefined> => {
    const next = nextStatuses(routeOf(job));
    const [coat] = coatsLeft(job, await coatedLenses(parts.database.query.bind(parts.database), [job.id]));
    const isAtCoating = job.status === 'COATING' || next.includes('COATING');
    if (coat && isAtCoating && job.trayCode) {
      const doneAt = await carriers.take(job.trayCode, coat);
      return (doneAt - clock.now().getTime()) / HOUR_MS;
    }
    const to = next.find((status) => status !== 'COATING' && status !== 'SURFACING') ?? next[0];
    if (!to) throw new Error(`Job ${job.number} cannot go on from ${job.status}.`);
    await scan(job, to);
    await settle();
    return undefined;
  };

  return {
    jobOf,
    scan,
    isOpen: async (id: string): Promise<boolean> => isOpen(await statusOf(id)),
    /** From the release to the pass, about by the instant named. */
    async *make(jobId: string, passBy: number, fate: Fate): Course {
      const happened: Happened = new Set();
      for (let steps = 0; steps < MOST_STEPS; steps += 1) {
        const job = await jobOf(jobId);
        if (!isOpen(job.status)) return;
        const hours = await step(job, fate, happened);
        if (hours !== undefined) {
          yield inHours(hours);
          continue;
        }
        const left = passBy - clock.now().getTime();
        const pause = left / ((STEPS_LEFT[await statusOf(jobId)] ?? 2) + 1);
        yield clock.now().getTime() + Math.max(HOUR_MS / 6, pause * random.between(0.6, 1.2));
      }
      const { number, status, holdReasons } = await jobOf(jobId);
      throw new Error(`Job ${number} does not come to an end: ${[status, ...holdReasons].join(', ')}.`);
    },
  };
}
