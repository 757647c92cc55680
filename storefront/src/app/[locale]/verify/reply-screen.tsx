'use client';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { formatDate, formatInstant } from '@/format/date.ts';
import { send } from '@/graph/browser.ts';
import type { ResultOf } from '@/graph/tada.ts';
import { type Sentences, tellFailure } from '@/graph/tell.ts';
import { fill } from '@/i18n/fill.ts';
import type { Locale } from '@/i18n/href.ts';
import type { Messages } from '@/i18n/locales.ts';
import { Field } from '@/kit/field.tsx';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';
import { answerLinkDocument, openLinkDocument, type questionFragment } from './verify.documents.ts';

type Question = ResultOf<typeof questionFragment>;
type Answer = 'CONFIRMED' | 'CORRECTED' | 'REJECTED';
export interface ReplyTexts extends Sentences {
  verify: Messages['verify'];
  wait: string;
  tryAgain: string;
}

const answers: readonly Answer[] = ['CONFIRMED', 'CORRECTED', 'REJECTED'];

/** One question, one answer. What was answered is never shown again, only that it was. */
export function ReplyScreen({ locale, t }: { locale: Locale; t: ReplyTexts }) {
  const token = useRef('');
  const [question, setQuestion] = useState<Question | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);

  const ask = () => {
    setFailed(null);
    send(openLinkDocument, { token: token.current })
      .then(({ openVerificationLink: opened }) =>
        opened.__typename === 'Refusal' ? setTold(opened.message) : setQuestion(opened),
      )
      .catch((error: unknown) => setFailed(tellFailure(error, t)));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is read once, when the page opens
  useEffect(() => {
    token.current = decodeURIComponent(window.location.hash.slice(1));
    ask();
  }, []);

  if (told) return <Notice tone="bad">{told}</Notice>;
  if (failed)
    return (
      <Notice tone="bad">
        <p>{failed}</p>
        <button type="button" className={look.link} onClick={ask}>
          {t.tryAgain}
        </button>
      </Notice>
    );
  if (!question) return <div className="h-64 rounded-2xl bg-sunken" aria-busy />;
  if (!question.open) return <Answered question={question} locale={locale} t={t.verify} />;
  return (
    <>
      <Asked question={question} locale={locale} t={t.verify} />
      <AnswerForm
        t={t}
        isGlasses={question.product === 'GLASSES'}
        onSend={async (answer, name, note) => {
          const { answerVerificationLink: done } = await send(answerLinkDocument, {
            token: token.current,
            answer,
            name,
            note,
          });
          if (done.__typename !== 'Refusal') {
            setQuestion(done);
            window.scrollTo({ top: 0 });
            return null;
          }
          if (done.code === 'VERIFICATION_ANSWERED' || done.code === 'VERIFICATION_LINK_INVALID') setTold(done.message);
          return done;
        }}
      />
    </>
  );
}

function Asked({ question, locale, t }: { question: Question; locale: Locale; t: Messages['verify'] }) {
  const zone = question.timeZone;
  const rows = [
    [t.patient, [question.patientName, question.patientAddress].filter(Boolean).join(', ')],
    [t.dated, question.issuedOn ? formatDate(question.issuedOn, locale) : null],
    [t.quantity, question.quantity],
    [t.askedAt, formatInstant(question.askedAt, locale, zone)],
    [t.deadline, question.deadlineAt ? formatInstant(question.deadlineAt, locale, zone) : null],
    [t.contact, question.contact],
  ] as const;
  return (
    <section className={`${look.card} grid gap-4 p-6`} aria-label={t.asked}>
      <p>{fill(t.lead, { name: question.recipientName ?? '' })}</p>
      <dl className="grid gap-3">
        {question.lenses.map((lens) => (
          <div key={lens.eye} className="grid gap-x-6 sm:grid-cols-[12rem_1fr]">
            <dt className="text-ink-soft">{lens.eye === 'OD' ? t.right : t.left}</dt>
            <dd className="tabular text-lg font-medium">{lens.asTyped}</dd>
          </div>
        ))}
        {rows.map(([name, value]) =>
          value ? (
            <div key={name} className="grid gap-x-6 sm:grid-cols-[12rem_1fr]">
              <dt className="text-ink-soft">{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </section>
  );
}

interface Refused {
  message: string;
  issues: readonly { field?: string | null; message: string }[];
}

function AnswerForm({
  t,
  isGlasses,
  onSend,
}: {
  t: ReplyTexts;
  isGlasses: boolean;
  onSend(answer: Answer, name: string, note: string | null): Promise<Refused | null>;
}) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const errorOf = (field: string) => refused?.issues.find((one) => one.field === field)?.message;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!answer) return setRefused({ message: t.verify.choose, issues: [] });
    setBusy(true);
    try {
      setRefused(await onSend(answer, name, note.trim() || null));
    } catch (error) {
      setRefused({ message: tellFailure(error, t), issues: [] });
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={submit} className="grid gap-5">
      <fieldset className="grid gap-3">
        <legend className={`${look.h2} mb-3`}>{t.verify.question}</legend>
        {answers.map((one) => (
          <label
            key={one}
            className={`${look.card} flex min-h-11 items-start gap-3 p-4 has-checked:border-accent has-checked:bg-accent-soft`}
          >
            <input
              type="radio"
              name="answer"
              className="mt-1 size-5 shrink-0 accent-accent"
              checked={answer === one}
              onChange={() => setAnswer(one)}
            />
            <span>
              <span className="block font-medium">{t.verify.answers[one]}</span>
              <span className="text-ink-soft">{t.verify.meaning[one]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {answer && answer !== 'CONFIRMED' ? (
        <label className="grid gap-1.5">
          <span className="font-medium">{answer === 'CORRECTED' ? t.verify.rightValues : t.verify.reason}</span>
          <textarea
            required
            rows={4}
            value={note}
            maxLength={2000}
            aria-invalid={Boolean(errorOf('note'))}
            aria-describedby={errorOf('note') ? 'note-error' : undefined}
            onChange={(event) => setNote(event.target.value)}
            className="rounded-xl border border-line-strong bg-raised px-3 py-2"
          />
          {errorOf('note') ? (
            <span id="note-error" className="text-sm text-bad">
              {errorOf('note')}
            </span>
          ) : null}
        </label>
      ) : null}
      <Field
        label={t.verify.name}
        hint={t.verify.nameHelp}
        name="name"
        autoComplete="name"
        required
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={errorOf('name')}
        className="sm:max-w-md"
      />
      {refused ? <Notice tone="bad">{refused.message}</Notice> : null}
      <p className={look.hint}>{isGlasses ? t.verify.onceGlasses : t.verify.onceContacts}</p>
      <button type="submit" className={`${look.primary} justify-self-start`} disabled={isBusy}>
        {isBusy ? t.wait : t.verify.send}
      </button>
    </form>
  );
}

function Answered({ question, locale, t }: { question: Question; locale: Locale; t: Messages['verify'] }) {
  const when = question.answeredAt ? formatInstant(question.answeredAt, locale, question.timeZone) : '';
  const status = question.status as Answer;
  return (
    <section className="grid gap-4">
      <Notice tone="good">
        <p className="font-medium">{t.thanks}</p>
        <p>{answers.includes(status) ? fill(t.answered[status], { when }) : ''}</p>
      </Notice>
      <p className="text-ink-soft">{fill(t.wrong, { contact: question.contact })}</p>
    </section>
  );
}
