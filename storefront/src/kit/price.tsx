import { formatMoney, type Money } from '../format/money.ts';

/** A price, with what it was before when it is lower now. */
export function Price({
  price,
  before,
  beforeLabel,
  locale,
  className = '',
}: {
  price: Money;
  before?: Money | null | undefined;
  beforeLabel?: string;
  locale: string;
  className?: string;
}) {
  const isReduced = before && Number(before.amount) > Number(price.amount);
  return (
    <span className={`tabular ${className}`}>
      <span>{formatMoney(price, locale)}</span>
      {isReduced ? (
        <>
          {' '}
          <span className="sr-only">{beforeLabel} </span>
          <s className="text-[0.8em] text-ink-soft">{formatMoney(before, locale)}</s>
        </>
      ) : null}
    </span>
  );
}
