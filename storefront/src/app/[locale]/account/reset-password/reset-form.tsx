'use client';
import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import type { Messages } from '@/i18n/locales.ts';
import { type AuthProblem, callAuth, fieldOfProblem } from '@/identity/auth.ts';
import { Field } from '@/kit/field.tsx';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';

interface ResetProps {
  token: string;
  signIn: string;
  t: { account: Messages['account']; wait: string; network: string; failed: string };
}

export function ResetForm({ token, signIn, t }: ResetProps) {
  const [problem, setProblem] = useState<AuthProblem | null>(null);
  const [isDone, setDone] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const newPassword = String(new FormData(event.currentTarget).get('password'));
    setBusy(true);
    const found = await callAuth('reset-password', { newPassword, token });
    setBusy(false);
    setProblem(found);
    setDone(found === null);
  };
  const tell = (one: AuthProblem) => (one === 'network' || one === 'failed' ? t[one] : t.account[one]);
  const shown = token ? (problem && fieldOfProblem[problem] !== 'password' ? problem : null) : 'resetBroken';
  return (
    <div className={`${look.page} grid max-w-lg gap-6 py-12 sm:py-20`}>
      <h1 className={look.h1}>{t.account.resetTitle}</h1>
      {isDone ? (
        <>
          <Notice tone="good">{t.account.resetDone}</Notice>
          <Link href={signIn} className={look.primary}>
            {t.account.signIn}
          </Link>
        </>
      ) : (
        <form onSubmit={submit} className="grid gap-5">
          <Field
            label={t.account.password}
            name="password"
            type="password"
            autoComplete="new-password"
            minLength={10}
            required
            hint={t.account.passwordHelp}
            error={problem && fieldOfProblem[problem] === 'password' ? tell(problem) : undefined}
          />
          {shown ? <Notice tone="bad">{tell(shown)}</Notice> : null}
          {shown === 'resetBroken' ? (
            <Link href={`${signIn}?forgot`} className={look.link}>
              {t.account.askAnew}
            </Link>
          ) : null}
          <button type="submit" className={look.primary} disabled={isBusy || !token}>
            {isBusy ? t.wait : t.account.resetSave}
          </button>
        </form>
      )}
    </div>
  );
}
