import { actorOf, newId, type Principal, refuse, type Tx, writtenText } from '@opticworks/kernel';
import { inspect, type MissingReading, missingReadings } from '@opticworks/optics';
import { centrationOfJob, knownDesignOf } from '../calculation/job-rules.ts';
import { openValues, subjectOf } from '../calculation/lab-vault.ts';
import { ERRORS } from '../errors.ts';
import { type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import { canMove, type LabJobStatus } from '../jobs/lab-job.state.ts';
import { moveJob } from '../jobs/move-job.ts';
import { tellChange } from '../jobs/settle-holds.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { standingChecklist } from '../settings/bench-terms.ts';
import { inspectionRulesNow } from '../settings/choose-tolerances.ts';
import type { Eye } from '../stages/lens-stage.rules.ts';
import { checklistOf, readFaults } from './checklist.ts';
import { readExpected } from './expected-readings.ts';
import { insistOnImpactTest, recordBatchSample } from './impact-tests.ts';
import {
  countScans,
  type InspectionContent,
  type InspectionRow,
  type InspectionStageName,
  insertInspection,
  inspectionCell,
  type Verdict,
} from './inspection.rows.ts';
import { useInstrument } from './instruments.ts';
import { inspectionKind, nominalFrom, nominalPair } from './nominal-pair.ts';
import { type MeasuredJob, readMeasurements } from './read-measurements.ts';

export interface InspectionRequest extends MeasuredJob {
  jobId: string;
  stage: InspectionStageName;
  instrument: string | null;
  cosmeticPass: boolean;
  cosmeticNotes: readonly string[];
  faults: readonly { code: string; eye?: string | null; note?: string | null }[];
  /** Of the sampled batch the plastic lenses are from. */
  impactBatch: string | null;
}

/** Where an uncut lens can be looked at: it exists, and is not in its frame. */
export const UNCUT_AT: readonly LabJobStatus[] = ['PICKED', 'SURFACING', 'COATING', 'FINISHING'];

export type StoredInspection = InspectionRow & { content: InspectionContent };

/**
 * An inspection: what was measured is held against what was calculated, or against what the maker of a compensated lens expects. The
 * final one lets the job be packed, or sends it to rework; one of the uncut lens stops it or lets it go on. The record stays either way,
 * with who measured it with what. The first final inspection of a job decides whether it counts as passed at first.
 */
export async function inspectJob(
  parts: LabParts,
  principal: Principal,
  request: InspectionRequest,
): Promise<{ job: LabJobRow; inspection: StoredInspection }> {
  insist({ principal }, 'work');
  const measured = readMeasurements(request);
  const { places } = await parts.prescriptionRules();
  return parts.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, request.jobId);
      insistItIsDue(job, request.stage);
      const [values] = await openValues(parts, tx, principal, [job], 'inspection');
      if (!values) refuse(ERRORS.NOT_CALCULATED, { number: job.number });
      insistOnLenses(job, request);
      const { instrument, warnings } = await useInstrument(parts, tx, request.instrument);
      const list = await standingChecklist(parts, tx.query);
      const checklist = checklistOf(job, request.stage, list.items, values.place ?? places[0]);
      const notes = request.cosmeticNotes.flatMap((note) => writtenText(note, 300, 'cosmeticNotes') ?? []);
      const faults = readFaults(checklist, request.faults, { isRight: request.cosmeticPass, notes });
      if (request.impactBatch) await recordBatchSample(parts, tx, principal, job, request.impactBatch);
      if (request.stage === 'FINAL') await insistOnImpactTest(parts, tx, job);

      const design = knownDesignOf(job);
      const expected = await readExpected(parts, tx, job);
      const { profile, judgesUnverified } = await inspectionRulesNow(parts, tx.query);
      const nominal = nominalPair(values, { design, centration: centrationOfJob(job) }, expected ?? {});
      const result = inspect(nominal, measured, profile, {
        kind: inspectionKind(design),
        isMounted: request.stage === 'FINAL',
        judgesUnverified,
        madeEyes: madeEyesOf(job),
      });
      const verdict: Verdict = result.verdict === 'pass' && request.cosmeticPass ? 'PASS' : 'FAIL';
      if (verdict === 'PASS')
        insistOnReadings(job, missingReadings(nominal, measured, request.stage === 'FINAL', madeEyesOf(job)));
      const { od, os, nearPdMm } = request;
      const content: InspectionContent = {
        checks: result.checks,
        cosmeticPass: request.cosmeticPass,
        cosmeticNotes: notes,
        checklist: checklist.map((item) => item.code),
        items: checklist.map(({ code, isWaivable, en, de }) => ({ code, isWaivable, en, de })),
        faults,
        readings: { od: od ?? null, os: os ?? null, nearPdMm: nearPdMm ?? null },
      };
      await moveOn(parts, tx, job, { principal, stage: request.stage, verdict, failed: failedEyes(job, content) });
      const inspection: InspectionRow = {
        id: newId('inspection'),
        jobId: job.id,
        at: parts.clock.now(),
        stage: request.stage,
        inspector: nameOf(principal),
        inspectorId: actorOf(principal),
        verdict,
        profile: profile.id,
        edition: profile.edition,
        instrument,
        nominalFrom: nominalFrom(values, expected),
        warnings,
        scans: await countScans(tx, job.id),
        checklistVersion: list.version,
      };
      await store(parts, tx, job, inspection, content);
      return { job, inspection: { ...inspection, content } };
    },
    { name: 'inspect lab job' },
  );
}

function insistItIsDue(job: LabJobRow, stage: InspectionStageName): void {
  if (stage === 'FINAL' ? job.status === 'INSPECTION' : UNCUT_AT.includes(job.status)) return;
  if (stage === 'FINAL') refuse(ERRORS.INSPECTION_NOT_DUE, { number: job.number, from: job.status });
  refuse(ERRORS.UNCUT_INSPECTION_NOT_DUE, { number: job.number, from: job.status });
}

/** A finished pair is measured as a pair, the lens that stays too; of uncut lenses one may be ready before the other. */
function insistOnLenses(job: LabJobRow, request: InspectionRequest): void {
  const isFinal = request.stage === 'FINAL';
  const asked: readonly Eye[] = isFinal ? ['OD', 'OS'] : (job.remakeEyes ?? ['OD', 'OS']);
  const missing = asked.filter((eye) => !(eye === 'OD' ? request.od : request.os));
  if (isFinal ? missing.length > 0 : missing.length === asked.length)
    refuse(ERRORS.MEASUREMENT_MISSING, { number: job.number, eyes: missing.join(', ') });
}

const madeEyesOf = (job: LabJobRow): ('od' | 'os')[] =>
  (job.remakeEyes ?? (['OD', 'OS'] as const)).map((eye) => (eye === 'OD' ? 'od' : 'os'));

/** A pair fails by any one value; it passes only by all that it was ordered for. */
function insistOnReadings(job: LabJobRow, missing: readonly MissingReading[]): void {
  if (missing.length === 0) return;
  const what = missing.map(({ reading, eye }) => (eye === 'pair' ? reading : `${reading} ${eye.toUpperCase()}`));
  refuse(ERRORS.READINGS_MISSING, { number: job.number, what: what.join(', ') });
}

async function moveOn(
  parts: LabParts,
  tx: Tx,
  job: LabJobRow,
  done: { principal: Principal; stage: InspectionStageName; verdict: Verdict; failed: readonly Eye[] },
): Promise<void> {
  const { principal, stage, verdict, failed } = done;
  const by = {
    station: stage === 'FINAL' ? 'final inspection' : 'uncut inspection',
    operator: nameOf(principal),
    operatorId: actorOf(principal),
    ...(verdict === 'FAIL' ? { eyes: failed } : {}),
  };
  const to = verdict === 'FAIL' ? 'REWORK' : stage === 'FINAL' ? 'PASSED' : null;
  if (to === null) await tellChange(tx, job, 'INSPECTION');
  else if (to === 'REWORK' && job.batchNumber)
    refuse(ERRORS.LENS_IN_BATCH, { number: job.number, batch: job.batchNumber });
  // A lens that fails before anything was done to it is written off, not reworked.
  else if (canMove(job.status, to)) await moveJob(parts, tx, job, to, by);
  else await tellChange(tx, job, 'INSPECTION');
}

/** The lenses a failure is about; both where it is one of the pair, or nobody said which. */
function failedEyes(job: LabJobRow, content: InspectionContent): Eye[] {
  const made: readonly Eye[] = job.remakeEyes ?? ['OD', 'OS'];
  const named = [
    ...content.checks.filter((one) => !one.pass && (one.isBinding ?? true)).map(({ eye }) => eye.toUpperCase()),
    ...(content.faults ?? []).map(({ eye }) => eye ?? 'PAIR'),
  ];
  const failed = made.filter((eye) => named.includes(eye));
  return named.includes('PAIR') || failed.length === 0 ? [...made] : failed;
}

async function store(
  parts: LabParts,
  tx: Tx,
  job: LabJobRow,
  inspection: InspectionRow,
  content: InspectionContent,
): Promise<void> {
  const cell = inspectionCell(inspection.id);
  const sealed = await parts.cipher.encrypt(tx, subjectOf(job), cell, JSON.stringify(content));
  await insertInspection(tx, inspection, sealed);
  if (inspection.stage === 'UNCUT') return;
  await tx.query(
    'UPDATE lab_job SET first_pass = $3, first_inspected_at = $2 WHERE id = $1 AND first_inspected_at IS NULL',
    [job.id, inspection.at, inspection.verdict === 'PASS'],
  );
}
