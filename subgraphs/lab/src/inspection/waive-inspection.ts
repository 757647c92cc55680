import { actorOf, type Issue, newId, type Principal, refuse, type Tx, writtenText } from '@opticworks/kernel';
import { checkLabel, printCheckSize, type WaiverObstacle, waiverObstacles } from '@opticworks/optics';
import { openValues, subjectOf } from '../calculation/lab-vault.ts';
import { ERRORS } from '../errors.ts';
import { type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import { moveJob } from '../jobs/move-job.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { waiversNow } from '../settings/policies.ts';
import { lookedAt } from './checklist.ts';
import {
  countScans,
  INSPECTION_COLUMNS,
  type InspectionContent,
  type InspectionRow,
  inspectionCell,
} from './inspection.rows.ts';

/**
 * A supervisor lets a failed final inspection pass, with a reason and a name. Only what failed by a margin within the policy of the house,
 * never another lens than ordered or an unsafe one; only by somebody else than who measured it; and only while nothing was done to the
 * lenses since.
 */
export async function waiveInspection(
  parts: LabParts,
  principal: Principal,
  request: { inspectionId: string; reason: string },
): Promise<LabJobRow> {
  insist({ principal }, 'supervise');
  const reason = writtenText(request.reason, 500, 'reason');
  if (reason === null) refuse(ERRORS.WAIVER_REASON_MISSING);
  return parts.database.transaction(
    async (tx) => {
      const [found] = await tx.query<{ jobId: string }>('SELECT job_id AS "jobId" FROM lab_inspection WHERE id = $1', [
        request.inspectionId,
      ]);
      if (!found) refuse(ERRORS.INSPECTION_NOT_FOUND);
      const job = await lockJob(tx, found.jobId);
      const inspection = await latestInspection(tx, job.id);
      await insistItIsOpen(tx, job, inspection, request.inspectionId);
      if (isSame(inspection, principal)) refuse(ERRORS.WAIVER_NEEDS_OTHER, { inspector: inspection.inspector });
      const content = await openContent(parts, tx, principal, job, inspection);
      const obstacles = waiverObstacles(questionOf(content), await waiversNow(parts, tx.query));
      if (obstacles.length > 0)
        refuse(
          ERRORS.WAIVER_NOT_POSSIBLE,
          { number: job.number },
          { issues: obstacles.map((one) => issueOf(one, content)) },
        );
      await tx.query(
        `INSERT INTO lab_waiver (id, inspection_id, job_id, at, supervisor, supervisor_id, reason, items) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          newId('waiver'),
          inspection.id,
          job.id,
          parts.clock.now(),
          nameOf(principal),
          actorOf(principal),
          reason,
          waivedItems(content),
        ],
      );
      await moveJob(parts, tx, job, 'PASSED', {
        station: 'waiver',
        operator: nameOf(principal),
        operatorId: actorOf(principal),
        note: 'waived',
      });
      return job;
    },
    { name: 'waive inspection' },
  );
}

async function latestInspection(tx: Tx, jobId: string): Promise<InspectionRow & { sealed: string }> {
  const [row] = await tx.query<InspectionRow & { sealed: string }>(
    `SELECT ${INSPECTION_COLUMNS}, sealed FROM lab_inspection WHERE job_id = $1 ORDER BY at DESC, scans DESC NULLS LAST, id DESC LIMIT 1`,
    [jobId],
  );
  return row ?? refuse(ERRORS.INSPECTION_NOT_FOUND);
}

async function insistItIsOpen(tx: Tx, job: LabJobRow, latest: InspectionRow, askedFor: string): Promise<void> {
  const isOpen =
    latest.id === askedFor &&
    latest.stage === 'FINAL' &&
    latest.verdict === 'FAIL' &&
    job.status === 'REWORK' &&
    latest.scans === (await countScans(tx, job.id));
  if (!isOpen) refuse(ERRORS.WAIVER_TOO_LATE, { number: job.number });
}

const isSame = (inspection: InspectionRow, principal: Principal): boolean =>
  inspection.inspectorId === null
    ? inspection.inspector === nameOf(principal)
    : inspection.inspectorId === actorOf(principal);

async function openContent(
  parts: LabParts,
  tx: Tx,
  principal: Principal,
  job: LabJobRow,
  inspection: InspectionRow & { sealed: string },
): Promise<InspectionContent> {
  // Measured values are values like the others: opening those first writes the audit entry.
  await openValues(parts, tx, principal, [job], 'waiver');
  const [text] = await parts.cipher.decryptMany(tx, [
    { subject: subjectOf(job), cell: inspectionCell(inspection.id), sealed: inspection.sealed },
  ]);
  return text ? (JSON.parse(text) as InspectionContent) : refuse(ERRORS.NOT_CALCULATED, { number: job.number });
}

/** What a waiver would have to cover. A record without its list, or with notes only, tells nothing that could be weighed. */
export const questionOf = (content: InspectionContent) => ({
  checks: content.checks.map((check) => ({
    ...check,
    source: check.source ?? 'house',
    isBinding: check.isBinding ?? true,
  })),
  waivableFaults: (content.faults ?? []).map(({ code }) => code).filter((code) => lookedAt(content, code)?.isWaivable),
  faults: content.faults?.length ? content.faults.map(({ code }) => code) : content.cosmeticPass ? [] : ['NOTES_ONLY'],
});

const waivedItems = (content: InspectionContent): string[] => [
  ...content.checks.filter((one) => !one.pass && (one.isBinding ?? true)).map(({ code, eye }) => `${code}:${eye}`),
  ...(content.faults ?? []).map(({ code, eye }) => `${code}:${eye?.toLowerCase() ?? 'pair'}`),
];

/** Codes and how far, never the powers themselves: refusals may be logged. */
const issueOf = (obstacle: WaiverObstacle, content: InspectionContent): Issue => ({
  code: `WAIVER_${obstacle.kind}`,
  field: obstacle.kind === 'TOO_MANY' ? null : obstacle.code,
  severity: 'error',
  message: obstacleText(obstacle, content, 'en'),
});

export function obstacleText(obstacle: WaiverObstacle, content: InspectionContent, locale: 'en' | 'de'): string {
  const isGerman = locale === 'de';
  switch (obstacle.kind) {
    case 'TOO_MANY':
      return isGerman
        ? `${obstacle.count} Abweichungen; höchstens ${obstacle.max} können freigegeben werden.`
        : `${obstacle.count} deviations; at most ${obstacle.max} may be let pass.`;
    case 'NEVER':
      return isGerman
        ? `${itemLabel(content, obstacle.code, locale)}: wird nie freigegeben.`
        : `${itemLabel(content, obstacle.code, locale)}: is never let pass.`;
    case 'NOT_MARGINAL': {
      const what = `${obstacle.eye === 'pair' ? '' : `${obstacle.eye.toUpperCase()} `}${checkLabel(obstacle.code, locale)}`;
      const off = printCheckSize(obstacle.code, obstacle.deviation);
      const limit = printCheckSize(obstacle.code, obstacle.limit);
      return isGerman
        ? `${what}: ${off} daneben, freigegeben wird bis ${limit}.`
        : `${what}: off by ${off}, a waiver goes to ${limit}.`;
    }
  }
}

/** A check of the measurements or an item of the list. */
const itemLabel = (content: InspectionContent, code: string, locale: 'en' | 'de'): string =>
  lookedAt(content, code)?.[locale] ?? checkLabel(code, locale);
