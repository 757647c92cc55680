'use client';
import { useRef, useState } from 'react';
import { send } from '@/graph/browser.ts';
import { tellFailure } from '@/graph/tell.ts';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';
import { useKept } from '@/kit/use-kept.ts';
import { quoteMeasures } from '@/measurements/measured-facts.ts';
import { PaperUpload } from '@/papers/paper-upload.tsx';
import { savePrescriptionDocument } from '@/prescription-entry/prescription.documents.ts';
import { PrescriptionEntry, type Source } from '@/prescription-entry/prescription-entry.tsx';
import type { RxEntry } from '@/prescription-entry/rx-entry.ts';
import { emptyForm, type LensUse, papersOf, quoteRx } from '@/prescription-entry/rx-form.ts';
import { acceptRx, saveRx } from '@/prescription-entry/submit-rx.ts';
import { usePrescriptionCheck } from '@/prescription-entry/use-prescription-check.ts';
import { lensQuoteDocument } from '../../lenses/[variant]/lenses.documents.ts';
import type { EntryProps, Line, Quote, QuoteInput } from './awaited.props.ts';
import { AwaitedReview } from './awaited-review.tsx';
import { sendPrescriptionDocument } from './order.documents.ts';
import { orderPath } from './order-path.ts';

const empty = (): RxEntry => ({ form: emptyForm(), confirmed: [], savedId: null, savedUntil: null, measured: null });

/** The entry of the shop, then what it means for these very lenses, then sent. */
export function AwaitedEntry({ order, line, awaited, token, today, rules, locale, t, onSent }: EntryProps) {
  const { value: entry, setValue: setEntry, forget } = useKept(`rx:${line.id}`, empty);
  const [source, setSource] = useState<Source>('typed');
  const [quote, setQuote] = useState<Quote | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const review = useRef<HTMLHeadingElement>(null);
  const use = (line.lens?.use ?? 'DISTANCE') as LensUse;
  const check = usePrescriptionCheck(entry, { use, today, locale, rules, t });

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
      const answer = await acceptRx(entry, check);
      if (typeof answer === 'string') return setFailure(answer);
      if (!answer) return;
      const { lensQuote } = await send(lensQuoteDocument, { input: quoteInput(line, entry) });
      if (lensQuote.__typename === 'Refusal') return setFailure(lensQuote.message);
      setQuote(lensQuote);
      requestAnimationFrame(() => review.current?.focus());
    });

  const savedRx = async (): Promise<string | null> => {
    const saved = await saveRx(entry, check);
    if ('id' in saved) {
      setEntry((now) => ({ ...now, savedId: saved.id }));
      return saved.id;
    }
    setQuote(null);
    setFailure(saved.told);
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
      <AwaitedReview
        entry={entry}
        order={order}
        line={line}
        token={token}
        quote={quote}
        awaited={awaited}
        heading={review}
        isBusy={isBusy}
        failure={failure}
        locale={locale}
        t={t}
        onChange={() => setQuote(null)}
        onSend={submit}
        savedRx={savedRx}
      />
    );
  return (
    <div className="grid gap-6">
      <PrescriptionEntry
        draft={entry}
        check={check}
        source={source}
        onSource={setSource}
        onForm={(form) => set({ form, confirmed: check.confirmedAfter(form), savedId: null, savedUntil: null })}
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
    colours: [...lens.colours],
    rush: lens.rush,
    confirmedWarnings: entry.confirmed,
  };
}
