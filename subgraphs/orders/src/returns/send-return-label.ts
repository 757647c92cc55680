import { newId } from '@opticworks/kernel';
import { writeMail } from '../mail/write-mail.ts';
import { loadOrder } from '../orders/order.store.ts';
import type { Services } from '../services.ts';
import { keepLabel } from '../shipping/buy-label.ts';
import { parcelOfOrder } from '../shipping/parcel-of-order.ts';
import { shipmentsOfReturns } from '../shipping/shipment.store.ts';
import { moveReturn } from './move-return.ts';
import { linesOfReturns, loadReturns } from './return.store.ts';

/**
 * Buys the cheapest label back to us and mails it. The intent row names the carrier's shipment before it is bought, so a
 * repeated run finds the first purchase instead of making a second.
 */
export async function sendReturnLabel(services: Services, returnId: string): Promise<void> {
  const [wanted] = await loadReturns(services.database, [returnId]);
  if (wanted?.status !== 'APPROVED') return;
  const order = (await loadOrder(services.database, wanted.orderId))!;
  const bought =
    (await shipmentsOfReturns(services.database, [returnId]))[0] ?? (await buyReturnLabel(services, returnId, order));
  await services.database.transaction(async (tx) => {
    const at = services.clock.now();
    if (!(await moveReturn(tx, { returnId, to: 'LABEL_SENT', at, actor: 'system' }))) return;
    const facts = {
      returnNumber: wanted.number,
      labelUrl: bought.labelUrl,
      carrier: bought.carrier,
      trackingCode: bought.trackingCode,
    };
    await writeMail(tx, { order, kind: 'RETURN_LABEL', key: returnId, facts, at });
  });
}

async function buyReturnLabel(
  services: Services,
  returnId: string,
  order: NonNullable<Awaited<ReturnType<typeof loadOrder>>>,
) {
  const [intent] = await services.database.query<{ id: string; provider_id: string; rate_id: string }>(
    "SELECT id, provider_id, rate_id FROM shipment WHERE return_id = $1 AND status = 'CREATED'",
    [returnId],
  );
  if (intent) {
    const label =
      (await services.shipping.lookUp(intent.provider_id)) ??
      (await services.shipping.buy(intent.provider_id, intent.rate_id));
    return keepLabel(services, intent.id, label, 'system');
  }
  const lines = await linesOfReturns(services.database, [returnId]);
  const quote = await services.shipping.quote(await parcelOfOrder(services, order, returnId, { lines }));
  const [cheapest] = [...quote.rates].sort((a, b) =>
    Number(BigInt(a.amount.amountMinor) - BigInt(b.amount.amountMinor)),
  );
  if (!cheapest) throw new Error(`No carrier offers a return label for ${returnId}.`);
  const id = newId('shipment');
  await services.database.query(
    `INSERT INTO shipment (id, order_id, return_id, direction, status, carrier, service, provider_id, rate_id, currency, created_at)
     VALUES ($1, $2, $3, 'return', 'CREATED', $4, $5, $6, $7, $8, $9)`,
    [
      id,
      order.id,
      returnId,
      cheapest.carrier,
      cheapest.service,
      quote.shipmentId,
      cheapest.id,
      order.currency,
      services.clock.now(),
    ],
  );
  return keepLabel(services, id, await services.shipping.buy(quote.shipmentId, cheapest.id), 'system');
}
