'use client';
import Link from 'next/link';
import { useState } from 'react';
import { formatDecimal } from '../format/decimal.ts';
import { formatMoney, isZero } from '../format/money.ts';
import { formatAxis, formatPower } from '../format/power.ts';
import { fill } from '../i18n/fill.ts';
import { href, type Locale } from '../i18n/href.ts';
import type { Messages } from '../i18n/locales.ts';
import { look } from '../kit/look.ts';
import { Notice } from '../kit/notice.tsx';
import { Picture } from '../kit/picture.tsx';
import { removeCartLine, updateCartLine } from './cart-changes.ts';
import { type Cart, useCart } from './cart-context.tsx';
import { toFollow } from './to-follow.ts';

type Line = Cart['lines'][number];

interface LinesProps {
  cart: Cart;
  locale: Locale;
  t: Messages['cart'];
  remove: string;
  onLeave?: () => void;
}

/** The lines of the cart: what, how many, what it costs and why. */
export function CartLines({ cart, ...rest }: LinesProps) {
  return (
    <ul className="grid divide-y divide-line">
      {cart.lines.map((line) => (
        <CartLine key={line.id} cartId={cart.id} line={line} {...rest} />
      ))}
    </ul>
  );
}

function CartLine({
  cartId,
  line,
  locale,
  t,
  remove,
  onLeave,
}: Omit<LinesProps, 'cart'> & { cartId: string; line: Line }) {
  const { change } = useCart();
  const [told, setTold] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async (action: () => ReturnType<typeof change>) => {
    setBusy(true);
    setTold((await action()).told);
    setBusy(false);
  };
  const contact = line.contactLens;
  const parts = line.components.filter((part) => !isZero(part.amount));
  return (
    <li className="grid grid-cols-[5.5rem_1fr] gap-4 py-5" aria-busy={isBusy}>
      <Picture media={line.variant.media[0]} sizes="88px" className="rounded-lg bg-sunken" />
      <div className="grid gap-1.5">
        <div className="flex justify-between gap-4">
          <Link
            href={`${href(locale, `/product/${line.variant.product.slug}`)}?variant=${encodeURIComponent(line.variant.sku)}`}
            onClick={onLeave}
            className="font-medium hover:underline"
          >
            {line.title}
          </Link>
          <span className="tabular whitespace-nowrap">{formatMoney(line.total, locale)}</span>
        </div>
        <p className="text-sm text-ink-soft">{line.detail}</p>
        {line.awaitsPrescription ? <p className="text-sm text-warn">{toFollow(line, locale, t)}</p> : null}
        {contact ? (
          <p className="tabular text-sm text-ink-soft">
            {contact.eye} {formatPower(contact.power, locale)}
            {contact.cylinder ? ` ${formatPower(contact.cylinder, locale)} × ${formatAxis(contact.axis)}` : ''}
            {contact.add ? ` ADD ${contact.add}` : ''} · {formatDecimal(Number(contact.baseCurveMm), locale, 1)} /{' '}
            {formatDecimal(Number(contact.diameterMm), locale, 1)}
          </p>
        ) : null}
        {parts.length > 1 ? (
          <details className="text-sm">
            <summary className="text-ink-soft">{t.priceParts}</summary>
            <dl className="tabular mt-1 grid grid-cols-[1fr_auto] gap-x-4">
              {parts.map((part) => (
                <div key={part.code + part.label} className="contents">
                  <dt>{part.label}</dt>
                  <dd className="text-right">{formatMoney(part.amount, locale)}</dd>
                </div>
              ))}
            </dl>
          </details>
        ) : null}
        {line.discounts.map((discount) => (
          <p key={discount.label} className="tabular text-sm text-good">
            {discount.label} −{formatMoney(discount.amount, locale).replace(/^[-−]/, '')}
          </p>
        ))}
        {line.available ? null : <Notice tone="warn">{t.unavailable}</Notice>}
        {line.issues.filter(isRemark).map((issue) => (
          <p key={issue.code + issue.message} className="text-sm text-ink-soft">
            {issue.message}
          </p>
        ))}
        {line.issues
          .filter((issue) => !isRemark(issue))
          .map((issue) => (
            <Notice key={issue.code + issue.message} tone={issue.severity === 'ERROR' ? 'bad' : 'warn'}>
              {issue.message}{' '}
              {issue.code === 'CONTACT_LENS_NOT_AS_PRESCRIBED' ? (
                <Link
                  href={`${href(locale, `/product/${line.variant.product.slug}`)}?variant=${encodeURIComponent(line.variant.sku)}`}
                  onClick={onLeave}
                  className="underline"
                >
                  {t.chooseAsPrescribed}
                </Link>
              ) : null}
            </Notice>
          ))}
        {told ? <Notice tone="bad">{told}</Notice> : null}
        <div className="flex items-center justify-between gap-3">
          <fieldset
            className="inline-flex items-center rounded-full border border-line-strong"
            aria-label={fill(t.quantityOf, { name: line.title })}
          >
            {[-1, 1].map((step) => (
              <button
                key={step}
                type="button"
                disabled={isBusy || line.quantity + step < 1}
                aria-label={step < 0 ? '−1' : '+1'}
                onClick={() =>
                  run(() => change(updateCartLine, { cartId, lineId: line.id, quantity: line.quantity + step }))
                }
                className={`grid size-11 place-items-center text-lg disabled:opacity-40 ${step > 0 ? 'order-3' : ''}`}
              >
                {step < 0 ? '−' : '+'}
              </button>
            ))}
            <span className="tabular order-2 min-w-7 text-center" aria-live="polite">
              {line.quantity}
            </span>
          </fieldset>
          <button
            type="button"
            disabled={isBusy}
            aria-label={fill(t.removeLine, { name: line.title })}
            onClick={() => run(() => change(removeCartLine, { cartId, lineId: line.id }))}
            className={`${look.quiet} text-sm`}
          >
            {remove}
          </button>
        </div>
      </div>
    </li>
  );
}

/** Worth knowing, and nothing to do: it must not look like what has to be settled. */
const isRemark = ({ severity }: { severity: string }): boolean => severity === 'NOTICE';
