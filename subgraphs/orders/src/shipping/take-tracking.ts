import { newId, type Tx } from '@opticworks/kernel';
import type { Services } from '../services.ts';
import { moveShipment } from './mark-shipped.ts';
import { statusOfTracking } from './shipment.state.ts';
import { shipmentByTracking } from './shipment.store.ts';
import type { TrackingReport } from './shipping.provider.ts';

/** Takes over what a carrier reports: every scan once, and the parcel's state only forwards. */
export async function takeTracking(services: Services, tx: Tx, report: TrackingReport): Promise<void> {
  const shipment = await shipmentByTracking(tx, report.trackingCode);
  if (!shipment || shipment.status === 'VOIDED') return;
  const details = report.details.filter(({ at }) => !Number.isNaN(at.getTime()));
  if (details.length > 0) {
    await tx.query(
      `INSERT INTO tracking_event (id, shipment_id, at, status, message, location)
       SELECT id, $1, at, status, message, location
       FROM unnest($2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[]) AS scan (id, at, status, message, location)
       ON CONFLICT (shipment_id, at, status, message) DO NOTHING`,
      [
        shipment.id,
        details.map(() => newId('scan')),
        details.map(({ at }) => at),
        details.map(({ status }) => status),
        details.map(({ message }) => message.slice(0, 300)),
        details.map(({ location }) => location),
      ],
    );
  }
  const to = statusOfTracking(report.status);
  if (!to) return;
  const scan = details.filter(({ status }) => status === report.status).at(-1);
  const now = services.clock.now();
  const at = scan && scan.at <= now ? scan.at : now;
  await moveShipment(services, tx, shipment, to, at, shipment.carrier);
}
