import { formatPercent } from '../format/decimal.ts';
import { formatMoney, isZero, type Money } from '../format/money.ts';
import type { Messages } from '../i18n/locales.ts';

interface TotalsData {
  subtotal: Money;
  discount: Money;
  shipping: Money;
  tax: Money;
  taxIncluded: boolean;
  taxLines: readonly { label: string; ratePercent: string; amount: Money }[];
  total: Money;
}

/** The sum and its parts; an amount that is not known yet says what it waits for. */
export function CartTotals({
  totals,
  isShippingKnown,
  locale,
  t,
  totalLabel,
}: {
  totals: TotalsData;
  isShippingKnown: boolean;
  locale: string;
  t: Messages['cart'];
  totalLabel: string;
}) {
  const row = (label: string, value: string, className = '') => (
    <div className={`flex justify-between gap-6 ${className}`}>
      <dt>{label}</dt>
      <dd className="text-right">{value}</dd>
    </div>
  );
  return (
    <dl className="tabular grid gap-2">
      {row(t.subtotal, formatMoney(totals.subtotal, locale))}
      {isZero(totals.discount)
        ? null
        : row(t.discount, `−${formatMoney(totals.discount, locale).replace(/^[-−]/, '')}`, 'text-good')}
      {row(t.shipping, isShippingKnown ? formatMoney(totals.shipping, locale) : t.shippingLater)}
      {isShippingKnown || !isZero(totals.tax)
        ? totals.taxLines.length > 0
          ? totals.taxLines.map((line) => (
              <div key={line.label} className="flex justify-between gap-6 text-ink-soft">
                <dt>
                  {totals.taxIncluded ? `${t.taxIncluded} ` : ''}
                  {line.label} ({formatPercent(Number(line.ratePercent), locale)})
                </dt>
                <dd>{formatMoney(line.amount, locale)}</dd>
              </div>
            ))
          : row(totals.taxIncluded ? t.taxIncluded : t.tax, formatMoney(totals.tax, locale), 'text-ink-soft')
        : null}
      {row(totalLabel, formatMoney(totals.total, locale), 'border-t border-line pt-3 text-xl font-medium')}
    </dl>
  );
}
