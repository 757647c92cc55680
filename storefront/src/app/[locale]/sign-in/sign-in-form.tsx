'use client';
import { type FormEvent, useState } from 'react';
import type { Locale } from '@/i18n/href.ts';
import type { Messages } from '@/i18n/locales.ts';
import { type AuthProblem, callAuth, fieldOfProblem } from '@/identity/auth.ts';
import { Field } from '@/kit/field.tsx';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';

interface SignInProps {
  next: string;
  start?: Mode;
  locale: Locale;
  t: { account: Messages['account']; wait: string; network: string; failed: string };
}

type Mode = 'sign-in' | 'sign-up' | 'forgot';

/** Signing in, signing up and asking for a new password, one after the other in one place; the email is kept between them. */
export function SignInForm({ next, start = 'sign-in', locale, t }: SignInProps) {
  const [mode, setMode] = useState<Mode>(start);
  const [email, setEmail] = useState('');
  const [problem, setProblem] = useState<AuthProblem | null>(null);
  const [isSent, setSent] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const { account } = t;
  const tell = (one: AuthProblem): string => (one === 'network' || one === 'failed' ? t[one] : account[one]);
  const errorOf = (field: 'email' | 'password') =>
    problem && fieldOfProblem[problem] === field ? tell(problem) : undefined;
  const switchTo = (to: Mode) => {
    setMode(to);
    setProblem(null);
    setSent(false);
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get('password') ?? '');
    setBusy(true);
    setProblem(null);
    const found =
      mode === 'sign-in'
        ? await callAuth('sign-in/email', { email, password })
        : mode === 'sign-up'
          ? await callAuth('sign-up/email', { email, password, name: String(form.get('name')), locale })
          : await callAuth('request-password-reset', { email });
    setBusy(false);
    if (found) return setProblem(found);
    if (mode === 'forgot') setSent(true);
    // A full load: every screen of this tab belongs to another person now.
    else window.location.assign(next);
  };
  const title = { 'sign-in': account.signInTitle, 'sign-up': account.signUpTitle, forgot: account.forgotTitle }[mode];
  return (
    <div className={`${look.page} grid max-w-lg gap-6 py-12 sm:py-20`}>
      <h1 className={look.h1}>{title}</h1>
      <form onSubmit={submit} className="grid gap-5">
        {mode === 'sign-up' ? <Field label={account.name} name="name" autoComplete="name" required /> : null}
        <Field
          label={account.email}
          name="email"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={errorOf('email')}
        />
        {mode === 'forgot' ? null : (
          <Field
            label={account.password}
            name="password"
            type="password"
            autoComplete={mode === 'sign-up' ? 'new-password' : 'current-password'}
            minLength={mode === 'sign-up' ? 10 : undefined}
            hint={mode === 'sign-up' ? account.passwordHelp : undefined}
            error={errorOf('password')}
            required
          />
        )}
        {problem && !fieldOfProblem[problem] ? <Notice tone="bad">{tell(problem)}</Notice> : null}
        {isSent ? <Notice tone="good">{account.forgotSent}</Notice> : null}
        <button type="submit" className={look.primary} disabled={isBusy}>
          {isBusy ? t.wait : { 'sign-in': account.signIn, 'sign-up': account.signUp, forgot: account.forgotSend }[mode]}
        </button>
      </form>
      <div className="-ml-3 grid justify-items-start gap-1">
        {mode === 'sign-up' ? null : (
          <button type="button" className={look.quiet} onClick={() => switchTo('sign-up')}>
            {account.noAccount} {account.signUpTitle}
          </button>
        )}
        {mode === 'sign-in' ? (
          <button type="button" className={look.quiet} onClick={() => switchTo('forgot')}>
            {account.forgot}
          </button>
        ) : (
          <button type="button" className={look.quiet} onClick={() => switchTo('sign-in')}>
            {account.haveAccount} {account.signIn}
          </button>
        )}
      </div>
    </div>
  );
}
