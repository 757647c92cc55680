import { useState } from 'react';
import { type Granted, useAct } from '../../graph/act.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/controls.tsx';
import { Facts, History, Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { day, instant, money } from '../../kit/format.ts';
import { useSession } from '../../session/session.tsx';
import { buyLabel, markShipped, quoteShipment, voidLabel } from './order.documents.ts';
import type { OrderDetail } from './order.screen.tsx';

type Quote = Granted<ResultOf<typeof quoteShipment>>;

/** Rates → the cheapest that keeps the promise, chosen beforehand → label → handed to the carrier. */
export function ShippingPanel({ order, reload }: { order: OrderDetail; reload: () => void }) {
  const { may } = useSession();
  const { act, busy } = useAct();
  const [quote, setQuote] = useState<Quote | null>(null);
  const [rateId, setRateId] = useState('');
  const shipments = order.shipments ?? [];
  const isActive = shipments.some((shipment) => !['VOIDED', 'RETURNED'].includes(shipment.status));
  const mayShip = may('makeShipments') && order.status !== 'CANCELLED' && !isActive;

  async function getRates() {
    const found = await act(quoteShipment, { orderId: order.id });
    if (!found) return;
    setQuote(found);
    setRateId(found.recommendedRateId ?? found.rates[0]?.id ?? '');
  }
  async function buy() {
    const bought = await act(
      buyLabel,
      { orderId: order.id, rateId },
      { done: (shipment) => `Label bought: ${shipment.trackingCode ?? 'no tracking number yet'}` },
    );
    if (!bought) return;
    setQuote(null);
    reload();
  }
  return (
    <Panel
      title="Shipping"
      actions={
        mayShip && (
          <Button onClick={getRates} busy={busy && !quote} tone={quote ? 'quiet' : 'primary'}>
            {quote ? 'Ask again' : 'Get rates'}
          </Button>
        )
      }
    >
      {mayShip && quote && (
        <fieldset className="space-y-2">
          <legend className="mb-2">
            {quote.promiseDate
              ? `Promised for ${day(quote.promiseDate)}. The cheapest rate that keeps it is chosen.`
              : 'No date was promised. The cheapest rate is chosen.'}
          </legend>
          {quote.rates.map((rate) => {
            const isLate = Boolean(
              quote.promiseDate && rate.estimatedDelivery && rate.estimatedDelivery > quote.promiseDate,
            );
            return (
              <label
                key={rate.id}
                className="flex items-center gap-3 rounded border border-line px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft"
              >
                <input type="radio" name="rate" checked={rateId === rate.id} onChange={() => setRateId(rate.id)} />
                <span className="flex-1">
                  <span className="font-medium">{rate.label}</span>{' '}
                  <span className={isLate ? 'text-bad' : 'text-ink-soft'}>
                    {rate.estimatedDelivery
                      ? `arrives ${day(rate.estimatedDelivery)}`
                      : rate.deliveryDays
                        ? `${rate.deliveryDays} d`
                        : 'no date'}
                    {rate.guaranteed && ', guaranteed'}
                    {isLate && ', after the promise'}
                  </span>
                  {rate.id === quote.recommendedRateId && (
                    <span className="ms-2 font-medium text-good text-xs">recommended</span>
                  )}
                </span>
                <span className="font-medium tabular">{money(rate.amount)}</span>
              </label>
            );
          })}
          <div className="flex gap-2 pt-1">
            <Button tone="primary" busy={busy} disabled={!rateId} onClick={buy}>
              Buy label
            </Button>
            <Button onClick={() => setQuote(null)}>Not now</Button>
          </div>
        </fieldset>
      )}
      {shipments.length === 0 && !quote && (
        <p className="text-ink-soft">
          Nothing has been shipped yet.{mayShip && ' Pack the parcel, then ask for rates.'}
        </p>
      )}
      <div className="space-y-4">
        {shipments.map((shipment) => (
          <article key={shipment.id} className="space-y-3 border-line border-t pt-3 first:border-t-0 first:pt-0">
            <div className="flex flex-wrap items-center gap-2">
              <h3 className="font-medium">
                {shipment.carrier} {shipment.service}
              </h3>
              <Badge code={shipment.status} />
              <span className="ms-auto flex gap-2">
                {shipment.labelUrl && (
                  <a className="btn" href={shipment.labelUrl} target="_blank" rel="noreferrer">
                    Print label
                  </a>
                )}
                {may('makeShipments') && shipment.status === 'LABEL_BOUGHT' && (
                  <>
                    <Button
                      tone="primary"
                      busy={busy}
                      onClick={async () => {
                        if (
                          await act(
                            markShipped,
                            { shipmentId: shipment.id },
                            { done: 'Handed to the carrier. The customer is told.' },
                          )
                        )
                          reload();
                      }}
                    >
                      Mark shipped
                    </Button>
                    <FormDialog
                      trigger={<Button tone="danger">Void label</Button>}
                      title="Void this label?"
                      consequence="The carrier is asked for the money back and the label can no longer be used. Take it off the parcel."
                      submit="Void label"
                      tone="danger"
                      onSubmit={async () => {
                        const done = await act(voidLabel, { shipmentId: shipment.id }, { done: 'Label voided.' });
                        if (done) reload();
                        return done !== null;
                      }}
                    />
                  </>
                )}
              </span>
            </div>
            <Facts
              items={[
                [
                  'Tracking',
                  shipment.trackingUrl ? (
                    <a key="track" className="link" href={shipment.trackingUrl} target="_blank" rel="noreferrer">
                      {shipment.trackingCode}
                    </a>
                  ) : (
                    (shipment.trackingCode ?? '—')
                  ),
                ],
                ['Cost', money(shipment.cost)],
                ['Expected', day(shipment.estimatedDelivery)],
                shipment.shippedAt ? ['Shipped', instant(shipment.shippedAt)] : null,
                shipment.deliveredAt ? ['Delivered', instant(shipment.deliveredAt)] : null,
              ]}
            />
            {shipment.events.length > 0 && (
              <History
                entries={shipment.events.map((event) => ({
                  key: `${event.at}:${event.message}`,
                  at: instant(event.at),
                  what: event.message,
                  who: event.location,
                }))}
              />
            )}
          </article>
        ))}
      </div>
    </Panel>
  );
}
