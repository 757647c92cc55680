import Link from 'next/link';
import { formatMoney } from '@/format/money.ts';
import { formatAxis, formatPower } from '@/format/power.ts';
import { fill } from '@/i18n/fill.ts';
import { href, type Locale } from '@/i18n/href.ts';
import { look } from '@/kit/look.ts';
import { Picture } from '@/kit/picture.tsx';
import type { Line } from './awaited.props.ts';
import { CancelLine } from './cancel-line.tsx';
import type { Order, OrderTexts } from './order-screen.tsx';

interface LinesProps {
  order: Order;
  token: string | undefined;
  locale: Locale;
  t: OrderTexts;
  onCancelled(): Promise<void>;
}

/** What was ordered. What was cancelled stays to be seen, struck through, with what went back for it. */
export function OrderLines({ order, token, locale, t, onCancelled }: LinesProps) {
  return (
    <section className="grid gap-2" aria-label={t.order.items}>
      <h2 className={look.h3}>{t.order.items}</h2>
      <ul className="divide-y divide-line border-y border-line">
        {order.lines.map((line) => (
          <li key={line.id} className="grid grid-cols-[5rem_1fr_auto] gap-4 py-4" data-cancelled={line.quantity === 0}>
            <Picture
              media={line.variant.media[0]}
              sizes="80px"
              className={`rounded-lg bg-sunken ${line.quantity === 0 ? 'opacity-50' : ''}`}
            />
            <div className="min-w-0">
              <Title line={line} locale={locale} />
              <span className="block text-sm text-ink-soft">
                {line.lens
                  ? [line.lens.designName, line.lens.materialName, ...line.lens.treatmentNames].join(' · ')
                  : line.detail}
              </span>
              {line.contactLens ? (
                <span className="tabular block text-sm text-ink-soft">
                  {line.contactLens.eye} {formatPower(line.contactLens.power, locale)}
                  {line.contactLens.cylinder
                    ? ` ${formatPower(line.contactLens.cylinder, locale)} × ${formatAxis(line.contactLens.axis)}`
                    : ''}
                </span>
              ) : null}
              <Cancelled line={line} locale={locale} t={t} />
              {line.canCancel ? (
                <CancelLine order={order} line={line} token={token} t={t} onCancelled={onCancelled} />
              ) : null}
            </div>
            <span className="tabular">{line.quantity > 0 ? formatMoney(line.total, locale) : ''}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Title({ line, locale }: { line: Line; locale: Locale }) {
  const count = line.quantity || line.cancelledQuantity;
  const title = (
    <>
      <Link href={href(locale, `/product/${line.variant.product.slug}`)} className="font-medium hover:underline">
        {line.title}
      </Link>
      {count > 1 ? <span className="tabular"> × {count}</span> : null}
    </>
  );
  return line.quantity > 0 ? <span>{title}</span> : <s className="text-ink-soft">{title}</s>;
}

function Cancelled({ line, locale, t }: { line: Line; locale: Locale; t: OrderTexts }) {
  return line.cancellations.map((one) => (
    <span key={one.id} className="tabular block text-sm">
      {line.quantity === 0 && line.cancellations.length === 1
        ? t.order.lineCancelled
        : fill(t.order.piecesCancelled, { count: one.quantity })}
      {', '}
      {one.refundFailed ? (
        <span className="text-warn">{t.order.refundFailed}</span>
      ) : (
        <span className="text-good">{fill(t.order.refunded, { amount: formatMoney(one.refund, locale) })}</span>
      )}
    </span>
  ));
}
