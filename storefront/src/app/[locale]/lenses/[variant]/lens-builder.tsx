'use client';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { addToCartDocument } from '../../../../cart/cart.documents.ts';
import { useCart } from '../../../../cart/cart-context.tsx';
import { formatDate } from '../../../../format/date.ts';
import { formatMoney, isZero, type Money } from '../../../../format/money.ts';
import { send } from '../../../../graph/browser.ts';
import { type Sentences, tellFailure } from '../../../../graph/tell.ts';
import { fill, plural } from '../../../../i18n/fill.ts';
import { href, type Locale } from '../../../../i18n/href.ts';
import type { Messages } from '../../../../i18n/locales.ts';
import { look } from '../../../../kit/look.ts';
import { Notice } from '../../../../kit/notice.tsx';
import type { SizeData } from '../../../../kit/size-drawing.tsx';
import { ChoiceList, type Quote } from './choice-list.tsx';
import { checkPrescriptionDocument, lensQuoteDocument, savePrescriptionDocument } from './lenses.documents.ts';
import { PrescriptionForm } from './prescription-form.tsx';
import { FileSource, SavedSource } from './prescription-sources.tsx';
import {
  emptyForm,
  formField,
  formOf,
  judgeForm,
  type LensUse,
  lensUses,
  quoteRx,
  type RxForm,
  readMm,
  savingInput,
  type Told,
} from './rx-form.ts';
import { canOpen, isDone, neighbour, type Selection, type Step, steps } from './steps.ts';
import { ThicknessDrawing } from './thickness-drawing.tsx';

export interface BuilderTexts extends Sentences {
  lens: Messages['lens'];
  rx: Messages['rx'];
  optional: string;
  days: { one: string; other: string };
  grams: string;
  total: string;
  wait: string;
  signIn: string;
}

interface BuilderProps {
  frame: { variantId: string; sku: string; name: string; price: Money; size: SizeData };
  today: string;
  locale: Locale;
  t: BuilderTexts;
}

type Source = 'typed' | 'file' | 'saved';

interface Draft {
  step: Step;
  selection: Selection;
  form: RxForm;
  confirmed: string[];
  /** A prescription that is saved already; its values stand in the form, which is then not edited. */
  savedId: string | null;
  savedUntil: string | null;
  isRxAccepted: boolean;
}

const emptyDraft = (): Draft => ({
  step: 'use',
  selection: { use: null, designId: null, materialId: null, treatmentIds: [], rush: false },
  form: emptyForm(),
  confirmed: [],
  savedId: null,
  savedUntil: null,
  isRxAccepted: false,
});

/**
 * Use, prescription, lens type, material, treatments, review. What is entered lives in this tab only: in memory, and in
 * sessionStorage so that a reload loses nothing, until the glasses are in the cart.
 */
export function LensBuilder({ frame, today, locale, t }: BuilderProps) {
  const storageKey = `lenses:${frame.sku}`;
  const router = useRouter();
  const { cart, change, setOpen } = useCart();
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [isRestored, setRestored] = useState(false);
  const [source, setSource] = useState<Source>('typed');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [hasTried, setTried] = useState(false);
  const [serverTold, setServerTold] = useState<Told[]>([]);
  const [quote, setQuote] = useState<Quote | null>(null);
  const [isQuoting, setQuoting] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const purchaseKey = useRef('');
  const { step, selection, form, confirmed, savedId, isRxAccepted } = draft;
  const use = selection.use ?? 'DISTANCE';

  useEffect(() => {
    try {
      const kept = sessionStorage.getItem(storageKey);
      if (kept) setDraft({ ...emptyDraft(), ...(JSON.parse(kept) as Draft) });
    } catch {
      // Storage may be switched off; memory is enough then.
    }
    setRestored(true);
  }, [storageKey]);

  useEffect(() => {
    if (!isRestored) return;
    try {
      sessionStorage.setItem(storageKey, JSON.stringify(draft));
    } catch {
      // as above
    }
  }, [draft, isRestored, storageKey]);

  const update = useCallback((part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part })), []);
  const choose = (part: Partial<Selection>) =>
    setDraft((now) => ({
      ...now,
      selection: { ...now.selection, ...part },
      ...(part.use ? { isRxAccepted: false } : {}),
    }));

  const told = useMemo(() => {
    if (savedId) return [];
    const own = judgeForm(form, use, today, locale);
    const known = new Set(own.map((one) => one.code + one.field));
    return [...own, ...serverTold.filter((one) => !known.has(one.code + one.field))];
  }, [form, use, today, locale, savedId, serverTold]);
  const errors = told.filter((one) => one.severity === 'ERROR');
  const warnings = [
    ...new Map(told.filter((one) => one.severity === 'WARNING').map((one) => [one.code, one])).values(),
  ];
  const unconfirmed = warnings.filter((one) => !confirmed.includes(one.code));

  const quoteInput = useMemo(
    () => ({
      variantId: frame.variantId,
      ...(isRxAccepted ? quoteRx(form) : {}),
      use: selection.use,
      designId: isRxAccepted ? selection.designId : null,
      materialId: isRxAccepted ? selection.materialId : null,
      treatmentIds: isRxAccepted ? selection.treatmentIds : [],
      rush: selection.rush,
      confirmedWarnings: confirmed,
    }),
    [frame.variantId, isRxAccepted, form, selection, confirmed],
  );
  const quoteKey = JSON.stringify(quoteInput);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the input by value
  useEffect(() => {
    if (!isRxAccepted) return;
    const superseded = new AbortController();
    setQuoting(true);
    send(lensQuoteDocument, { input: quoteInput }, { signal: superseded.signal })
      .then(({ lensQuote }) => {
        setQuoting(false);
        if (lensQuote.__typename === 'Refusal') return setFailure(lensQuote.message);
        setFailure(null);
        setQuote(lensQuote);
      })
      .catch((error: unknown) => {
        if (superseded.signal.aborted) return;
        setQuoting(false);
        setFailure(tellFailure(error, t));
      });
    return () => superseded.abort();
  }, [quoteKey, isRxAccepted]);

  const possible = useMemo(
    () =>
      new Set(
        [...(quote?.designs ?? []), ...(quote?.materials ?? []), ...(quote?.treatments ?? [])]
          .filter((choice) => choice.possible)
          .map((choice) => choice.option.id),
      ),
    [quote],
  );
  const progress = {
    selection,
    isRxAccepted,
    possible,
    isComplete: Boolean(quote?.complete && quote.price && !isQuoting),
  };

  const go = (to: Step) => {
    setFailure(null);
    setTried(false);
    update({ step: to });
    requestAnimationFrame(() => {
      heading.current?.focus();
      heading.current?.scrollIntoView({ block: 'nearest' });
    });
  };

  /** Asks the server the same questions before going on; its answer counts. */
  const acceptRx = async () => {
    setTried(true);
    if (savedId) {
      update({ isRxAccepted: true });
      return go('design');
    }
    if (errors.length > 0 || unconfirmed.length > 0) {
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('[aria-invalid="true"], [data-unconfirmed]')?.focus(),
      );
      return;
    }
    setBusy(true);
    try {
      const { checkPrescription: answer } = await send(checkPrescriptionDocument, {
        input: savingInput(form, confirmed),
      });
      const issues = answer.issues.map(
        (issue): Told => ({
          code: issue.code,
          field: formField(issue.field ?? ''),
          message: issue.message,
          severity: issue.severity,
          suggestions: [],
        }),
      );
      const blocking = issues.filter(
        (issue) => issue.severity === 'ERROR' || (issue.severity === 'WARNING' && !confirmed.includes(issue.code)),
      );
      setServerTold(issues);
      if (blocking.length > 0) return;
      if (answer.__typename === 'Refusal') return setFailure(answer.message);
      if (answer.expired)
        return setFailure(
          fill(t.rx.fileExpired, { date: answer.expiresOn ? formatDate(answer.expiresOn, locale) : '–' }),
        );
      update({ isRxAccepted: true });
      go('design');
    } catch (error) {
      setFailure(tellFailure(error, t));
    } finally {
      setBusy(false);
    }
  };

  const buy = async () => {
    if (!selection.use || !selection.designId || !selection.materialId) return;
    setBusy(true);
    setFailure(null);
    try {
      let prescriptionId = savedId;
      if (!prescriptionId) {
        const { savePrescription: saved } = await send(savePrescriptionDocument, {
          input: savingInput(form, confirmed),
        });
        if (saved.__typename === 'Refusal') {
          setServerTold(
            saved.issues.map((issue) => ({
              code: issue.code,
              field: formField(issue.field ?? ''),
              message: issue.message,
              severity: issue.severity,
              suggestions: [],
            })),
          );
          setFailure(saved.message);
          return update({ step: 'prescription', isRxAccepted: false });
        }
        prescriptionId = saved.id;
        update({ savedId: prescriptionId });
      }
      // The same press sent twice, by a slow line or an impatient hand, adds one pair.
      purchaseKey.current ||= crypto.randomUUID();
      const outcome = await change(addToCartDocument, {
        cartId: cart?.id ?? null,
        idempotencyKey: purchaseKey.current,
        lines: [
          {
            variantId: frame.variantId,
            quantity: 1,
            prescriptionId,
            lens: {
              use: selection.use,
              designId: selection.designId,
              materialId: selection.materialId,
              treatmentIds: selection.treatmentIds,
              prescriptionId,
              rush: selection.rush,
              confirmedWarnings: confirmed,
            },
          },
        ],
      });
      if (!outcome.cart) return setFailure(outcome.told);
      sessionStorage.removeItem(storageKey);
      setRestored(false);
      setOpen(false);
      router.push(href(locale, '/cart'));
    } catch (error) {
      setFailure(tellFailure(error, t));
    } finally {
      setBusy(false);
    }
  };

  const setForm = (next: RxForm) => {
    setServerTold([]);
    update({ form: next, isRxAccepted: false, savedId: null, savedUntil: null });
  };
  const visible = told.filter((one) => one.severity !== 'ERROR' || hasTried || left.has(one.field));
  const pdMm = useMemo(() => {
    const both = readMm(form.pdBoth) ?? 63;
    return form.pdKind === 'two'
      ? { OD: readMm(form.pdOd) ?? 31.5, OS: readMm(form.pdOs) ?? 31.5 }
      : { OD: both / 2, OS: both / 2 };
  }, [form.pdKind, form.pdBoth, form.pdOd, form.pdOs]);
  const number = steps.indexOf(step) + 1;
  const hasThickness = isRxAccepted && quote !== null && quote.thickness.length > 0;
  const drawing = hasThickness ? (
    <ThicknessDrawing
      thickness={quote.thickness}
      size={frame.size}
      pdMm={pdMm}
      locale={locale}
      t={t.lens}
      grams={t.grams}
    />
  ) : (
    <p className="text-ink-soft">{t.lens.thicknessEmpty}</p>
  );
  const nameOf = (choices: Quote['designs'] | undefined, ids: readonly (string | null)[]) =>
    choices
      ?.filter((choice) => ids.includes(choice.option.id) || (choice.selected && choices === quote?.treatments))
      .map((choice) => choice.option.name) ?? [];

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 pb-28 lg:grid-cols-[minmax(0,1fr)_24rem] lg:pb-0">
      <section aria-labelledby="step-title" className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <nav aria-label={fill(t.lens.stepOf, { now: number, all: steps.length })}>
          <ol className="flex gap-1 overflow-x-auto">
            {steps.map((one) => {
              const isNow = one === step;
              const open = canOpen(one, progress);
              return (
                <li key={one} className="grow">
                  <button
                    type="button"
                    disabled={!open}
                    aria-current={isNow ? 'step' : undefined}
                    onClick={() => go(one)}
                    className={`min-h-11 w-full whitespace-nowrap border-t-4 px-1 pt-1 text-left text-xs sm:text-sm ${isNow ? 'border-accent font-medium' : isDone(one, progress) && open ? 'border-accent/40' : 'border-line text-ink-soft'}`}
                  >
                    {t.lens.steps[one]}
                  </button>
                </li>
              );
            })}
          </ol>
        </nav>
        <h2 id="step-title" ref={heading} tabIndex={-1} className={`${look.h2} outline-none`}>
          {
            {
              use: t.lens.useTitle,
              prescription: t.lens.rxTitle,
              design: t.lens.designTitle,
              material: t.lens.materialTitle,
              treatments: t.lens.treatmentsTitle,
              review: t.lens.reviewTitle,
            }[step]
          }
        </h2>

        {step === 'use' ? (
          <fieldset className="grid gap-3">
            <legend className="sr-only">{t.lens.useTitle}</legend>
            {lensUses.map((one) => (
              <label
                key={one}
                className={`${look.card} grid cursor-pointer grid-cols-[1.5rem_1fr] gap-x-4 p-4 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent`}
              >
                <input
                  type="radio"
                  name="use"
                  value={one}
                  className="mt-1 size-5 accent-accent"
                  checked={selection.use === one}
                  onChange={() => choose({ use: one as LensUse, designId: null })}
                />
                <span className="grid gap-1">
                  <span className="font-medium">{t.lens.uses[one].name}</span>
                  <span className="text-sm text-ink-soft">{t.lens.uses[one].help}</span>
                </span>
              </label>
            ))}
          </fieldset>
        ) : null}

        {step === 'prescription' ? (
          <div className="grid gap-6">
            <p className="max-w-prose text-ink-soft">{t.lens.rxLead}</p>
            <fieldset className="flex flex-wrap gap-2" aria-label={t.lens.rxTitle}>
              {(
                [
                  ['typed', t.rx.typeIt],
                  ['file', t.rx.fromFile],
                  ['saved', t.rx.savedOnes],
                ] as const
              ).map(([one, label]) => (
                <button
                  key={one}
                  type="button"
                  aria-pressed={source === one}
                  onClick={() => setSource(one)}
                  className={`${look.secondary} aria-pressed:border-accent aria-pressed:bg-accent-soft`}
                >
                  {label}
                </button>
              ))}
            </fieldset>
            {source === 'file' ? (
              <FileSource
                locale={locale}
                t={t.rx}
                sentences={t}
                onUse={(read) => {
                  setForm(formOf(read, form));
                  setTried(true);
                  setSource('typed');
                }}
              />
            ) : null}
            {source === 'saved' ? (
              <SavedSource
                locale={locale}
                t={t.rx}
                sentences={t}
                signIn={t.signIn}
                back={href(locale, `/lenses/${encodeURIComponent(frame.sku)}`)}
                onUse={(rx) => {
                  update({ form: formOf(rx), savedId: rx.id, savedUntil: rx.expiresOn, isRxAccepted: true });
                  setSource('typed');
                  go('design');
                }}
              />
            ) : null}
            {source === 'typed' ? (
              <>
                {savedId ? (
                  <Notice tone="good">
                    {fill(t.lens.onlySingle, { date: draft.savedUntil ? formatDate(draft.savedUntil, locale) : '–' })}
                  </Notice>
                ) : null}
                <PrescriptionForm
                  form={form}
                  use={use}
                  told={visible}
                  today={today}
                  onChange={setForm}
                  onLeave={(field) => setLeft((now) => new Set(now).add(field))}
                  t={t.rx}
                  optional={t.optional}
                />
                {hasTried && errors.length > 0 ? (
                  <Notice tone="bad">
                    <p className="font-medium">{plural(locale, t.rx.errorsTitle, errors.length)}</p>
                    <ul className="list-disc pl-5">
                      {errors.map((one) => (
                        <li key={one.code + one.field}>
                          {one.field.startsWith('od')
                            ? `${t.rx.right}: `
                            : one.field.startsWith('os')
                              ? `${t.rx.left}: `
                              : ''}
                          {one.message}
                        </li>
                      ))}
                    </ul>
                  </Notice>
                ) : null}
                {warnings.length > 0 && errors.length === 0 ? (
                  <fieldset className="grid gap-3 rounded-2xl bg-warn-soft p-5">
                    <legend className="float-left font-medium text-warn">{t.rx.confirmTitle}</legend>
                    {warnings.map((one) => (
                      <label key={one.code} className="clear-both grid grid-cols-[1.5rem_1fr] gap-3">
                        <input
                          type="checkbox"
                          className="mt-1 size-5 accent-accent"
                          checked={confirmed.includes(one.code)}
                          {...(confirmed.includes(one.code) ? {} : { 'data-unconfirmed': true })}
                          onChange={(event) =>
                            update({
                              confirmed: event.target.checked
                                ? [...confirmed, one.code]
                                : confirmed.filter((code) => code !== one.code),
                            })
                          }
                        />
                        <span>
                          {one.field.startsWith('od')
                            ? `${t.rx.right}: `
                            : one.field.startsWith('os')
                              ? `${t.rx.left}: `
                              : ''}
                          {one.message} <span className="text-ink-soft">{t.rx.confirm}</span>
                        </span>
                      </label>
                    ))}
                  </fieldset>
                ) : null}
                {visible
                  .filter((one) => one.severity === 'NOTICE')
                  .map((one) => (
                    <p key={one.code + one.field} className={look.hint}>
                      {one.message}
                    </p>
                  ))}
              </>
            ) : null}
          </div>
        ) : null}

        {step === 'design' && quote ? (
          <ChoiceList
            name="design"
            legend={t.lens.designTitle}
            type="radio"
            choices={quote.designs}
            chosen={selection.designId ? [selection.designId] : []}
            onChoose={(designId) => choose({ designId })}
            locale={locale}
            t={t.lens}
          />
        ) : null}
        {step === 'material' && quote ? (
          <>
            <p className="max-w-prose text-ink-soft">{t.lens.materialLead}</p>
            <ChoiceList
              name="material"
              legend={t.lens.materialTitle}
              type="radio"
              choices={quote.materials}
              chosen={selection.materialId ? [selection.materialId] : []}
              onChoose={(materialId) => choose({ materialId })}
              locale={locale}
              t={t.lens}
            />
            <div className="lg:hidden">{drawing}</div>
          </>
        ) : null}
        {step === 'treatments' && quote ? (
          <>
            <ChoiceList
              name="treatment"
              legend={t.lens.treatmentsTitle}
              type="checkbox"
              choices={quote.treatments}
              chosen={selection.treatmentIds}
              onChoose={(id, isOn) =>
                choose({
                  treatmentIds: isOn
                    ? [...selection.treatmentIds, id]
                    : selection.treatmentIds.filter((one) => one !== id),
                })
              }
              locale={locale}
              t={t.lens}
            />
            <label className="flex min-h-11 items-center gap-3">
              <input
                type="checkbox"
                className="size-5 accent-accent"
                checked={selection.rush}
                onChange={(event) => choose({ rush: event.target.checked })}
              />
              {t.lens.rush}
            </label>
          </>
        ) : null}
        {(step === 'design' || step === 'material' || step === 'treatments') && !quote && !failure ? (
          <div className="grid gap-3" aria-busy>
            {[0, 1, 2, 3].map((one) => (
              <div key={one} className="h-24 rounded-2xl bg-sunken" />
            ))}
          </div>
        ) : null}
        {step === 'review' && quote ? (
          <div className="grid gap-6">
            <dl className="grid divide-y divide-line border-y border-line">
              {(
                [
                  ['use', selection.use ? t.lens.uses[selection.use].name : ''],
                  [
                    'prescription',
                    [form.od, form.os]
                      .map((eye, at) =>
                        `${at ? 'OS' : 'OD'} ${eye.sphere} ${eye.cylinder ? `${eye.cylinder} × ${eye.axis}` : ''} ${eye.add ? `ADD ${eye.add}` : ''}`.trim(),
                      )
                      .join(' · '),
                  ],
                  ['design', nameOf(quote.designs, [selection.designId]).join(', ')],
                  ['material', nameOf(quote.materials, [selection.materialId]).join(', ')],
                  ['treatments', nameOf(quote.treatments, selection.treatmentIds).join(', ') || t.lens.none],
                ] as const
              ).map(([one, value]) => (
                <div key={one} className="grid grid-cols-[1fr_auto] gap-x-4 py-3 sm:grid-cols-[9rem_1fr_auto]">
                  <dt className="text-ink-soft">{t.lens.steps[one]}</dt>
                  <dd className="tabular order-3 col-span-2 sm:order-none sm:col-span-1">{value}</dd>
                  <dd>
                    <button type="button" className={look.link} onClick={() => go(one)}>
                      {t.lens.previous}
                      <span className="sr-only">: {t.lens.steps[one]}</span>
                    </button>
                  </dd>
                </div>
              ))}
            </dl>
            <p className={look.hint}>{t.rx.reviewNote}</p>
            <div className="lg:hidden">{drawing}</div>
          </div>
        ) : null}

        {isRxAccepted && step !== 'prescription' && step !== 'use'
          ? quote?.issues
              .filter((issue) => issue.severity !== 'NOTICE' && !confirmed.includes(issue.code))
              .map((issue) => (
                <Notice key={issue.code + issue.field} tone={issue.severity === 'ERROR' ? 'bad' : 'warn'}>
                  {issue.message}
                </Notice>
              ))
          : null}
        {failure ? <Notice tone="bad">{failure}</Notice> : null}
        <div className="flex flex-wrap justify-between gap-3">
          {step === 'use' ? (
            <span />
          ) : (
            <button type="button" className={look.secondary} onClick={() => go(neighbour(step, -1))}>
              {t.lens.previous}
            </button>
          )}
          {step === 'review' ? (
            <button type="button" className={look.primary} onClick={buy} disabled={isBusy || !progress.isComplete}>
              {isBusy ? t.lens.adding : t.lens.addToCart}
            </button>
          ) : (
            <button
              type="button"
              className={look.primary}
              disabled={
                isBusy ||
                (step !== 'prescription' && !isDone(step, progress)) ||
                (step === 'prescription' && source !== 'typed')
              }
              onClick={() => (step === 'prescription' ? void acceptRx() : go(neighbour(step, 1)))}
            >
              {isBusy ? t.rx.checking : t.lens.next}
            </button>
          )}
        </div>
      </section>

      <aside className={`${look.card} hidden gap-6 p-6 lg:sticky lg:top-24 lg:grid`} aria-label={t.total}>
        {drawing}
        <Sum quote={quote} framePrice={frame.price} isQuoting={isQuoting} locale={locale} t={t} />
      </aside>
      <aside
        className="fixed inset-x-0 bottom-0 z-20 border-t border-line bg-raised px-5 py-3 lg:hidden"
        aria-label={t.total}
      >
        <Sum quote={quote} framePrice={frame.price} isQuoting={isQuoting} locale={locale} t={t} isShort />
      </aside>
    </div>
  );
}

/** Frame plus lenses, exact to the cent: both are decimal texts of one currency. */
function sumOf(a: Money, b: Money): Money {
  const cents = (money: Money) => BigInt(Math.round(Number(money.amount) * 100));
  const total = cents(a) + cents(b);
  const text = total.toString().padStart(3, '0');
  return { amount: `${text.slice(0, -2)}.${text.slice(-2)}`, currencyCode: a.currencyCode };
}

function Sum({
  quote,
  framePrice,
  isQuoting,
  locale,
  t,
  isShort = false,
}: {
  quote: Quote | null;
  framePrice: Money;
  isQuoting: boolean;
  locale: string;
  t: BuilderTexts;
  isShort?: boolean;
}) {
  const price = quote?.price ?? null;
  return (
    <div className="grid gap-2" aria-live="polite" aria-busy={isQuoting}>
      {isShort ? null : (
        <dl className="tabular grid gap-1.5">
          <div className="flex justify-between gap-4">
            <dt>{t.lens.frame}</dt>
            <dd>{formatMoney(framePrice, locale)}</dd>
          </div>
          {(quote?.components ?? [])
            .filter((part) => !isZero(part.amount))
            .map((part) => (
              <div key={part.code + part.label} className="flex justify-between gap-4 text-ink-soft">
                <dt>{part.label}</dt>
                <dd>{formatMoney(part.amount, locale)}</dd>
              </div>
            ))}
        </dl>
      )}
      <p className="tabular flex items-baseline justify-between gap-4 text-xl font-medium">
        <span>{t.total}</span>
        <span className={isQuoting ? 'text-ink-soft' : ''}>
          {formatMoney(price ? sumOf(framePrice, price) : framePrice, locale)}
        </span>
      </p>
      <p className="min-h-6 text-sm text-ink-soft">
        {isQuoting
          ? t.lens.updating
          : price
            ? quote?.promiseDays
              ? fill(t.lens.promise, { days: plural(locale, t.days, quote.promiseDays) })
              : ''
            : t.lens.priceFrom}
      </p>
    </div>
  );
}
