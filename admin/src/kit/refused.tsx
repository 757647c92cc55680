import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';

/** Why something was not done, as the graph says it. */
export interface Refused {
  message: string;
  issues: readonly { message: string; field: string | null }[];
}

type Receiver = (refused: Refused) => void;

/** The form that is being sent: what is refused meanwhile belongs in it. Nobody sends two at once, because the button of each is busy. */
let receiver: Receiver | null = null;

/** Sends a form; a refusal comes back to it instead of passing by at the edge of the screen. */
export async function sending<T>(to: Receiver, work: () => Promise<T>): Promise<T> {
  receiver = to;
  try {
    return await work();
  } finally {
    if (receiver === to) receiver = null;
  }
}

/** @returns false when no form is being sent */
export function toForm(refused: Refused): boolean {
  receiver?.(refused);
  return receiver !== null;
}

const RefusedContext = createContext<Refused | null>(null);

/** Fields inside show what concerns them. */
export function RefusedForm({ refused, children }: { refused: Refused | null; children: ReactNode }) {
  return <RefusedContext value={refused}>{children}</RefusedContext>;
}

const concerns = (field: string | null, name: string) => field === name || field?.endsWith(`.${name}`) === true;

/** What is wrong with the field of this name. */
export function useIssueOf(name: string | undefined): string | null {
  const refused = useContext(RefusedContext);
  if (!name) return null;
  return refused?.issues.find(({ field }) => concerns(field, name))?.message ?? null;
}

/** Stays in the form until it is sent again; what a field says itself is not said twice. */
export function RefusedNote({ refused }: { refused: Refused | null }) {
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!refused) return;
    const wrong = note.current?.closest('form')?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (wrong) wrong.focus();
    else note.current?.scrollIntoView?.({ block: 'nearest' });
  }, [refused]);
  if (!refused) return null;
  const rest = refused.issues.filter(({ message }) => message !== refused.message);
  return (
    <div ref={note} role="alert" className="rounded bg-bad-soft px-3 py-2 text-bad">
      <p className="font-medium">{refused.message}</p>
      {rest.length > 0 && (
        <ul className="mt-1 list-disc space-y-0.5 ps-4">
          {rest.map(({ message, field }) => (
            <li key={`${field} ${message}`}>{message}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
