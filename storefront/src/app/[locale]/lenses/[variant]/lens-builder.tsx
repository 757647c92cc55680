'use client';
import { useRouter } from 'next/navigation';
import { useMemo, useRef, useState } from 'react';
import { addToCartDocument } from '../../../../cart/cart.documents.ts';
import { useCart } from '../../../../cart/cart-context.tsx';
import type { Money } from '../../../../format/money.ts';
import { tellFailure } from '../../../../graph/tell.ts';
import { href, type Locale } from '../../../../i18n/href.ts';
import { look } from '../../../../kit/look.ts';
import { Notice } from '../../../../kit/notice.tsx';
import type { SizeData } from '../../../../kit/size-drawing.tsx';
import { PrescriptionEntry, type Source } from '../../../../prescription-entry/prescription-entry.tsx';
import type { RxForm } from '../../../../prescription-entry/rx-form.ts';
import type { RxRules } from '../../../../prescription-entry/rx-rules.ts';
import { acceptRx, saveRx } from '../../../../prescription-entry/submit-rx.ts';
import { usePrescriptionCheck } from '../../../../prescription-entry/use-prescription-check.ts';
import { useDraft } from './builder-draft.ts';
import type { BuilderTexts } from './builder-texts.ts';
import { ChoiceList, type Quote, type WayOut } from './choice-list.tsx';
import { ColourChoice } from './colour-choice.tsx';
import { LaterPrices, LaterSource } from './later-source.tsx';
import { MaterialAdvice } from './material-advice.tsx';
import { PackageList } from './package-list.tsx';
import { PriceSum } from './price-sum.tsx';
import { cannotBe, saidBandOf } from './said-rx.ts';
import { SizeComparison } from './size-bar.tsx';
import { SlabOffChoice } from './slab-off-choice.tsx';
import { StepBar } from './step-bar.tsx';
import { ReviewStep } from './step-review.tsx';
import { UseStep } from './step-use.tsx';
import { isDone, neighbour, type Selection, type Step } from './steps.ts';
import { StrengthQuestion } from './strength-question.tsx';
import { ThicknessDrawing } from './thickness-drawing.tsx';
import { useLensQuote } from './use-lens-quote.ts';

interface BuilderProps {
  frame: { variantId: string; sku: string; name: string; price: Money; size: SizeData };
  today: string;
  rules: RxRules;
  locale: Locale;
  t: BuilderTexts;
}

/** Use, prescription, lens type, material, treatments, review; one step at a time, each in its own file. */
export function LensBuilder({ frame, today, rules, locale, t }: BuilderProps) {
  const router = useRouter();
  const { cart, change, setOpen } = useCart();
  const { draft, update, choose, forget, keepPapers, carryTo } = useDraft(frame.sku);
  const [chosenSource, setSource] = useState<Source | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const purchaseKey = useRef('');
  const { step, selection, form, confirmed, savedId, isRxAccepted } = draft;
  const saidBand = saidBandOf(selection.use, draft.said);
  const source = chosenSource ?? (draft.isLater ? 'later' : 'typed');
  const check = usePrescriptionCheck(draft, { use: selection.use ?? 'DISTANCE', today, locale, rules, t });
  const { quote, isQuoting } = useLensQuote(frame.variantId, draft, frame.sku, { onFailure: setFailure, t });

  const possible = useMemo(() => possibleIds(quote), [quote]);
  const progress = {
    selection,
    isRxAccepted,
    possible,
    isComplete: Boolean(quote?.complete && quote.price && !isQuoting),
  };

  const go = (to: Step) => {
    setFailure(null);
    check.setTried(false);
    update({ step: to });
    requestAnimationFrame(() => {
      heading.current?.focus();
      heading.current?.scrollIntoView({ block: 'nearest' });
    });
  };

  const acceptPrescription = async () => {
    if (source === 'later') {
      if (cannotBe(selection.use, draft.said)) return setFailure(t.later.additionNeeded);
      update({ isLater: true, isRxAccepted: true, measured: null });
      return go('design');
    }
    setBusy(true);
    const answer = await acceptRx(draft, check);
    setBusy(false);
    if (typeof answer === 'string') return setFailure(answer);
    if (!answer) return;
    update({ isRxAccepted: true, isLater: false });
    go('design');
  };

  /** The id of the prescription; null when it was refused, which is then told. */
  const savedRx = async (): Promise<string | null> => {
    const saved = await saveRx(draft, check);
    if ('id' in saved) {
      update({ savedId: saved.id });
      return saved.id;
    }
    setFailure(saved.told);
    update({ step: 'prescription', isRxAccepted: false });
    return null;
  };

  const buy = async () => {
    const { use, designId, materialId, treatmentIds, rush } = selection;
    if (!use || !designId || !materialId) return;
    setBusy(true);
    setFailure(null);
    try {
      const prescriptionId = draft.isLater ? null : await savedRx();
      if (!prescriptionId && !draft.isLater) return;
      // The same press sent twice, by a slow line or an impatient hand, adds one pair.
      purchaseKey.current ||= crypto.randomUUID();
      const lens = {
        use,
        designId,
        materialId,
        treatmentIds,
        prescriptionId,
        prescriptionLater: draft.isLater,
        saidBand: draft.isLater ? saidBand : null,
        measurementId: draft.measured?.id ?? null,
        needsImpactMaterial: draft.wearer.isForSport || draft.wearer.isOneEyed,
        slabOff: draft.slabOff,
        colours: draft.colours.filter(({ treatmentId }) => treatmentIds.includes(treatmentId)),
        rush,
        confirmedWarnings: confirmed,
      };
      const outcome = await change(addToCartDocument, {
        cartId: cart?.id ?? null,
        idempotencyKey: purchaseKey.current,
        lines: [{ variantId: frame.variantId, quantity: 1, prescriptionId, lens }],
      });
      if (!outcome.cart) return setFailure(outcome.told);
      forget();
      setOpen(false);
      router.push(href(locale, '/cart'));
    } catch (error) {
      setFailure(tellFailure(error, t));
    } finally {
      setBusy(false);
    }
  };

  const setForm = (next: RxForm) => {
    check.setServerTold([]);
    // Distances typed over measured ones are typed ones again.
    const isRemeasured = (
      ['pdKind', 'pdBoth', 'pdOd', 'pdOs', 'nearBoth', 'nearOd', 'nearOs', 'heightOd', 'heightOs', 'vertex'] as const
    ).some((name) => next[name] !== form[name]);
    update({
      form: next,
      confirmed: check.confirmedAfter(next),
      isRxAccepted: false,
      isLater: false,
      savedId: null,
      savedUntil: null,
      ...(isRemeasured ? { measured: null } : {}),
    });
  };
  /** Does what a suggestion says: `part` is the option it was given for, taken along. */
  const takeWayOut = (part: Partial<Selection>, wayOut: WayOut) => {
    if (wayOut.frameSku) {
      carryTo(wayOut.frameSku);
      return router.push(href(locale, `/lenses/${encodeURIComponent(wayOut.frameSku)}`));
    }
    choose({ ...part, ...changeOf(wayOut) });
  };
  const drawing =
    isRxAccepted && quote && quote.thickness.length > 0 ? (
      <ThicknessDrawing thickness={quote.thickness} size={frame.size} locale={locale} t={t.lens} grams={t.grams} />
    ) : (
      <p className="text-ink-soft">{draft.isLater ? t.later.thickness : t.lens.thicknessEmpty}</p>
    );
  const titles = {
    use: t.lens.useTitle,
    prescription: t.lens.rxTitle,
    design: t.lens.designTitle,
    material: t.lens.materialTitle,
    treatments: t.lens.treatmentsTitle,
    review: t.lens.reviewTitle,
  };
  const sum = {
    quote,
    framePrice: frame.price,
    isQuoting,
    isLater: draft.isLater && isRxAccepted,
    said: saidBand,
    locale,
    t,
  };

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 pb-28 lg:grid-cols-[minmax(0,1fr)_24rem] lg:pb-0">
      <section aria-labelledby="step-title" className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <StepBar step={step} progress={progress} onOpen={go} t={t.lens} />
        <h2 id="step-title" ref={heading} tabIndex={-1} className={`${look.h2} outline-none`}>
          {titles[step]}
        </h2>
        {step === 'use' ? (
          <UseStep
            use={selection.use}
            onUse={(use) => choose({ use, designId: null })}
            wearer={draft.wearer}
            onWearer={(wearer) => update({ wearer })}
            t={t.lens}
          />
        ) : null}
        {step === 'prescription' ? (
          <PrescriptionEntry
            draft={draft}
            check={check}
            source={source}
            onSource={setSource}
            onPapers={keepPapers}
            onForm={setForm}
            onSaved={(rx) => {
              update({ form: rx.form, savedId: rx.id, savedUntil: rx.expiresOn, isRxAccepted: true, isLater: false });
              go('design');
            }}
            onMeasured={(measured) =>
              update({
                measured,
                isRxAccepted: false,
                ...(measured?.pdOdMm && measured.pdOsMm && !savedId
                  ? { form: { ...form, pdKind: 'two', pdOd: measured.pdOdMm, pdOs: measured.pdOsMm } }
                  : {}),
              })
            }
            onConfirm={(codes) => update({ confirmed: codes })}
            sku={frame.sku}
            back={href(locale, `/lenses/${encodeURIComponent(frame.sku)}`)}
            other={{
              source: 'later',
              label: t.later.choice,
              body: (
                <LaterSource t={t.later}>
                  <StrengthQuestion
                    variantId={frame.variantId}
                    use={selection.use}
                    said={draft.said}
                    onSaid={(said) => {
                      setFailure(null);
                      update({ said });
                    }}
                    locale={locale}
                    t={t.later}
                  />
                </LaterSource>
              ),
            }}
            today={today}
            locale={locale}
            t={t}
          />
        ) : null}
        {step === 'design' && quote ? (
          <>
            <PackageList
              packages={quote.packages}
              onTake={({ designId, materialId, treatmentIds }) => {
                choose({ designId, materialId, treatmentIds });
                go('treatments');
              }}
              locale={locale}
              t={t.lens}
            />
            {quote.packages.length > 0 ? <h3 className={look.h3}>{t.lens.designOwn}</h3> : null}
            <ChoiceList
              name="design"
              legend={t.lens.designTitle}
              type="radio"
              choices={quote.designs}
              chosen={selection.designId ? [selection.designId] : []}
              onChoose={(designId) => choose({ designId })}
              onWayOut={(designId, wayOut) => takeWayOut({ designId }, wayOut)}
              locale={locale}
              t={t.lens}
            />
          </>
        ) : null}
        {step === 'material' && quote ? (
          <>
            <p className="max-w-prose text-ink-soft">{draft.isLater ? t.later.materialLead : t.lens.materialLead}</p>
            {quote.materialAdvice ? <MaterialAdvice reasons={quote.materialAdvice.reasons} t={t.lens} /> : null}
            <SizeComparison choices={quote.materials} chosenId={selection.materialId} locale={locale} t={t.lens} />
            <ChoiceList
              name="material"
              legend={t.lens.materialTitle}
              type="radio"
              choices={quote.materials}
              chosen={selection.materialId ? [selection.materialId] : []}
              onChoose={(materialId) => choose({ materialId })}
              onWayOut={(materialId, wayOut) => takeWayOut({ materialId }, wayOut)}
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
              onChoose={(id, isOn) => choose({ treatmentIds: withOrWithout(selection.treatmentIds, id, isOn) })}
              onWayOut={(_, wayOut) => takeWayOut({}, wayOut)}
              locale={locale}
              t={t.lens}
            />
            {quote.treatments
              .filter(({ option }) => option.colours.length > 0 && selection.treatmentIds.includes(option.id))
              .map((choice) => (
                <ColourChoice
                  key={choice.option.id}
                  choice={choice}
                  chosen={draft.colours.find(({ treatmentId }) => treatmentId === choice.option.id) ?? null}
                  onChange={(chosen) =>
                    update({
                      colours: [
                        ...draft.colours.filter(({ treatmentId }) => treatmentId !== chosen.treatmentId),
                        chosen,
                      ],
                    })
                  }
                  t={t.lens}
                />
              ))}
            {quote.slabOff ? (
              <SlabOffChoice
                slabOff={quote.slabOff}
                isOn={draft.slabOff}
                onChange={(slabOff) => update({ slabOff })}
                locale={locale}
                t={t.lens}
              />
            ) : null}
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
        {asksQuote(step) && !quote && !failure ? <ChoiceSkeleton /> : null}
        {step === 'review' && quote ? (
          <div className="grid gap-6">
            <ReviewStep draft={draft} quote={quote} onOpen={go} locale={locale} t={t} />
            {draft.isLater ? (
              <div className="lg:hidden">
                <LaterPrices
                  prices={quote.pricesByBand}
                  framePrice={frame.price}
                  said={saidBand}
                  locale={locale}
                  t={t.later}
                />
              </div>
            ) : null}
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
                isBusy || (step === 'prescription' ? source !== 'typed' && source !== 'later' : !isDone(step, progress))
              }
              onClick={() => (step === 'prescription' ? void acceptPrescription() : go(neighbour(step, 1)))}
            >
              {isBusy ? t.rx.checking : t.lens.next}
            </button>
          )}
        </div>
      </section>

      <aside className={`${look.card} hidden gap-6 p-6 lg:sticky lg:top-24 lg:grid`} aria-label={t.total}>
        {drawing}
        <PriceSum {...sum} />
      </aside>
      <aside
        className="fixed inset-x-0 bottom-0 z-20 border-t border-line bg-raised px-5 py-3 lg:hidden"
        aria-label={t.total}
      >
        <PriceSum {...sum} isShort />
      </aside>
    </div>
  );
}

const asksQuote = (step: Step): boolean => step === 'design' || step === 'material' || step === 'treatments';

/** What a suggestion changes of the selection. */
function changeOf({ change, optionIds }: WayOut): Partial<Selection> {
  const [first = null] = optionIds;
  if (change === 'MATERIAL') return { materialId: first };
  if (change === 'DESIGN') return { designId: first };
  return change === 'TREATMENTS' ? { treatmentIds: [...optionIds] } : {};
}

const withOrWithout = (ids: readonly string[], id: string, isOn: boolean): string[] =>
  isOn ? [...ids, id] : ids.filter((one) => one !== id);

const possibleIds = (quote: Quote | null): ReadonlySet<string> =>
  new Set(
    [...(quote?.designs ?? []), ...(quote?.materials ?? []), ...(quote?.treatments ?? [])]
      .filter((choice) => choice.possible)
      .map((choice) => choice.option.id),
  );

function ChoiceSkeleton() {
  return (
    <div className="grid gap-3" aria-busy>
      {[0, 1, 2, 3].map((one) => (
        <div key={one} className="h-24 rounded-2xl bg-sunken" />
      ))}
    </div>
  );
}
