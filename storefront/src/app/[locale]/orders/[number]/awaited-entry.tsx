'use client';
import type { VariablesOf } from 'gql.tada';
import Link from 'next/link';
import { useRef, useState } from 'react';
import { formatMoney, isZero } from '@/format/money.ts';
import { formatPower } from '@/format/power.ts';
import { send } from '@/graph/browser.ts';
import type { ResultOf } from '@/graph/tada.ts';
import { tellFailure } from '@/graph/tell.ts';
import { fill, plural } from '@/i18n/fill.ts';
import { href, type Locale } from '@/i18n/href.ts';
import type { Messages } from '@/i18n/locales.ts';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';
import { useKept } from '@/kit/use-kept.ts';
import { quoteMeasures } from '@/measurements/measured-facts.ts';
import { PaperUpload } from '@/papers/paper-upload.tsx';
import type { EntryTexts } from '@/prescription-entry/entry-texts.ts';
import { savePrescriptionDocument } from '@/prescription-entry/prescription.documents.ts';
import { PrescriptionEntry, type Source } from '@/prescription-entry/prescription-entry.tsx';
import type { RxEntry } from '@/prescription-entry/rx-entry.ts';
import { type EyeText, emptyForm, type LensUse, papersOf, quoteRx, savingInput } from '@/prescription-entry/rx-form.ts';
import { toldOf, usePrescriptionCheck } from '@/prescription-entry/use-prescription-check.ts';
import { lensQuoteDocument } from '../../lenses/[variant]/lenses.documents.ts';
import { sendPrescriptionDocument } from './order.documents.ts';
import type { Order } from './order-screen.tsx';

export interface AwaitedTexts extends EntryTexts {
  awaited: Messages['awaited'];
  days: { one: string; other: string };
}

type Quote = Extract<ResultOf<typeof lensQuoteDocument>['lensQuote'], { __typename: 'LensQuote' }>;
type QuoteInput = VariablesOf<typeof lensQuoteDocument>['input'];
type Awaited = Order['awaitedPrescriptions'][number];
type Line = Order['lines'][number];

interface AwaitedProps {
  order: Order;
  token: string | undefined;
  today: string;
  locale: Locale;
  t: AwaitedTexts;
  onSent(): Promise<void>;
}

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

const empty = (): RxEntry => ({ form: emptyForm(), confirmed: [], savedId: null, savedUntil: null, measured: null });

type EntryProps = AwaitedProps & { line: Line; awaited: Awaited };

function Missing({ order, line, awaited, token, today, locale, t, onSent }: EntryProps) {
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
          {awaited.rejected ? texts.rejectedTitle : texts.title}
        </h2>
        <p className="max-w-prose text-ink-soft">{awaited.rejected ? texts.rejectedLead : texts.lead}</p>
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
        <Entry
          order={order}
          line={line}
          awaited={awaited}
          token={token}
          today={today}
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

const orderPath = (order: Order, locale: Locale): string => href(locale, `/orders/${order.number}`);
const lensText = ({ lens }: Line): string =>
  lens ? [lens.designName, lens.materialName, ...lens.treatmentNames].join(' · ') : '';

/** The entry of the shop, then what it means for these very lenses, then sent. */
function Entry({ order, line, awaited, token, today, locale, t, onSent }: EntryProps) {
  const { value: entry, setValue: setEntry, forget } = useKept(`rx:${line.id}`, empty);
  const [source, setSource] = useState<Source>('typed');
  const [quote, setQuote] = useState<Quote | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const review = useRef<HTMLHeadingElement>(null);
  const use = (line.lens?.use ?? 'DISTANCE') as LensUse;
  const check = usePrescriptionCheck(entry, { use, today, locale, t });

  const set = (part: Partial<RxEntry>) => {
    setQuote(null);
    setFailure(null);
    setEntry((now) => ({ ...now, ...part }));
  };
  const during = async (work: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setFailure(tellFailure(error, t));
    } finally {
      setBusy(false);
    }
  };

  /** Asks the rules about the prescription, then the catalogue about these lenses with it. Nothing is stored yet. */
  const judge = () =>
    during(async () => {
      check.setTried(true);
      if (!entry.savedId) {
        if (check.isBlocked) {
          requestAnimationFrame(() =>
            document.querySelector<HTMLElement>('[aria-invalid="true"], [data-unconfirmed]')?.focus(),
          );
          return;
        }
        const answer = await check.ask();
        if (typeof answer === 'string') return setFailure(answer);
        if (!answer) return;
      }
      const { lensQuote } = await send(lensQuoteDocument, { input: quoteInput(line, entry) });
      if (lensQuote.__typename === 'Refusal') return setFailure(lensQuote.message);
      setQuote(lensQuote);
      requestAnimationFrame(() => review.current?.focus());
    });

  const savedRx = async (): Promise<string | null> => {
    if (entry.savedId) return entry.savedId;
    const { savePrescription: saved } = await send(savePrescriptionDocument, {
      input: savingInput(entry.form, entry.confirmed),
    });
    if (saved.__typename !== 'Refusal') {
      setEntry((now) => ({ ...now, savedId: saved.id }));
      return saved.id;
    }
    check.setServerTold(saved.issues.map(toldOf));
    setQuote(null);
    setFailure(saved.message);
    return null;
  };

  const submit = () =>
    during(async () => {
      const prescriptionId = await savedRx();
      if (prescriptionId) await sendSaved(prescriptionId);
    });

  /** The paper alone: an optician types it in. */
  const submitPaper = () =>
    during(async () => {
      const { savePrescription: saved } = await send(savePrescriptionDocument, {
        input: {
          product: 'GLASSES',
          paperOnly: true,
          documentIds: papersOf(entry.form).map(({ id }) => id),
          patientName: entry.form.patientName.trim() || null,
        },
      });
      if (saved.__typename === 'Refusal') return setFailure(saved.message);
      await sendSaved(saved.id);
    });

  const sendSaved = async (prescriptionId: string) => {
    const { sendPrescription: answer } = await send(
      sendPrescriptionDocument,
      { orderId: order.id, lineId: line.id, prescriptionId, confirmed: entry.confirmed },
      { orderToken: token },
    );
    if (answer.__typename === 'Refusal') return setFailure(answer.message);
    forget();
    await onSent();
  };

  const errors = quote?.issues.filter(({ severity }) => severity === 'ERROR') ?? [];
  if (quote && errors.length === 0)
    return (
      <Review
        entry={entry}
        quote={quote}
        awaited={awaited}
        heading={review}
        isBusy={isBusy}
        failure={failure}
        locale={locale}
        t={t}
        onChange={() => setQuote(null)}
        onSend={submit}
      />
    );
  return (
    <div className="grid gap-6">
      <PrescriptionEntry
        draft={entry}
        check={check}
        source={source}
        onSource={setSource}
        onForm={(form) => set({ form, savedId: null, savedUntil: null })}
        onPapers={(papers) =>
          setEntry((now) => ({ ...now, form: { ...now.form, papers }, savedId: null, savedUntil: null }))
        }
        onSaved={(rx) => set({ form: rx.form, savedId: rx.id, savedUntil: rx.expiresOn })}
        onMeasured={() => undefined}
        onConfirm={(confirmed) => set({ confirmed })}
        sku={line.variant.sku}
        back={orderPath(order, locale)}
        hidesMeasured
        other={{
          source: 'paper',
          label: t.awaited.paper,
          body: (
            <div className="grid gap-4">
              <p className="max-w-prose text-ink-soft">{t.awaited.paperLead}</p>
              <PaperUpload
                papers={papersOf(entry.form)}
                onChange={(papers) => setEntry((now) => ({ ...now, form: { ...now.form, papers } }))}
                t={{ ...t.paper, title: t.awaited.paperTitle, help: t.awaited.paperHelp }}
              />
            </div>
          ),
        }}
        today={today}
        locale={locale}
        t={t}
      />
      {errors.length > 0 ? (
        <Notice tone="bad">
          <p className="font-medium">{t.awaited.cannotTitle}</p>
          <ul className="list-disc pl-5">
            {errors.map((one) => (
              <li key={one.code + one.field}>{one.message}</li>
            ))}
          </ul>
          <p className="mt-2">{t.awaited.cannotHelp}</p>
        </Notice>
      ) : null}
      {failure ? <Notice tone="bad">{failure}</Notice> : null}
      {source === 'paper' ? (
        <button
          type="button"
          className={`${look.primary} justify-self-start`}
          disabled={isBusy || papersOf(entry.form).length === 0}
          onClick={() => void submitPaper()}
        >
          {isBusy ? t.awaited.sending : t.awaited.sendPaper}
        </button>
      ) : null}
      {source === 'typed' ? (
        <button
          type="button"
          className={`${look.primary} justify-self-start`}
          disabled={isBusy}
          onClick={() => void judge()}
        >
          {isBusy ? t.awaited.checking : t.awaited.check}
        </button>
      ) : null}
    </div>
  );
}

function quoteInput(line: Line, entry: RxEntry): QuoteInput {
  const lens = line.lens!;
  return {
    variantId: line.variant.id,
    ...quoteRx(entry.form),
    ...(entry.measured ? quoteMeasures(entry.measured, line.variant.sku) : {}),
    use: lens.use as LensUse,
    designId: lens.designId,
    materialId: lens.materialId,
    treatmentIds: lens.treatmentIds,
    rush: lens.rush,
    confirmedWarnings: entry.confirmed,
  };
}

interface ReviewProps {
  entry: RxEntry;
  quote: Quote;
  awaited: Awaited;
  heading: React.RefObject<HTMLHeadingElement | null>;
  isBusy: boolean;
  failure: string | null;
  locale: Locale;
  t: AwaitedTexts;
  onChange(): void;
  onSend(): void;
}

/** What will be made from it and what comes back, before it is sent. */
function Review({ entry, quote, awaited, heading, isBusy, failure, locale, t, onChange, onSend }: ReviewProps) {
  const texts = t.awaited;
  const agreed = awaited.pricesByBand.find(({ band }) => band === quote.powerBand);
  return (
    <div className="grid gap-5">
      <h3 ref={heading} tabIndex={-1} className={`${look.h3} outline-none`}>
        {texts.reviewTitle}
      </h3>
      <dl className="tabular grid divide-y divide-line border-y border-line">
        {(
          [
            [t.rx.right, powersOf(entry.form.od)],
            [t.rx.left, powersOf(entry.form.os)],
          ] as const
        ).map(([name, value]) => (
          <div key={name} className="flex justify-between gap-6 py-3">
            <dt className="text-ink-soft">{name}</dt>
            <dd className="text-right font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="grid gap-1 rounded-xl bg-accent-soft px-5 py-4">
        {!agreed ? (
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
          <p className={look.hint}>{fill(texts.ready, { days: plural(locale, t.days, quote.promiseDays) })}</p>
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
      <div className="flex flex-wrap justify-between gap-3">
        <button type="button" className={look.secondary} onClick={onChange}>
          {texts.change}
        </button>
        <button type="button" className={look.primary} disabled={isBusy} onClick={onSend}>
          {isBusy ? texts.sending : texts.send}
        </button>
      </div>
    </div>
  );
}

/** As typed, written like every power of the shop; what cannot be read never came this far. */
const powersOf = ({ sphere, cylinder, axis, add }: EyeText): string =>
  [
    formatPower(sphere.replace(',', '.')),
    cylinder ? `${formatPower(cylinder.replace(',', '.'))} × ${axis}` : '',
    add ? `ADD ${formatPower(add.replace(',', '.'))}` : '',
  ]
    .filter(Boolean)
    .join(' ');
