import { useCallback, useState } from 'react';
import { type DocumentInput, useClient } from 'urql';
import { toForm } from '../kit/refused.tsx';
import { toast } from '../kit/toast.tsx';
import { problemOf } from './problem.ts';

export interface RefusalShape {
  __typename?: 'Refusal';
  code: string;
  message: string;
  retryable: boolean;
  issues: { code: string; severity: string; message: string; field: string | null }[];
}

type Root<Data> = Data extends object ? NonNullable<Data[keyof Data]> : never;
/** What a mutation answers when it is not refused. */
export type Granted<Data> = Exclude<Root<Data>, RefusalShape>;

const isRefusal = (value: unknown): value is RefusalShape =>
  typeof value === 'object' && value !== null && (value as { __typename?: string }).__typename === 'Refusal';

/**
 * Asks for a change. A refusal stands in the form that asked, a fault with its reference; without a form both become a toast. Both
 * answer null, so that the caller leaves the form as it is. `busy` holds from the click to the answer: a button is pressed once.
 */
export function useAct() {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const act = useCallback(
    async <Data, Variables extends object>(
      document: DocumentInput<Data, Variables>,
      variables: Variables,
      options: {
        done?: string | ((granted: Granted<Data>) => string);
        onRefusal?: (refusal: RefusalShape) => void;
      } = {},
    ): Promise<Granted<Data> | null> => {
      setBusy(true);
      try {
        const { data, error } = await client.mutation(document as DocumentInput, variables).toPromise();
        if (error) {
          const problem = problemOf(error);
          const reference = problem.reference ? [`Reference ${problem.reference}`] : [];
          const told = toForm({
            message: problem.message,
            issues: reference.map((message) => ({ message, field: null })),
          });
          if (!told) toast.bad(problem.message, reference);
          return null;
        }
        const entry = Object.entries((data ?? {}) as Record<string, unknown>).find(([name]) => name !== '__typename');
        const value = entry?.[1];
        if (isRefusal(value)) {
          if (options.onRefusal) options.onRefusal(value);
          else if (!toForm(value))
            toast.bad(
              value.message,
              value.issues.map((issue) => issue.message),
            );
          return null;
        }
        const granted = value as Granted<Data>;
        if (options.done) toast.good(typeof options.done === 'string' ? options.done : options.done(granted));
        return granted;
      } finally {
        setBusy(false);
      }
    },
    [client],
  );
  return { act, busy };
}
