'use client';
import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState } from 'react';
import { send } from '@/graph/browser.ts';
import { type Sentences, tellFailure } from '@/graph/tell.ts';
import type { Messages } from '@/i18n/locales.ts';
import { callAuth, listSignIns } from '@/identity/auth.ts';
import { Field } from '@/kit/field.tsx';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';
import {
  eraseMyDataDocument,
  exportMyDataDocument,
  setConsentDocument,
  updateProfileDocument,
} from './account.documents.ts';

export interface PartTexts extends Sentences {
  account: Messages['account'];
  save: string;
  saved: string;
  wait: string;
  cancel: string;
  optional: string;
}

interface Outcome {
  tone: 'good' | 'bad';
  text: string;
  issues: readonly { field: string | null; message: string }[];
}

/**
 * One change at a time, its refusal or fault told, and the page's own data read again when it worked. `issueOf` says what is wrong with a
 * field, by the name the graph has for it.
 */
export function useChange(t: Sentences) {
  const router = useRouter();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async (
    action: () => Promise<{ __typename: string; message?: string; issues?: Outcome['issues'] } | null>,
    done: string,
  ): Promise<boolean> => {
    setBusy(true);
    setOutcome(null);
    try {
      const answer = await action();
      if (answer?.__typename === 'Refusal') {
        setOutcome({ tone: 'bad', text: answer.message ?? t.failed, issues: answer.issues ?? [] });
        return false;
      }
      setOutcome({ tone: 'good', text: done, issues: [] });
      router.refresh();
      return true;
    } catch (error) {
      setOutcome({ tone: 'bad', text: tellFailure(error, t), issues: [] });
      return false;
    } finally {
      setBusy(false);
    }
  };
  const issueOf = (name: string): string | undefined =>
    outcome?.issues.find(({ field }) => field === name || field?.endsWith(`.${name}`))?.message;
  return { outcome, isBusy, run, issueOf };
}

export function SignOut({ label, home }: { label: string; home: string }) {
  const [isBusy, setBusy] = useState(false);
  return (
    <button
      type="button"
      className={look.secondary}
      disabled={isBusy}
      onClick={async () => {
        setBusy(true);
        await callAuth('sign-out', {});
        window.location.assign(home);
      }}
    >
      {label}
    </button>
  );
}

export function Profile({
  person,
  locale,
  t,
}: {
  person: { name: string; phone: string | null; birthDate: string | null; email: string };
  locale: string;
  t: PartTexts;
}) {
  const { outcome, isBusy, run, issueOf } = useChange(t);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim() || null;
    void run(
      async () =>
        (
          await send(updateProfileDocument, {
            name: text('name'),
            phone: text('phone'),
            birthDate: text('birthDate'),
            locale,
          })
        ).updateProfile,
      t.saved,
    );
  };
  return (
    <section className="grid content-start gap-4" aria-labelledby="profile">
      <h2 id="profile" className={look.h2}>
        {t.account.profile}
      </h2>
      <form onSubmit={submit} className="grid gap-4">
        <Field
          label={t.account.name}
          name="name"
          autoComplete="name"
          required
          defaultValue={person.name}
          error={issueOf('name')}
        />
        <Field
          label={t.account.phone}
          name="phone"
          type="tel"
          autoComplete="tel"
          optional={t.optional}
          defaultValue={person.phone ?? ''}
          error={issueOf('phone')}
        />
        <Field
          label={t.account.birthDate}
          name="birthDate"
          type="date"
          autoComplete="bday"
          optional={t.optional}
          defaultValue={person.birthDate ?? ''}
          error={issueOf('birthDate')}
        />
        {outcome ? <Notice tone={outcome.tone}>{outcome.text}</Notice> : null}
        <button type="submit" className={`${look.secondary} justify-self-start`} disabled={isBusy}>
          {t.save}
        </button>
      </form>
    </section>
  );
}

export function Consents({ given, t }: { given: { purpose: string; granted: boolean }[]; t: PartTexts }) {
  const { outcome, isBusy, run } = useChange(t);
  const isGranted = (purpose: string) => given.find((one) => one.purpose === purpose)?.granted ?? false;
  return (
    <section className="grid content-start gap-4" aria-labelledby="consents">
      <h2 id="consents" className={look.h2}>
        {t.account.consents}
      </h2>
      <p className="text-ink-soft">{t.account.consentsHelp}</p>
      <ul className="grid gap-3">
        {Object.entries(t.account.purposes).map(([purpose, { name, help }]) => (
          <li key={purpose}>
            <label className="grid grid-cols-[1.5rem_1fr] gap-3">
              <input
                type="checkbox"
                className="mt-1 size-5 accent-accent"
                checked={isGranted(purpose)}
                disabled={isBusy}
                onChange={(event) => {
                  const granted = event.target.checked;
                  void run(async () => (await send(setConsentDocument, { purpose, granted })).setConsent, t.saved);
                }}
              />
              <span>
                {name}
                <span className="block text-sm text-ink-soft">{help}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {outcome ? <Notice tone={outcome.tone}>{outcome.text}</Notice> : null}
    </section>
  );
}

/** Everything we hold, to take along or to erase for good. */
export function OwnData({ email, home, t }: { email: string; home: string; t: PartTexts }) {
  const { outcome, isBusy, run } = useChange(t);
  const [typed, setTyped] = useState('');
  const dialog = useRef<HTMLDialogElement>(null);
  const download = () =>
    run(async () => {
      const parts = await send(exportMyDataDocument, {});
      const held = Object.assign({}, ...Object.values(parts).map((part) => JSON.parse(part)), {
        signIns: await listSignIns(),
      });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([JSON.stringify(held, null, 2)], { type: 'application/json' }));
      link.download = 'opticworks-my-data.json';
      link.click();
      URL.revokeObjectURL(link.href);
      return null;
    }, t.saved);
  const erase = async (event: FormEvent) => {
    event.preventDefault();
    const isErased = await run(
      async () => (await send(eraseMyDataDocument, { confirmEmail: typed.trim() })).eraseMyData,
      t.saved,
    );
    if (!isErased) return;
    await callAuth('sign-out', {});
    window.location.assign(home);
  };
  return (
    <section className="grid justify-items-start gap-4 border-t border-line pt-8" aria-labelledby="data">
      <h2 id="data" className={look.h2}>
        {t.account.data}
      </h2>
      <div className="flex flex-wrap gap-3">
        <button type="button" className={look.secondary} disabled={isBusy} onClick={download}>
          {isBusy ? t.account.exporting : t.account.export}
        </button>
        <button type="button" className={`${look.quiet} text-bad`} onClick={() => dialog.current?.showModal()}>
          {t.account.erase}
        </button>
      </div>
      {outcome ? <Notice tone={outcome.tone}>{outcome.text}</Notice> : null}
      <dialog
        ref={dialog}
        aria-label={t.account.erase}
        className="m-auto max-w-lg rounded-2xl bg-paper p-7 text-ink backdrop:bg-black/40"
      >
        <form onSubmit={erase} className="grid gap-5">
          <h3 className="text-xl">{t.account.erase}</h3>
          <p>{t.account.eraseExplain}</p>
          <Field
            label={t.account.eraseConfirm}
            type="email"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          {outcome?.tone === 'bad' ? <Notice tone="bad">{outcome.text}</Notice> : null}
          <p className="flex flex-wrap justify-end gap-3">
            <button type="button" className={look.secondary} onClick={() => dialog.current?.close()}>
              {t.cancel}
            </button>
            <button
              type="submit"
              className={look.primary}
              disabled={isBusy || typed.trim().toLowerCase() !== email.toLowerCase()}
            >
              {t.account.eraseDo}
            </button>
          </p>
        </form>
      </dialog>
    </section>
  );
}
