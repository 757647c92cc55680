'use client';
import { useEffect, useRef, useState } from 'react';
import { addressLines } from '@/address/address-form.ts';
import { CartTotals } from '@/cart/cart-totals.tsx';
import { formatDate, formatInstant, formatPromise } from '@/format/date.ts';
import { formatMoney, isZero } from '@/format/money.ts';
import { send } from '@/graph/browser.ts';
import { listen } from '@/graph/live.ts';
import type { ResultOf } from '@/graph/tada.ts';
import { type Sentences, tellFailure } from '@/graph/tell.ts';
import { fill } from '@/i18n/fill.ts';
import type { Locale } from '@/i18n/href.ts';
import type { Messages } from '@/i18n/locales.ts';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';
import type { RxRules } from '@/prescription-entry/rx-rules.ts';
import type { AwaitedTexts } from './awaited.props.ts';
import { AwaitedPrescriptions } from './awaited-prescriptions.tsx';
import { cancelOrderDocument, orderChangedDocument, orderDocument } from './order.documents.ts';
import { OrderLines } from './order-lines.tsx';
import { isLate, progressOf } from './order-progress.ts';
import { ReturnForm } from './return-form.tsx';

export type Order = NonNullable<ResultOf<typeof orderDocument>['order']>;

export interface OrderTexts extends Sentences, AwaitedTexts {
  order: Messages['order'];
  cart: Messages['cart'];
  total: string;
  cancel: string;
  wait: string;
  quantity: string;
}

interface ScreenProps {
  initial: Order;
  token: string | undefined;
  liveUrl: string;
  today: string;
  rules: RxRules;
  /** The store's zone: the page is drawn on the server first, which does not know the reader's. */
  timeZone: string;
  locale: Locale;
  t: OrderTexts;
}

/** An order as it stands now: each event brings the order anew, and a lost connection catches up behind the last event seen. */
export function OrderScreen({ initial, token, today, rules, liveUrl, timeZone, locale, t }: ScreenProps) {
  const [order, setOrder] = useState(initial);
  const [connection, setConnection] = useState<'starting' | 'live' | 'lost'>('starting');
  const reload = async () => {
    const { order: fresh } = await send(orderDocument, { number: order.number }, { orderToken: token });
    if (fresh) setOrder(fresh);
  };

  useEffect(
    () =>
      listen(
        orderChangedDocument,
        { id: initial.id, after: null },
        {
          url: liveUrl,
          orderToken: token,
          cursorOf: (data) => data.orderChanged.cursor,
          onData: (data) => setOrder(data.orderChanged.order),
          onConnected: (isConnected) => setConnection(isConnected ? 'live' : 'lost'),
        },
      ),
    [initial.id, liveUrl, token],
  );

  const hasLab = order.lines.some((line) => line.requiresLab && line.quantity > 0);
  const steps = progressOf(order.status, hasLab);
  const canReturn = order.lines.some((line) => line.returnableQuantity > 0);
  return (
    <div className={`${look.page} grid gap-10 py-8 sm:py-12`}>
      <header className="grid gap-2">
        <h1 className={look.h1}>{fill(t.order.title, { number: order.number })}</h1>
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-soft">
          <span>{fill(t.order.placedOn, { date: formatDate(order.placedAt ?? order.createdAt, locale) })}</span>
          <span
            className={`${look.badge} ${order.status === 'CANCELLED' ? 'bg-bad-soft text-bad' : order.status === 'DELIVERED' ? 'bg-good-soft text-good' : 'bg-accent-soft text-accent'}`}
            data-status={order.status}
          >
            {t.order.status[order.status]}
          </span>
          {order.promiseDate && order.status !== 'DELIVERED' && order.status !== 'CANCELLED' ? (
            <span className={isLate(order) ? 'text-warn' : 'text-good'}>
              {fill(isLate(order) ? t.order.late : t.order.promise, { date: formatPromise(order.promiseDate, locale) })}
            </span>
          ) : order.awaitedPrescriptions.some(({ state }) => state === 'AWAITED') && order.status === 'PLACED' ? (
            <span>{t.awaited.noPromise}</span>
          ) : null}
        </p>
        <p role="status" className="min-h-6 text-sm text-ink-soft">
          {connection === 'live' ? t.order.live : connection === 'lost' ? t.order.reconnecting : ''}
        </p>
      </header>

      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-10 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-10">
          <AwaitedPrescriptions
            order={order}
            token={token}
            today={today}
            rules={rules}
            locale={locale}
            t={t}
            onSent={reload}
          />
          {steps.length > 0 ? (
            <section aria-label={t.order.progress}>
              <ol className="grid gap-3 sm:grid-flow-col sm:auto-cols-fr sm:gap-1">
                {steps.map((step) => (
                  <li
                    key={step.status}
                    aria-current={step.state === 'now' ? 'step' : undefined}
                    className="grid grid-cols-[1.5rem_1fr] items-center gap-x-3 sm:grid-cols-1 sm:gap-y-2"
                  >
                    <span
                      className={`h-1.5 rounded-full sm:order-first ${step.state === 'ahead' ? 'bg-line' : 'bg-accent'}`}
                    />
                    <span
                      className={step.state === 'ahead' ? 'text-ink-soft' : step.state === 'now' ? 'font-medium' : ''}
                    >
                      {t.order.status[step.status]}
                    </span>
                  </li>
                ))}
              </ol>
            </section>
          ) : null}

          {order.labProgress.map((job) => (
            <section key={job.jobNumber} className={`${look.card} grid gap-4 p-6`} aria-label={t.order.lab}>
              <h2 className={look.h3}>
                {t.order.lab}: {job.label}
              </h2>
              {job.expectedOn ? (
                <p className="text-ink-soft">
                  {fill(t.order.labExpected, { date: formatPromise(job.expectedOn, locale) })}
                </p>
              ) : null}
              <ol className="grid gap-2.5">
                {job.stages.map((stage) => (
                  <li
                    key={stage.label}
                    aria-current={stage.current ? 'step' : undefined}
                    className="grid grid-cols-[1.25rem_1fr_auto] items-baseline gap-3"
                  >
                    <span
                      aria-hidden
                      className={`size-3 rounded-full ${stage.done ? 'bg-accent' : stage.current ? 'border-4 border-accent' : 'border border-line-strong'}`}
                    />
                    <span className={stage.current ? 'font-medium' : stage.done ? '' : 'text-ink-soft'}>
                      {stage.label}
                    </span>
                    <span className="tabular text-sm text-ink-soft">
                      {stage.at ? formatInstant(stage.at, locale, timeZone) : ''}
                    </span>
                  </li>
                ))}
              </ol>
            </section>
          ))}

          {order.shipments.map((shipment) => (
            <section key={shipment.id} className={`${look.card} grid gap-3 p-6`} aria-label={t.order.parcel}>
              <h2 className={look.h3}>
                {t.order.parcel}: {shipment.carrier} {shipment.service}
              </h2>
              <p className="flex flex-wrap gap-x-4">
                {shipment.trackingCode ? (
                  shipment.trackingUrl ? (
                    <a className={look.link} href={shipment.trackingUrl} rel="noreferrer">
                      {fill(t.order.tracking, { code: shipment.trackingCode })}
                    </a>
                  ) : (
                    <span className="tabular">{fill(t.order.tracking, { code: shipment.trackingCode })}</span>
                  )
                ) : null}
                {shipment.deliveredAt ? (
                  <span className="text-good">
                    {fill(t.order.delivered, { date: formatInstant(shipment.deliveredAt, locale, timeZone) })}
                  </span>
                ) : shipment.estimatedDelivery ? (
                  <span>{fill(t.order.expected, { date: formatPromise(shipment.estimatedDelivery, locale) })}</span>
                ) : null}
              </p>
              <ol className="grid gap-1.5 text-sm">
                {shipment.events.map((event) => (
                  <li key={event.at + event.status} className="grid gap-x-4 sm:grid-cols-[11rem_1fr]">
                    <span className="tabular text-ink-soft">{formatInstant(event.at, locale, timeZone)}</span>
                    <span>
                      {event.message}
                      {event.location ? `, ${event.location}` : ''}
                    </span>
                  </li>
                ))}
              </ol>
            </section>
          ))}

          <OrderLines order={order} token={token} locale={locale} t={t} onCancelled={reload} />

          {order.returns.length > 0 ? (
            <section className="grid gap-3" aria-label={t.order.returnsTitle}>
              <h2 className={look.h3}>{t.order.returnsTitle}</h2>
              {order.returns.map((one) => (
                <div key={one.id} className={`${look.card} grid gap-2 p-5`}>
                  <p className="flex flex-wrap justify-between gap-x-4">
                    <span className="font-medium">{fill(t.order.returnNumber, { number: one.number })}</span>
                    <span>{t.order.returnStatus[one.status]}</span>
                  </p>
                  <p className="text-sm text-ink-soft">
                    {one.lines.map((line) => `${line.quantity} × ${line.orderLine.title}`).join(', ')}
                  </p>
                  {one.refund && !isZero(one.refund) ? (
                    <p className="tabular text-good">
                      {fill(t.order.refunded, { amount: formatMoney(one.refund, locale) })}
                    </p>
                  ) : null}
                  {one.labelUrl ? (
                    <a href={one.labelUrl} className={`${look.secondary} justify-self-start`}>
                      {t.order.returnLabel}
                    </a>
                  ) : null}
                </div>
              ))}
            </section>
          ) : null}
          {canReturn ? <ReturnForm order={order} token={token} t={t} onRequested={reload} /> : null}
          {order.cancellable ? <CancelOrder order={order} token={token} t={t} onCancelled={reload} /> : null}
        </div>

        <aside className="grid gap-6 lg:sticky lg:top-24">
          <section className={`${look.card} grid gap-4 p-6`} aria-label={t.order.totals}>
            <CartTotals totals={order.totals} isShippingKnown locale={locale} t={t.cart} totalLabel={t.total} />
            {order.payments.map((payment) => (
              <p key={payment.id} className="tabular text-sm text-ink-soft">
                {t.order.payment}: {methodName(payment.method, t.order.paymentMethods)}
                {payment.last4 ? ` •••• ${payment.last4}` : ''}, {t.order.paymentStatus[payment.status]}
                {isZero(payment.refunded)
                  ? ''
                  : `, ${fill(t.order.refunded, { amount: formatMoney(payment.refunded, locale) })}`}
              </p>
            ))}
          </section>
          <section className={`${look.card} grid gap-1 p-6`} aria-label={t.order.shipTo}>
            <h2 className={`${look.h3} mb-1`}>{t.order.shipTo}</h2>
            {addressLines(order.shippingAddress, locale).map((line) => (
              <p key={line}>{line}</p>
            ))}
            {order.shippingMethod ? <p className="mt-2 text-sm text-ink-soft">{order.shippingMethod.label}</p> : null}
          </section>
          <section className={`${look.card} grid gap-2 p-6`} aria-label={t.order.documents}>
            <h2 className={look.h3}>{t.order.documents}</h2>
            {order.documents.length === 0 ? <p className={look.hint}>{t.order.noDocuments}</p> : null}
            <ul className="grid gap-1">
              {order.documents.map((one) => (
                <li key={one.url}>
                  <a className={look.link} href={one.url}>
                    {one.title}
                  </a>
                </li>
              ))}
            </ul>
          </section>
          <details className={`${look.card} p-6`}>
            <summary className="font-medium">{t.order.history}</summary>
            <ol className="mt-3 grid gap-2 text-sm">
              {order.history.map((entry) => (
                <li key={entry.at + entry.kind}>
                  <span className="tabular block text-ink-soft">{formatInstant(entry.at, locale, timeZone)}</span>
                  {entry.text}
                </li>
              ))}
            </ol>
          </details>
        </aside>
      </div>
    </div>
  );
}

function CancelOrder({
  order,
  token,
  t,
  onCancelled,
}: {
  order: Order;
  token: string | undefined;
  t: OrderTexts;
  onCancelled(): Promise<void>;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [told, setTold] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const cancel = async () => {
    setBusy(true);
    setTold(null);
    try {
      const { cancelOrder: answer } = await send(
        cancelOrderDocument,
        { id: order.id, reason: t.order.cancelReason },
        { orderToken: token },
      );
      if (answer.__typename === 'Refusal') return setTold(answer.message);
      dialog.current?.close();
      await onCancelled();
    } catch (error) {
      setTold(tellFailure(error, t));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div>
      <button type="button" className={`${look.quiet} -ml-3`} onClick={() => dialog.current?.showModal()}>
        {t.order.cancel}
      </button>
      <dialog
        ref={dialog}
        aria-label={t.order.cancel}
        className="m-auto max-w-md rounded-2xl bg-paper p-7 text-ink backdrop:bg-black/40"
      >
        <div className="grid gap-5">
          <p className="text-lg">{fill(t.order.cancelAsk, { number: order.number })}</p>
          {told ? <Notice tone="bad">{told}</Notice> : null}
          <p className="flex flex-wrap justify-end gap-3">
            <button type="button" className={look.secondary} onClick={() => dialog.current?.close()}>
              {t.order.cancelNo}
            </button>
            <button type="button" className={look.primary} disabled={isBusy} onClick={cancel}>
              {isBusy ? t.wait : t.order.cancelYes}
            </button>
          </p>
        </div>
      </dialog>
    </div>
  );
}

/** Stripe has dozens of ways to pay; one without a name here keeps Stripe's. */
const methodName = (method: string, names: Readonly<Record<string, string>>): string => names[method] ?? method;
