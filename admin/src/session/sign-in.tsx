import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { Button, Field, TextInput } from '../kit/controls.tsx';
import { ForgottenPassword } from './forgotten-password.tsx';
import { beginEnrolment, signIn, signOut, verifyCode } from './identity.ts';
import { viewerQuery } from './session.documents.ts';

type Step = 'password' | 'forgotten' | 'code' | 'enrol';

/** E-mail and password, then the one-time code. Whoever has none yet is led through setting it up. */
export function SignIn(props: { onDone: () => Promise<void>; hint?: string }) {
  const client = useClient();
  const [step, setStep] = useState<Step>('password');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [trust, setTrust] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [uri, setUri] = useState<string | null>(null);
  const codeField = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the field appears with the step
  useEffect(() => codeField.current?.focus(), [step]);

  async function finish() {
    const { data } = await client.query(viewerQuery, {}, { requestPolicy: 'network-only' }).toPromise();
    if (data?.viewer.kind === 'STAFF') return props.onDone();
    // Staff without a one-time code get a session that is not accepted as staff: set the code up now.
    const begun = data?.viewer.kind === 'GUEST' ? await beginEnrolment(password) : null;
    if (begun && 'uri' in begun) {
      setUri(begun.uri);
      setStep('enrol');
      return;
    }
    await signOut();
    setStep('password');
    setMessage('This account does not belong to the staff. Ask an administrator for access.');
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setMessage(null);
    try {
      const answer =
        step === 'password' ? await signIn(email.trim(), password) : await verifyCode(code.replace(/\s/g, ''), trust);
      if (answer.kind === 'refused') {
        setMessage(answer.message);
        setCode('');
        codeField.current?.focus();
      } else if (answer.kind === 'code') setStep('code');
      else await finish();
    } finally {
      setBusy(false);
    }
  }

  if (step === 'forgotten') return <ForgottenPassword email={email} onBack={() => setStep('password')} />;
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <form onSubmit={submit} className="card w-full max-w-sm space-y-4 p-6" aria-labelledby="sign-in-title">
        <div className="space-y-1">
          <p className="text-ink-soft text-xs">OpticWorks admin</p>
          <h1 id="sign-in-title" className="text-xl">
            {step === 'password' ? 'Sign in' : step === 'code' ? 'One-time code' : 'Set up your one-time code'}
          </h1>
          {props.hint && <p className="text-ink-soft">{props.hint}</p>}
        </div>
        {step === 'password' ? (
          <>
            <Field label="E-mail">
              <TextInput
                type="email"
                name="email"
                autoComplete="username"
                required
                autoFocus
                value={email}
                onChange={(e) => setEmail(e.target.value)}
              />
            </Field>
            <Field label="Password">
              <TextInput
                type="password"
                name="password"
                autoComplete="current-password"
                required
                value={password}
                onChange={(e) => setPassword(e.target.value)}
              />
            </Field>
            <button
              type="button"
              className="text-left underline"
              onClick={() => {
                setMessage(null);
                setStep('forgotten');
              }}
            >
              Forgot your password?
            </button>
          </>
        ) : (
          <>
            {step === 'enrol' && uri && <EnrolmentCode uri={uri} />}
            <Field label="Code from your authenticator app" hint="Six digits; a new one every 30 seconds.">
              <TextInput
                ref={codeField}
                name="code"
                inputMode="numeric"
                autoComplete="one-time-code"
                pattern="[0-9 ]{6,7}"
                maxLength={7}
                required
                className="text-center text-lg tracking-[0.3em]"
                value={code}
                onChange={(e) => setCode(e.target.value)}
              />
            </Field>
            {step === 'code' && (
              <label className="flex items-center gap-2">
                <input type="checkbox" checked={trust} onChange={(e) => setTrust(e.target.checked)} /> This is my own
                device
              </label>
            )}
          </>
        )}
        <p role="alert" className="min-h-5 text-bad">
          {message}
        </p>
        <div className="flex items-center gap-3">
          <Button type="submit" tone="primary" busy={busy} className="flex-1">
            {step === 'password' ? 'Continue' : 'Sign in'}
          </Button>
          {step !== 'password' && (
            <Button
              onClick={() => {
                setStep('password');
                setMessage(null);
                setCode('');
              }}
            >
              Back
            </Button>
          )}
        </div>
      </form>
    </main>
  );
}

function EnrolmentCode(props: { uri: string }) {
  const [image, setImage] = useState<string | null>(null);
  useEffect(() => {
    void import('qrcode').then(({ toDataURL }) => toDataURL(props.uri, { margin: 1, width: 200 })).then(setImage);
  }, [props.uri]);
  const secret = new URL(props.uri).searchParams.get('secret');
  return (
    <div className="space-y-2">
      <p>Scan this with an authenticator app, then type the code it shows. You are asked for one at each sign-in.</p>
      <div className="mx-auto size-[200px] rounded bg-sunken">
        {image && <img src={image} width={200} height={200} alt="QR code of your one-time code" />}
      </div>
      {secret && (
        <p className="break-all text-center text-ink-soft text-xs">
          Or type this key: <code className="select-all">{secret}</code>
        </p>
      )}
    </div>
  );
}
