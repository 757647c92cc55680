'use client';
import { formatMoney, isZero } from '@/format/money.ts';
import { formatPower } from '@/format/power.ts';
import { fill, plural } from '@/i18n/fill.ts';
import type { Locale } from '@/i18n/href.ts';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';
import type { RxEntry } from '@/prescription-entry/rx-entry.ts';
import type { EyeText } from '@/prescription-entry/rx-form.ts';
import type { Awaited, AwaitedTexts, Line, Quote } from './awaited.props.ts';
import { OrderAnew } from './order-anew.tsx';
import type { Order } from './order-screen.tsx';

interface ReviewProps {
  entry: RxEntry;
  order: Order;
  line: Line;
  token: string | undefined;
  quote: Quote;
  awaited: Awaited;
  heading: React.RefObject<HTMLHeadingElement | null>;
  isBusy: boolean;
  failure: string | null;
  locale: Locale;
  t: AwaitedTexts;
  onChange(): void;
  onSend(): void;
  /** The id of the prescription; null when it was refused, which is then told. */
  savedRx(): Promise<string | null>;
}

/** What will be made from it and what comes back, before it is sent. */
export function AwaitedReview(props: ReviewProps) {
  const { entry, quote, awaited, heading, isBusy, failure, locale, t, onChange, onSend } = props;
  const texts = t.awaited;
  const agreed = awaited.pricesByBand.find(({ band }) => band === quote.powerBand);
  const isStronger = agreed !== undefined && !isZero(agreed.more);
  return (
    <div className="grid gap-5">
      <h3 ref={heading} tabIndex={-1} className={`${look.h3} outline-none`}>
        {texts.reviewTitle}
      </h3>
      <dl className="tabular grid divide-y divide-line border-y border-line">
        {(
          [
            [t.rx.right, powersOf(entry.form.od, locale)],
            [t.rx.left, powersOf(entry.form.os, locale)],
          ] as const
        ).map(([name, value]) => (
          <div key={name} className="flex justify-between gap-6 py-3">
            <dt className="text-ink-soft">{name}</dt>
            <dd className="text-right font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="grid gap-1 rounded-xl bg-accent-soft px-5 py-4">
        {isStronger ? (
          <>
            <p className="font-medium">{texts.strongerTitle}</p>
            <p>{fill(texts.strongerLead, { amount: formatMoney(agreed.more, locale) })}</p>
          </>
        ) : !agreed ? (
          <p>{texts.unknown}</p>
        ) : isZero(agreed.refund) ? (
          <p>{texts.backNothing}</p>
        ) : (
          <>
            <p>{texts.backSome}</p>
            <p className="tabular flex flex-wrap items-baseline justify-between gap-x-4">
              <span>{texts.back}</span>
              <span className="text-xl font-medium">{formatMoney(agreed.refund, locale)}</span>
            </p>
            <p className={look.hint}>{texts.backHint}</p>
          </>
        )}
        {quote.promiseDays ? (
          <p className={look.hint}>{fill(texts.ready, { days: plural(locale, t.workingDays, quote.promiseDays) })}</p>
        ) : null}
      </div>
      {quote.issues
        .filter(({ severity }) => severity === 'WARNING')
        .map((issue) => (
          <Notice key={issue.code + issue.field} tone="warn">
            {issue.message}
          </Notice>
        ))}
      {failure ? <Notice tone="bad">{failure}</Notice> : null}
      <div className="flex flex-wrap items-start justify-between gap-3">
        <button type="button" className={look.secondary} onClick={onChange}>
          {texts.change}
        </button>
        {isStronger ? (
          <OrderAnew {...props} />
        ) : (
          <button type="button" className={look.primary} disabled={isBusy} onClick={onSend}>
            {isBusy ? texts.sending : texts.send}
          </button>
        )}
      </div>
    </div>
  );
}

/** As typed, written like every power of the shop; what cannot be read never came this far. */
const powersOf = ({ sphere, cylinder, axis, add }: EyeText, locale: Locale): string =>
  [
    formatPower(sphere, locale),
    cylinder ? `${formatPower(cylinder, locale)} × ${axis}` : '',
    add ? `ADD ${formatPower(add, locale)}` : '',
  ]
    .filter(Boolean)
    .join(' ');
