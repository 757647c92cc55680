import { type RequestContext, refuse } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { recordEvent } from '../orders/record-event.ts';
import { requireStaffFor } from '../permissions.ts';
import { noteBreak } from '../reconciliation/note-break.ts';
import type { Services } from '../services.ts';
import type { ShipmentRow } from './shipment.entity.ts';
import { liveShipment, needShipment } from './shipment.store.ts';
import { CarrierRefused } from './shipping.provider.ts';

/** Gives a label back to the carrier. The carrier says first that it is void; only then may another one be bought. */
export async function voidLabel(services: Services, ctx: RequestContext, shipmentId: string): Promise<ShipmentRow> {
  const staff = requireStaffFor(ctx, 'shipments.make');
  const shipment = await needShipment(services.database, shipmentId);
  if (shipment.status === 'VOIDED') return shipment;
  if (shipment.status !== 'LABEL_BOUGHT')
    refuse(ERRORS.SHIPMENT_MOVE_NOT_ALLOWED, { status: shipment.status, to: 'VOIDED' });
  await giveLabelBack(services, shipment, staff.name);
  return needShipment(services.database, shipmentId);
}

/** A cancelled order needs no label. When the carrier does not take it back now, a person has to. */
export async function voidLabelOfCancelledOrder(services: Services, orderId: string, actor: string): Promise<void> {
  const shipment = await liveShipment(services.database, orderId);
  if (shipment?.status !== 'LABEL_BOUGHT') return;
  try {
    await giveLabelBack(services, shipment, actor);
  } catch (error) {
    services.log.warn({ err: error, shipmentId: shipment.id }, 'The label of a cancelled order could not be voided.');
    await noteBreak(services.database, services.clock, {
      kind: 'LABEL_OF_CANCELLED_ORDER',
      subject: shipment.id,
      detail: `The order was cancelled; label ${shipment.trackingCode} is still paid for. Void it.`,
    });
  }
}

async function giveLabelBack(services: Services, shipment: ShipmentRow, actor: string): Promise<void> {
  try {
    await services.shipping.void(shipment.providerId!);
  } catch (error) {
    if (error instanceof CarrierRefused) refuse(ERRORS.LABEL_REFUSED, { reason: error.message });
    refuse(ERRORS.LABEL_UNKNOWN);
  }
  await services.database.transaction(async (tx) => {
    const voided = await tx.query(
      "UPDATE shipment SET status = 'VOIDED', version = version + 1 WHERE id = $1 AND status = 'LABEL_BOUGHT' RETURNING 1",
      [shipment.id],
    );
    if (voided.length === 0) refuse(ERRORS.SHIPMENT_MOVE_NOT_ALLOWED, { status: shipment.status, to: 'VOIDED' });
    await recordEvent(tx, {
      orderId: shipment.orderId,
      at: services.clock.now(),
      kind: 'LABEL_VOIDED',
      text: `Label ${shipment.trackingCode} was voided.`,
      actor,
      internal: true,
    });
  });
}
