import { useRef, useState } from 'react';
import type { DocumentInput } from 'urql';
import { type Granted, type RefusalShape, useAct } from '../../graph/act.ts';

/**
 * Saves a form of the settings. A refusal stays beside the form with what was typed; when somebody else was first, what stands now is
 * loaded, so that the form shows both and can be saved over it on purpose.
 */
export function useSaving(reload: () => void) {
  const { act, busy } = useAct();
  const [refusal, setRefusal] = useState<RefusalShape | null>(null);
  const save = async <Data, Variables extends object>(
    document: DocumentInput<Data, Variables>,
    variables: Variables,
    done: string,
    onGranted?: (granted: Granted<Data>) => void,
  ): Promise<boolean> => {
    setRefusal(null);
    const granted = await act(document, variables, {
      done,
      onRefusal: (refused) => {
        setRefusal(refused);
        if (/_MEANWHILE$/.test(refused.code)) reload();
      },
    });
    if (granted === null) return false;
    reload();
    onGranted?.(granted);
    return true;
  };
  return { save, busy, refusal, clear: () => setRefusal(null) };
}

export function Refused({ refusal }: { refusal: RefusalShape | null }) {
  if (!refusal) return null;
  return (
    <div role="alert" className="rounded bg-bad-soft px-3 py-2 text-bad">
      <p>{refusal.message}</p>
      {refusal.issues.length > 0 && (
        <ul className="list-disc ps-5 text-xs">
          {refusal.issues.map((issue) => (
            <li key={`${issue.field} ${issue.message}`}>{[issue.field, issue.message].filter(Boolean).join(': ')}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/**
 * Which form is on the screen: another one begins once what was saved has been loaded again, so that it never shows what was before. A
 * form whose save was refused stays, with what was typed, also when newer data come in below it.
 */
export function useFormKey(loaded: number | undefined): { key: number; saved: (version: number) => void } {
  const [saved, setSaved] = useState(0);
  const shown = useRef(0);
  if (loaded !== undefined && loaded >= saved) shown.current = saved;
  return { key: shown.current, saved: setSaved };
}

/** What a field says when somebody changed it while the form was open: "Stands at 80 now." */
export const meanwhile = (opened: string, now: string): string | undefined =>
  opened === now ? undefined : `Changed meanwhile: stands at ${now || 'nothing'} now.`;
