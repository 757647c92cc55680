import { type ComponentProps, type FormEvent, useState } from 'react';
import { type Refused, RefusedForm, RefusedNote, sending } from './refused.tsx';

/** A form of a screen: what is refused stays in it, at its fields and above its end, and nothing that was typed goes. */
export function Form({
  onSend,
  children,
  ...rest
}: Omit<ComponentProps<'form'>, 'onSubmit'> & { onSend: () => Promise<unknown> }) {
  const [refused, setRefused] = useState<Refused | null>(null);
  async function send(event: FormEvent) {
    event.preventDefault();
    setRefused(null);
    await sending(setRefused, onSend);
  }
  return (
    <form onSubmit={(event) => void send(event)} {...rest}>
      <RefusedForm refused={refused}>{children}</RefusedForm>
      <RefusedNote refused={refused} />
    </form>
  );
}
