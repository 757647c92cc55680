import type { ReactNode } from 'react';
import { formatDate } from '../format/date.ts';
import { fill, plural } from '../i18n/fill.ts';
import type { Locale } from '../i18n/href.ts';
import { look } from '../kit/look.ts';
import { Notice } from '../kit/notice.tsx';
import type { Measured } from '../measurements/measured-facts.ts';
import type { Paper } from '../papers/paper-upload.tsx';
import type { EntryTexts } from './entry-texts.ts';
import { MeasuredSource } from './measured-source.tsx';
import { PrescriptionForm } from './prescription-form.tsx';
import { FileSource, SavedSource } from './prescription-sources.tsx';
import type { RxEntry } from './rx-entry.ts';
import { formOf, type RxForm, type Told } from './rx-form.ts';
import type { PrescriptionCheck } from './use-prescription-check.ts';

/** Ways to enter a prescription; a screen may add its own. */
export type Source = 'typed' | 'file' | 'saved' | 'later' | 'paper';

interface EntryProps {
  draft: RxEntry;
  check: PrescriptionCheck;
  source: Source;
  onSource(source: Source): void;
  onForm(form: RxForm): void;
  onPapers(papers: Paper[]): void;
  onSaved(rx: { id: string; expiresOn: string | null; form: RxForm }): void;
  onMeasured(measured: Measured | null): void;
  onConfirm(codes: string[]): void;
  sku: string;
  /** Where signing in leads back to. */
  back: string;
  /** Measured values are the shop's to use; a screen for one prescription alone leaves them out. */
  hidesMeasured?: boolean;
  /** A further way beside typing, file and saved ones, with what it shows. */
  other?: { source: Source; label: string; body: ReactNode };
  today: string;
  locale: Locale;
  t: EntryTexts;
}

/** Typed, read from a file, or one of the saved ones; each ends in the same form. */
export function PrescriptionEntry(props: EntryProps) {
  const { draft, source, onSource, onForm, onSaved, sku, other, locale, t } = props;
  const sources: (readonly [Source, string])[] = [
    ['typed', t.rx.typeIt],
    ['file', t.rx.fromFile],
    ['saved', t.rx.savedOnes],
    ...(other ? [[other.source, other.label] as const] : []),
  ];
  return (
    <div className="grid gap-6">
      {other && source === other.source ? null : <p className="max-w-prose text-ink-soft">{t.lens.rxLead}</p>}
      <fieldset className="flex flex-wrap gap-2" aria-label={t.lens.rxTitle}>
        {sources.map(([one, label]) => (
          <button
            key={one}
            type="button"
            aria-pressed={source === one}
            onClick={() => onSource(one)}
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
            onForm(formOf(read, draft.form));
            props.check.setTried(true);
            onSource('typed');
          }}
        />
      ) : null}
      {source === 'saved' ? (
        <SavedSource
          locale={locale}
          t={t.rx}
          sentences={t}
          signIn={t.signIn}
          back={props.back}
          onUse={(rx) => {
            onSource('typed');
            onSaved({ id: rx.id, expiresOn: rx.expiresOn, form: formOf(rx) });
          }}
        />
      ) : null}
      {source === 'typed' && !props.hidesMeasured ? (
        <MeasuredSource
          sku={sku}
          chosen={draft.measured ?? null}
          onChoose={props.onMeasured}
          locale={locale}
          t={t.measured}
        />
      ) : null}
      {source === 'typed' ? <TypedSource {...props} /> : null}
      {other && source === other.source ? other.body : null}
    </div>
  );
}

function TypedSource({ draft, check, onForm, onPapers, onConfirm, today, locale, t }: EntryProps) {
  const { form, savedId, savedUntil, confirmed } = draft;
  const { errors, warnings, visible, hasTried } = check;
  return (
    <>
      {savedId ? (
        <Notice tone="good">
          {fill(t.lens.onlySingle, { date: savedUntil ? formatDate(savedUntil, locale) : '–' })}
        </Notice>
      ) : null}
      <PrescriptionForm
        form={form}
        use={check.use}
        told={visible}
        today={today}
        rules={check.rules}
        locale={locale}
        onChange={onForm}
        onPapers={onPapers}
        paper={t.paper}
        onLeave={check.leave}
        t={t.rx}
        optional={t.optional}
      />
      {hasTried && errors.length > 0 ? (
        <Notice tone="bad">
          <p className="font-medium">{plural(locale, t.rx.errorsTitle, errors.length)}</p>
          <ul className="list-disc pl-5">
            {errors.map((one) => (
              <li key={one.code + one.field}>
                {eyeOf(one, t)}
                {one.message}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {warnings.length > 0 && errors.length === 0 ? (
        <ConfirmWarnings warnings={warnings} confirmed={confirmed} onConfirm={onConfirm} t={t} />
      ) : null}
      {visible
        .filter((one) => one.severity === 'NOTICE')
        .map((one) => (
          <p key={one.code + one.field} className={look.hint}>
            {one.message}
          </p>
        ))}
    </>
  );
}

function ConfirmWarnings({
  warnings,
  confirmed,
  onConfirm,
  t,
}: {
  warnings: readonly Told[];
  confirmed: readonly string[];
  onConfirm(codes: string[]): void;
  t: EntryTexts;
}) {
  return (
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
              onConfirm(event.target.checked ? [...confirmed, one.code] : confirmed.filter((code) => code !== one.code))
            }
          />
          <span>
            {eyeOf(one, t)}
            {one.message} <span className="text-ink-soft">{t.rx.confirm}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

const eyeOf = ({ field }: Told, t: EntryTexts): string =>
  field.startsWith('od') ? `${t.rx.right}: ` : field.startsWith('os') ? `${t.rx.left}: ` : '';
