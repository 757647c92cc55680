import { type Principal, processWebhook } from '@opticworks/kernel';
import { openValues } from '../calculation/lab-vault.ts';
import { equipmentFile, filePartsOf } from '../equipment/equipment-file.ts';
import { jobsById, lockJob } from '../jobs/job.rows.ts';
import { tellChange } from '../jobs/settle-holds.ts';
import type { LabParts } from '../parts.ts';
import {
  type OutsideLabProvider,
  OutsideLabRefused,
  type OutsideLabRequest,
  type OutsideLabTruth,
} from './outside-lab.provider.ts';
import {
  lockOutsideOrder,
  type OutsideOrderRow,
  outsideOrder,
  outsideOrderOf,
  recordOutsideEvent,
  staleOutsideOrders,
} from './outside-order.rows.ts';
import { isOver, movesOn, type OutsideOrderStatus } from './outside-order.state.ts';
import { LookAtOutsideOrder, SubmitOutsideOrder } from './outside-queue.ts';
import { askForBlanksAgain } from './send-out.ts';

/** Our own id, never made per try: the same order under the same key for ever. */
const keyOf = (orderId: string): string => `outside:${orderId}`;
const SILENCE_MS = 3_600_000;

/**
 * Gives an order to the other lab. A try counts before it is made; when an earlier one left its outcome open, the order is looked up by
 * our reference before it is sent again under the same key.
 * @throws OutsideLabUnreachable, and is tried again
 */
export async function submitOutsideOrder(parts: LabParts, orderId: string): Promise<void> {
  const lab = parts.outside;
  if (!lab) return;
  const [claimed] = await parts.database.query<{ attempts: number; called_off: boolean }>(
    `UPDATE outside_lab_order SET attempts = attempts + 1 WHERE id = $1 AND status = 'REQUESTED'
     RETURNING attempts, cancel_requested_at IS NOT NULL AS called_off`,
    [orderId],
  );
  if (!claimed) return;
  const found = claimed.attempts > 1 ? await lab.find(orderId) : null;
  if (found) return keepTruth(parts, orderId, found);
  // Called off, and the other lab never heard of it.
  if (claimed.called_off) return settle(parts, orderId, 'CANCELLED', 'Called off before it was sent.');
  await send(parts, lab, orderId);
}

async function send(parts: LabParts, lab: OutsideLabProvider, orderId: string): Promise<void> {
  const request = await requestOf(parts, lab, await outsideOrder(parts.database.query.bind(parts.database), orderId));
  if (!request) return settle(parts, orderId, 'REFUSED', 'The values of this job are gone.');
  try {
    await keepTruth(parts, orderId, await lab.submit(request));
  } catch (error) {
    if (!(error instanceof OutsideLabRefused)) throw error;
    await settle(parts, orderId, 'REFUSED', error.message);
  }
}

/** Powers leave the house here; that they do is in the audit chain, with the lab they go to. */
async function requestOf(
  parts: LabParts,
  lab: OutsideLabProvider,
  order: OutsideOrderRow,
): Promise<OutsideLabRequest | null> {
  const rules = await parts.making();
  return parts.database.transaction(
    async (tx) => {
      const [job] = await jobsById(tx.query, [order.jobId]);
      if (!job) return null;
      const sender: Principal = { kind: 'service', name: 'lab' };
      const [values] = await openValues(parts, tx, sender, [job], `sent to ${lab.name}`);
      if (!values) return null;
      return {
        key: keyOf(order.id),
        reference: order.id,
        jobNumber: job.number,
        eyes: job.remakeEyes ?? ['OD', 'OS'],
        isRush: job.rush,
        neededOn: job.dueOn,
        lens: { design: job.lens.designCode, material: job.lens.materialCode, treatments: job.lens.treatmentCodes },
        frame: order.frame,
        equipmentFile: equipmentFile(job, values, 'order', await filePartsOf(parts, tx.query, job), rules),
      };
    },
    { name: 'outside order written' },
  );
}

/** Asks the other lab to call an order off; its answer stands. @throws OutsideLabUnreachable, and is tried again */
export async function cancelOutsideOrder(parts: LabParts, orderId: string): Promise<void> {
  const lab = parts.outside;
  if (!lab) return;
  const order = await outsideOrder(parts.database.query.bind(parts.database), orderId);
  if (isOver(order.status) || !order.cancelRequestedAt) return;
  // Not taken yet, as far as we know: submitting finds that out and ends it.
  if (!order.providerId) return submitOutsideOrder(parts, orderId);
  try {
    await keepTruth(parts, orderId, await lab.cancel(order.providerId, `${keyOf(orderId)}:cancel`));
  } catch (error) {
    if (!(error instanceof OutsideLabRefused)) throw error;
    await parts.database.query('UPDATE outside_lab_order SET cancel_requested_at = NULL, reason = $2 WHERE id = $1', [
      orderId,
      `Not called off: ${error.message}`.slice(0, 500),
    ]);
    await tell(parts, orderId);
  }
}

/** Asks where an order stands. */
export async function lookAtOutsideOrder(parts: LabParts, orderId: string): Promise<void> {
  const lab = parts.outside;
  const order = await outsideOrder(parts.database.query.bind(parts.database), orderId);
  if (!lab || isOver(order.status) || !order.providerId) return;
  await keepTruth(parts, orderId, await lab.look(order.providerId));
}

/** A notice says where to look; what the other lab answers then counts. */
export async function takeOutsideNotice(parts: LabParts, webhookId: string): Promise<void> {
  await processWebhook(parts.database, webhookId, async (webhook, tx) => {
    const { order } = JSON.parse(webhook.rawBody.toString('utf8')) as { order: { id: string } };
    const known = await outsideOrderOf(tx.query, order.id);
    // Of an order whose answer was lost: its own try finds it.
    if (known) await tx.enqueue(LookAtOutsideOrder, { orderId: known.id });
  });
}

/** Orders nobody heard of for an hour. */
export async function followOutsideOrders(parts: LabParts): Promise<void> {
  if (!parts.outside) return;
  await parts.database.transaction(
    async (tx) => {
      const before = new Date(parts.clock.now().getTime() - SILENCE_MS);
      for (const { id } of await staleOutsideOrders(tx.query, before)) {
        const { status } = await outsideOrder(tx.query, id);
        await tx.enqueue(
          status === 'REQUESTED' ? SubmitOutsideOrder : LookAtOutsideOrder,
          { orderId: id },
          { singletonKey: id },
        );
      }
    },
    { name: 'follow outside orders' },
  );
}

async function keepTruth(parts: LabParts, orderId: string, truth: OutsideLabTruth): Promise<void> {
  await change(parts, orderId, truth.stage, async (tx) => {
    await tx.query(
      `UPDATE outside_lab_order SET provider_id = $2, expected_on = $3, tracking_code = $4, checked_at = $5 WHERE id = $1`,
      [orderId, truth.providerId, truth.expectedOn, truth.trackingCode, parts.clock.now()],
    );
  });
}

const settle = (parts: LabParts, orderId: string, status: OutsideOrderStatus, reason: string): Promise<void> =>
  change(parts, orderId, status, async (tx) => {
    await tx.query('UPDATE outside_lab_order SET reason = $2 WHERE id = $1', [orderId, reason.slice(0, 500)]);
  });

type Write = Parameters<Parameters<LabParts['database']['transaction']>[0]>[0];

/** Moves an order on, once; an order that ends without lenses gives its job back to this house. */
async function change(
  parts: LabParts,
  orderId: string,
  to: OutsideOrderStatus,
  note: (tx: Write) => Promise<void>,
): Promise<void> {
  await parts.database.transaction(
    async (tx) => {
      const { jobId } = await outsideOrder(tx.query, orderId);
      const job = await lockJob(tx, jobId);
      const order = await lockOutsideOrder(tx, orderId);
      if (isOver(order.status)) return;
      await note(tx);
      if (!movesOn(order.status, to)) return;
      await tx.query('UPDATE outside_lab_order SET status = $2 WHERE id = $1', [orderId, to]);
      await recordOutsideEvent(tx, { orderId, status: to, at: parts.clock.now(), by: order.lab });
      if (to === 'REFUSED' || to === 'CANCELLED') await askForBlanksAgain(parts, tx, job);
      await tellChange(tx, job, 'OUTSIDE_LAB');
    },
    { name: 'outside order moves on' },
  );
}

async function tell(parts: LabParts, orderId: string): Promise<void> {
  await parts.database.transaction(
    async (tx) => {
      const { jobId } = await outsideOrder(tx.query, orderId);
      await tellChange(tx, await lockJob(tx, jobId), 'OUTSIDE_LAB');
    },
    { name: 'outside order told' },
  );
}
