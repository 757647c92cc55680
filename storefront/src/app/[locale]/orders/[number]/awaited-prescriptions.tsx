'use client';
import Link from 'next/link';
import { useState } from 'react';
import { formatMoney } from '@/format/money.ts';
import { fill } from '@/i18n/fill.ts';
import { href } from '@/i18n/href.ts';
import { look } from '@/kit/look.ts';
import type { Awaited, AwaitedProps, AwaitedTexts, EntryProps, Line } from './awaited.props.ts';
import { AwaitedEntry } from './awaited-entry.tsx';
import { orderPath } from './order-path.ts';

/** What an order still waits for, above everything else on its page. */
export function AwaitedPrescriptions({ order, ...rest }: AwaitedProps) {
  if (order.status !== 'PLACED' && order.status !== 'IN_PRODUCTION') return null;
  return order.awaitedPrescriptions.map((awaited) => {
    const line = order.lines.find(({ id }) => id === awaited.orderLineId);
    if (!line?.lens) return null;
    if (awaited.state === 'RECEIVED' || awaited.state === 'TYPING')
      return <Received key={line.id} line={line} isPaper={awaited.state === 'TYPING'} t={rest.t} />;
    return awaited.state === 'AWAITED' ? (
      <Missing key={line.id} order={order} line={line} awaited={awaited} {...rest} />
    ) : null;
  });
}

function Received({ line, isPaper, t }: { line: Line; isPaper: boolean; t: AwaitedTexts }) {
  return (
    <section aria-label={t.awaited.receivedTitle} className="grid gap-1 rounded-2xl bg-good-soft p-6">
      <h2 className={`${look.h3} text-good`}>{t.awaited.receivedTitle}</h2>
      <p>{fill(t.awaited.forLine, { title: line.title })}</p>
      <p className="max-w-prose text-ink-soft">{isPaper ? t.awaited.receivedPaper : t.awaited.received}</p>
    </section>
  );
}

function Missing({ order, line, awaited, token, today, rules, locale, t, onSent }: EntryProps) {
  const isOnly = order.awaitedPrescriptions.filter(({ state }) => state === 'AWAITED').length === 1;
  const [isOpen, setOpen] = useState(isOnly);
  const texts = t.awaited;
  const titleId = `awaited-${line.id}`;
  return (
    <section
      aria-labelledby={titleId}
      className="-mx-2 grid gap-6 rounded-2xl border-2 border-accent bg-raised p-4 sm:mx-0 sm:p-8"
    >
      <div className="grid gap-2">
        <h2 id={titleId} className={look.h2}>
          {awaited.costsMore ? texts.strongerTitle : awaited.rejected ? texts.rejectedTitle : texts.title}
        </h2>
        <p className="max-w-prose text-ink-soft">
          {awaited.costsMore
            ? fill(texts.strongerLead, { amount: formatMoney(awaited.costsMore, locale) })
            : awaited.rejected
              ? texts.rejectedLead
              : texts.lead}
        </p>
        <WhyRejected awaited={awaited} t={texts} />
        <p>
          <span className="font-medium">{fill(texts.forLine, { title: line.title })}</span>
          <span className="block text-sm text-ink-soft">{lensText(line)}</span>
        </p>
      </div>
      {awaited.needsSignIn ? (
        <div className="grid justify-items-start gap-3">
          <p>{texts.signIn}</p>
          <Link
            className={look.primary}
            href={`${href(locale, '/sign-in')}?next=${encodeURIComponent(orderPath(order, locale))}`}
          >
            {t.signIn}
          </Link>
        </div>
      ) : isOpen ? (
        <AwaitedEntry
          order={order}
          line={line}
          awaited={awaited}
          token={token}
          today={today}
          rules={rules}
          locale={locale}
          t={t}
          onSent={onSent}
        />
      ) : (
        <button type="button" className={`${look.primary} justify-self-start`} onClick={() => setOpen(true)}>
          {texts.start}
        </button>
      )}
    </section>
  );
}

/** In the words of the optician, for whoever may read the prescription. */
function WhyRejected({ awaited: { rejected, prescription }, t }: { awaited: Awaited; t: AwaitedTexts['awaited'] }) {
  const why = rejected ? prescription?.history.findLast(({ kind, note }) => kind === 'REJECTED' && note)?.note : null;
  return why ? (
    <blockquote className="max-w-prose rounded-xl bg-warn-soft px-5 py-4">
      <span className="block text-sm text-ink-soft">{t.rejectedWhy}</span>
      {why}
    </blockquote>
  ) : null;
}

const lensText = ({ lens }: Line): string =>
  lens ? [lens.designName, lens.materialName, ...lens.treatmentNames].join(' · ') : '';
