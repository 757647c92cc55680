'use client';
import Link from 'next/link';
import { type DragEvent, useEffect, useId, useState } from 'react';
import { formatDate } from '../format/date.ts';
import { send } from '../graph/browser.ts';
import type { ResultOf } from '../graph/tada.ts';
import { type Sentences, tellFailure } from '../graph/tell.ts';
import { fill } from '../i18n/fill.ts';
import { href, type Locale } from '../i18n/href.ts';
import type { Messages } from '../i18n/locales.ts';
import { look } from '../kit/look.ts';
import { Notice } from '../kit/notice.tsx';
import { readPrescriptionFileDocument, savedPrescriptionsDocument } from './prescription.documents.ts';

export type ReadFile = Extract<
  ResultOf<typeof readPrescriptionFileDocument>['readPrescriptionFile'],
  { __typename: 'PrescriptionCheck' }
>;
export type SavedRx = NonNullable<ResultOf<typeof savedPrescriptionsDocument>['me']>['prescriptions'][number];

interface SourceProps {
  locale: Locale;
  t: Messages['rx'];
  sentences: Sentences;
}

/** Reads a FHIR file: shows what stands in it, and says plainly when it may not be used. */
export function FileSource({ locale, t, sentences, onUse }: SourceProps & { onUse(read: ReadFile): void }) {
  const id = useId();
  const [read, setRead] = useState<ReadFile | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  const take = async (file: File | undefined) => {
    setRead(null);
    setTold(null);
    if (!file) return;
    if (file.size > 200_000) return setTold(t.fileTooLarge);
    try {
      const { readPrescriptionFile: answer } = await send(readPrescriptionFileDocument, {
        fhirJson: await file.text(),
      });
      if (answer.__typename === 'Refusal')
        setTold([answer.message, ...answer.issues.map((issue) => issue.message)].join(' '));
      else setRead(answer);
    } catch (error) {
      setTold(tellFailure(error, sentences));
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  const isContactLens = read !== null && read.contactLenses.length > 0 && !read.od;
  return (
    <div className="grid gap-4">
      <label
        htmlFor={id}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={`grid gap-2 rounded-2xl border-2 border-dashed p-8 text-center has-focus-visible:outline-2 ${isOver ? 'border-accent bg-accent-soft' : 'border-line-strong'}`}
      >
        <span className="text-lg">{t.fileTitle}</span>
        <span className={look.hint}>{t.fileHelp}</span>
        <span className={`${look.secondary} justify-self-center`}>{t.fileChoose}</span>
        <input
          id={id}
          type="file"
          accept=".json,application/json,application/fhir+json"
          className="sr-only"
          onChange={(event) => void take(event.target.files?.[0])}
        />
      </label>
      {told ? <Notice tone="bad">{told}</Notice> : null}
      {read ? (
        <section aria-label={t.fileRead} className={`${look.card} grid gap-4 p-5`}>
          <h3 className={look.h3}>{t.fileRead}</h3>
          <dl className="tabular grid gap-1">
            {read.od ? <Row name={t.right} value={read.od.asWritten} /> : null}
            {read.os ? <Row name={t.left} value={read.os.asWritten} /> : null}
            {read.contactLenses.map((one) => (
              <Row key={one.eye} name={one.eye === 'OD' ? t.right : t.left} value={one.power} />
            ))}
            {read.issuedOn ? <Row name={t.issued} value={formatDate(read.issuedOn, locale)} /> : null}
            {read.expiresOn ? <Row name={t.expires} value={formatDate(read.expiresOn, locale)} /> : null}
            {read.prescriberName ? <Row name={t.prescriber} value={read.prescriberName} /> : null}
          </dl>
          {read.expired ? (
            <Notice tone="bad">
              {fill(t.fileExpired, { date: read.expiresOn ? formatDate(read.expiresOn, locale) : '–' })}
            </Notice>
          ) : null}
          {isContactLens ? <Notice tone="warn">{t.fileContact}</Notice> : null}
          {read.issues
            .filter((issue) => issue.code !== 'EXPIRED' && issue.severity !== 'NOTICE')
            .map((issue) => (
              <p key={issue.code + issue.field} className="text-sm text-warn">
                {issue.message}
              </p>
            ))}
          {read.expired || isContactLens || !read.od || !read.os ? null : (
            <button type="button" className={`${look.primary} justify-self-start`} onClick={() => onUse(read)}>
              {t.fileUse}
            </button>
          )}
        </section>
      ) : null}
    </div>
  );
}

const Row = ({ name, value }: { name: string; value: string }) => (
  <div className="flex justify-between gap-6">
    <dt className="text-ink-soft">{name}</dt>
    <dd className="text-right">{value}</dd>
  </div>
);

/** Prescriptions of a signed-in customer; an expired one is shown and cannot be chosen. */
export function SavedSource({
  locale,
  t,
  sentences,
  back,
  signIn,
  onUse,
}: SourceProps & { back: string; signIn: string; onUse(rx: SavedRx): void }) {
  const [saved, setSaved] = useState<SavedRx[] | null | undefined>(undefined);
  const [told, setTold] = useState<string | null>(null);
  useEffect(() => {
    send(savedPrescriptionsDocument, {})
      .then(({ me }) => setSaved(me?.prescriptions.filter((one) => one.product === 'GLASSES') ?? null))
      .catch((error) => setTold(tellFailure(error, sentences)));
  }, [sentences]);
  if (told) return <Notice tone="bad">{told}</Notice>;
  if (saved === undefined) return <div className="h-40 rounded-2xl bg-sunken" aria-busy />;
  if (saved === null)
    return (
      <div className={`${look.card} grid gap-3 p-6`}>
        <p>{t.signInFirst}</p>
        <Link
          href={`${href(locale, '/sign-in')}?next=${encodeURIComponent(back)}`}
          className={`${look.secondary} justify-self-start`}
        >
          {signIn}
        </Link>
      </div>
    );
  if (saved.length === 0) return <p className="text-ink-soft">{t.noneSaved}</p>;
  return (
    <ul className="grid gap-4">
      {saved.map((one) => {
        const isUsable = !one.expired && one.status !== 'REJECTED' && one.status !== 'REVOKED' && one.od && one.os;
        return (
          <li key={one.id} className={`${look.card} grid gap-3 p-5`}>
            <p className="flex flex-wrap justify-between gap-x-4">
              <span className="font-medium">{one.patientName}</span>
              <span className={one.expired ? 'text-bad' : 'text-ink-soft'}>
                {one.expired
                  ? t.expired
                  : one.expiresOn
                    ? fill(t.validUntil, { date: formatDate(one.expiresOn, locale) })
                    : t.status[one.status]}
              </span>
            </p>
            <dl className="tabular grid gap-1">
              {one.od ? <Row name={t.right} value={one.od.asWritten} /> : null}
              {one.os ? <Row name={t.left} value={one.os.asWritten} /> : null}
            </dl>
            {isUsable ? (
              <button type="button" className={`${look.secondary} justify-self-start`} onClick={() => onUse(one)}>
                {t.use}
              </button>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
