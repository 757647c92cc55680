import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { Button, Field, TextInput } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { instant } from '../../kit/format.ts';
import { recordImpactTest } from './inspection.documents.ts';

interface ImpactTest {
  eye: string;
  method: string;
  batch: string | null;
  passed: boolean;
  at: string;
  operator: string;
}

/** Glass is dropped on lens by lens, after edging and before mounting; plastic names the batch that was sampled. */
export function ImpactPanel(props: {
  jobId: string;
  rule: string;
  eyes: readonly string[];
  tests: readonly ImpactTest[];
  batch: string;
  onBatch: (batch: string) => void;
  reload: () => void;
}) {
  const { act, busy } = useAct();
  const [last, setLast] = useState<string | null>(null);
  const isEach = props.rule === 'each-lens';
  async function tested(eye: string, passed: boolean) {
    const variables = { jobId: props.jobId, eye, method: 'DROP_BALL' as const, passed, batch: null };
    const done = await act(recordImpactTest, variables, { done: `${eye}: ${passed ? 'withstood' : 'broke'}.` });
    if (!done) return;
    setLast(passed ? null : eye);
    props.reload();
  }
  return (
    <Panel title="Impact resistance">
      <div className="space-y-2">
        {isEach ? (
          props.eyes.map((eye) => (
            <div key={eye} className="flex items-center justify-between gap-2">
              <span>{eye}, drop ball</span>
              <span className="flex gap-2">
                <Button busy={busy} onClick={() => tested(eye, true)}>
                  Withstood
                </Button>
                <Button busy={busy} tone="danger" onClick={() => tested(eye, false)}>
                  Broke
                </Button>
              </span>
            </div>
          ))
        ) : (
          <Field label="Batch that was sampled" hint="From the label of the blank, where it has one">
            <TextInput value={props.batch} onChange={(event) => props.onBatch(event.target.value)} />
          </Field>
        )}
        {last && (
          <p role="alert" className="text-bad">
            Write the {last} lens off in the job: another blank is issued.
          </p>
        )}
        {props.tests.length > 0 && (
          <ul className="text-ink-soft text-xs">
            {props.tests.map((test) => (
              <li key={`${test.at}:${test.eye}:${test.method}`}>
                {test.eye} {test.method === 'DROP_BALL' ? 'drop ball' : `batch ${test.batch}`}:{' '}
                {test.passed ? 'withstood' : 'broke'}, {instant(test.at)}, {test.operator}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}
