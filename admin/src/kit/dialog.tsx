import { Dialog as RadixDialog } from 'radix-ui';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button, Field, TextArea } from './controls.tsx';
import { type Refused, RefusedForm, RefusedNote, sending } from './refused.tsx';

/**
 * A form above the screen. Focus goes in, stays in, and comes back to the button that opened it. What is refused stays in it until it is
 * sent again, with everything that was typed.
 */
export function FormDialog(props: {
  /** The button that opens it; without one the dialog is open as long as it is drawn. */
  trigger?: ReactNode;
  onClose?: () => void;
  /** Before it opens: a form that stays on the screen begins anew. */
  onOpen?: () => void;
  title: string;
  /** What will happen; for something that cannot be undone it says so. */
  consequence?: ReactNode;
  submit: string;
  tone?: 'primary' | 'danger';
  busy?: boolean;
  wide?: boolean;
  /** Answers whether the dialog may close. What is refused meanwhile is shown in it. */
  onSubmit: () => Promise<boolean>;
  children?: ReactNode;
}) {
  const [open, setOpenState] = useState(props.trigger === undefined);
  const [refused, setRefused] = useState<Refused | null>(null);
  const setOpen = (next: boolean) => {
    setRefused(null);
    if (next) props.onOpen?.();
    setOpenState(next);
    if (!next) props.onClose?.();
  };
  const [busy, setBusy] = useState(false);
  async function send(event: FormEvent) {
    event.preventDefault();
    // A dialog inside a form of the screen must not send that one too.
    event.stopPropagation();
    setBusy(true);
    setRefused(null);
    try {
      if (await sending(setRefused, props.onSubmit)) setOpen(false);
    } finally {
      setBusy(false);
    }
  }
  return (
    <RadixDialog.Root open={open} onOpenChange={setOpen}>
      {props.trigger !== undefined && <RadixDialog.Trigger asChild>{props.trigger}</RadixDialog.Trigger>}
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <RadixDialog.Content
          aria-describedby={undefined}
          className={`card -translate-x-1/2 fixed top-[12vh] left-1/2 z-40 max-h-[80vh] w-[calc(100vw-2rem)] overflow-auto p-5 shadow-xl ${props.wide ? 'max-w-2xl' : 'max-w-md'}`}
        >
          <form onSubmit={send} className="space-y-4">
            <RadixDialog.Title className="text-lg">{props.title}</RadixDialog.Title>
            {props.consequence && <div className="text-ink-soft">{props.consequence}</div>}
            <RefusedForm refused={refused}>{props.children}</RefusedForm>
            <RefusedNote refused={refused} />
            <div className="flex justify-end gap-2">
              <RadixDialog.Close asChild>
                <Button>Back</Button>
              </RadixDialog.Close>
              <Button type="submit" tone={props.tone ?? 'primary'} busy={busy || props.busy === true}>
                {props.submit}
              </Button>
            </div>
          </form>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

/** Asks for a reason, and says what it will bring about. */
export function ReasonDialog(props: {
  trigger: ReactNode;
  title: string;
  consequence: ReactNode;
  submit: string;
  tone?: 'primary' | 'danger';
  label?: string;
  optional?: boolean;
  onSubmit: (reason: string) => Promise<boolean>;
}) {
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      {...props}
      tone={props.tone ?? 'danger'}
      onSubmit={async () => {
        const isDone = await props.onSubmit(reason.trim());
        if (isDone) setReason('');
        return isDone;
      }}
    >
      <Field label={props.label ?? 'Reason'}>
        <TextArea required={!props.optional} value={reason} onChange={(e) => setReason(e.target.value)} autoFocus />
      </Field>
    </FormDialog>
  );
}
