import { type FormEvent, type ReactNode, useState } from 'react';
import { Button, Field, TextInput } from '../kit/controls.tsx';
import { askForNewPassword, chooseNewPassword } from './identity.ts';

/** The links of our mails end here. */
export const NEW_PASSWORD_PATH = '/reset-password';
const SHORTEST = 10;

/** One small form in the middle of an empty screen, as everything before the sign-in is. */
function Card(props: { title: string; message: string | null; onSubmit: () => Promise<void>; children: ReactNode }) {
  const [busy, setBusy] = useState(false);
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    await props.onSubmit().finally(() => setBusy(false));
  }
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <form onSubmit={submit} className="card w-full max-w-sm space-y-4 p-6" aria-labelledby="password-title">
        <div className="space-y-1">
          <p className="text-ink-soft text-xs">OpticWorks admin</p>
          <h1 id="password-title" className="text-xl">
            {props.title}
          </h1>
        </div>
        {props.children}
        <p role="alert" className="min-h-5 text-bad">
          {props.message}
        </p>
        <Button type="submit" tone="primary" busy={busy} className="w-full">
          {props.title}
        </Button>
      </form>
    </main>
  );
}

/** Asks for a link by mail. The answer is the same whether the address is known or not. */
export function ForgottenPassword(props: { email: string; onBack: () => void }) {
  const [email, setEmail] = useState(props.email);
  const [message, setMessage] = useState<string | null>(null);
  const [isSent, setSent] = useState(false);
  if (isSent)
    return (
      <main className="grid min-h-dvh place-items-center p-6">
        <div className="card w-full max-w-sm space-y-4 p-6" role="status">
          <h1 className="text-xl">Look into your mail</h1>
          <p>
            If {email} belongs to a member of staff, a link to choose a new password is on its way. It works for one
            hour.
          </p>
          <p className="text-ink-soft">
            Your one-time codes stay as they are. If you lost those, ask an administrator for new access.
          </p>
          <Button onClick={props.onBack}>Back to the sign-in</Button>
        </div>
      </main>
    );
  return (
    <Card
      title="Send me a link"
      message={message}
      onSubmit={async () => {
        const refused = await askForNewPassword(email.trim());
        setMessage(refused);
        if (!refused) setSent(true);
      }}
    >
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
      <button type="button" className="text-left underline" onClick={props.onBack}>
        Back to the sign-in
      </button>
    </Card>
  );
}

/** Where the link of the mail leads. */
export function NewPassword(props: { onDone: () => void }) {
  const [password, setPassword] = useState('');
  const [message, setMessage] = useState<string | null>(null);
  const token = new URLSearchParams(location.search).get('token') ?? '';
  return (
    <Card
      title="Choose a new password"
      message={message}
      onSubmit={async () => {
        const refused = await chooseNewPassword(token, password);
        setMessage(refused);
        if (refused) return;
        // The used-up token goes from the address bar and from the history.
        history.replaceState(null, '', '/');
        props.onDone();
      }}
    >
      <Field label="New password" hint={`At least ${SHORTEST} characters. Every other session of yours ends.`}>
        <TextInput
          type="password"
          name="password"
          autoComplete="new-password"
          minLength={SHORTEST}
          required
          autoFocus
          value={password}
          onChange={(e) => setPassword(e.target.value)}
        />
      </Field>
    </Card>
  );
}
