import { useCallback, useEffect, useState } from 'react';
import { useClient } from 'urql';
import { useLoad } from '../../graph/load.ts';
import { problemOf } from '../../graph/problem.ts';
import { usePageTitle } from '../../kit/detail.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../kit/states.tsx';
import { explainLensesQuery, lensOptionsQuery } from './explain.documents.ts';
import { ExplainFormPanel } from './explain-form.tsx';
import { type ExplainForm, formFromAddress, inputOf } from './explain-input.ts';
import { ExplainResult, type Explanation } from './explain-result.tsx';

type Answer = { told: Explanation; isWhole: boolean } | { message: string; reference?: string | null };

/**
 * Why lenses can or cannot be made, for somebody who asks at the counter or the bench. Powers typed here live in this screen only; the
 * address carries ids.
 */
export function ExplainScreen() {
  usePageTitle('Explain lenses');
  const client = useClient();
  const options = useLoad(lensOptionsQuery, {});
  const [form, setForm] = useState<ExplainForm>(() => formFromAddress(window.location.search));
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [isAsking, setAsking] = useState(false);

  const ask = useCallback(
    async (asked: ExplainForm) => {
      const input = inputOf(asked);
      if (!input) return;
      setAsking(true);
      // Never from or into the cache: the answer holds powers.
      const { data, error } = await client
        .query(explainLensesQuery, { input }, { requestPolicy: 'network-only' })
        .toPromise();
      setAsking(false);
      if (error || !data) {
        const problem = error ? problemOf(error) : null;
        return setAnswer({
          message: problem?.message ?? 'No answer came. Try again.',
          reference: problem?.reference ?? null,
        });
      }
      const { explainLenses: told } = data;
      setAnswer(
        told.__typename === 'LensExplanation'
          ? { told, isWhole: Boolean(asked.designId && asked.materialId) }
          : { message: [told.message, ...told.issues.map(({ message }) => message)].join(' ') },
      );
    },
    [client],
  );

  useEffect(() => {
    const opened = formFromAddress(window.location.search);
    if (opened.sku && opened.prescriptionId) void ask(opened);
  }, [ask]);

  const take = (change: Partial<ExplainForm>) => {
    const next = { ...form, ...change };
    setForm(next);
    void ask(next);
  };

  return (
    <div className="space-y-4 p-4 lg:p-6">
      <h1 className="text-xl">Explain lenses</h1>
      <ExplainFormPanel
        form={form}
        onChange={setForm}
        options={options.data?.lensOptions ?? []}
        onAsk={() => void ask(form)}
        isAsking={isAsking}
      />
      {answer === null ? (
        isAsking ? (
          <Skeleton className="h-72" />
        ) : (
          <EmptyState
            title="Nothing asked yet"
            hint="Name a frame and a prescription; what is not chosen yet is not judged."
          />
        )
      ) : 'told' in answer ? (
        <ExplainResult
          told={answer.told}
          isWhole={answer.isWhole}
          onTake={({ change, optionIds, frameSku }) =>
            take(
              frameSku
                ? { sku: frameSku }
                : change === 'MATERIAL'
                  ? { materialId: optionIds[0] ?? '' }
                  : change === 'DESIGN'
                    ? { designId: optionIds[0] ?? '' }
                    : { treatmentIds: [...optionIds] },
            )
          }
        />
      ) : (
        <ErrorState message={answer.message} reference={answer.reference ?? null} />
      )}
    </div>
  );
}
