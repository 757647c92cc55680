import { checkLabel, printCheckSize, printCheckValue, toleranceSources } from '@opticworks/optics/lab';
import { EYES } from '@opticworks/optics/prescription';
import { clsx } from 'clsx';
import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { useLoad } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { DetailHeader, DetailScreen, Panel } from '../../kit/detail.tsx';
import { Form } from '../../kit/form.tsx';
import { day, today } from '../../kit/format.ts';
import { useAddressPart } from '../../kit/go.tsx';
import { forgetKept, useKept } from '../../kit/kept.ts';
import { EmptyState } from '../../kit/states.tsx';
import { ExpectedDialog } from './expected-dialog.tsx';
import { ImpactPanel } from './impact-panel.tsx';
import { inspectionQuery, inspectLabJob } from './inspection.documents.ts';
import { type ChecklistAnswers, InspectionChecklist } from './inspection-checklist.tsx';
import { InspectionEye } from './inspection-eye.tsx';
import { emptyReading, mayBeRead, readingFields } from './inspection-fields.ts';
import { InspectionImport } from './inspection-import.tsx';
import {
  judge,
  limitsOf,
  madeEyes,
  measuredLens,
  missingOf,
  type Readings,
  toInput,
  withReading,
} from './inspection-judge.ts';
import { InspectionOutcome, type Outcome } from './inspection-outcome.tsx';
import { InspectionTable } from './inspection-table.tsx';
import { keepInstrument, keptInstrument } from './instrument-choice.ts';
import { compensationSentences } from './wear-panel.tsx';

type Data = ResultOf<typeof inspectionQuery>;
type Job = NonNullable<Data['labJob']>;
type Plan = NonNullable<Job['inspectionPlan']>;

export function InspectionScreen() {
  const number = useAddressPart('number');
  const loaded = useLoad(inspectionQuery, { number });
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  return (
    <DetailScreen loaded={loaded} pick={(data) => data.labJob} missing={`There is no lab job ${number}.`}>
      {(job) =>
        outcome ? (
          <InspectionOutcome outcome={outcome} />
        ) : job.inspectionPlan ? (
          <InspectionForm
            key={job.id}
            job={job}
            plan={job.inspectionPlan}
            instruments={loaded.data?.labInstruments ?? []}
            reload={loaded.reload}
            onDone={setOutcome}
          />
        ) : (
          <EmptyState title={`Job ${number} has no calculation yet.`} />
        )
      }
    </DetailScreen>
  );
}

interface FormProps {
  job: Job;
  plan: Plan;
  instruments: Data['labInstruments'];
  reload: () => void;
  onDone: (outcome: Outcome) => void;
}

/** Should-be beside measured; the verdict of each value stands there as soon as it is typed. A refusal leaves everything as it is. */
function InspectionForm({ job, plan, instruments, reload, onDone }: FormProps) {
  const { act, busy } = useAct();
  const draft = `inspection:${job.number}:`;
  const [readings, setReadings] = useKept<Readings>(`${draft}readings`, { od: emptyReading, os: emptyReading });
  const [nearPd, setNearPd] = useKept(`${draft}nearPd`, '');
  const [stage, setStage] = useState(plan.stages.at(-1) ?? 'FINAL');
  const [instrument, setInstrument] = useState(keptInstrument);
  const [answers, setAnswers] = useKept<ChecklistAnswers>(`${draft}answers`, {});
  const [batch, setBatch] = useKept(`${draft}batch`, '');
  const [showsExtra, setShowsExtra] = useState(false);

  const isMounted = stage === 'FINAL';
  const checks = judge(plan, readings, isMounted, nearPd);
  const limits = limitsOf(plan, isMounted);
  const items = isMounted ? plan.finalChecklist : plan.uncutChecklist;
  const faults = items.filter((item) => answers[item.code]?.isRight === false);
  const unanswered = items.filter((item) => !answers[item.code]).length;
  // In the frame a lens that stays is read too: only with it is there a pair to judge.
  const needed = isMounted ? EYES : madeEyes(plan);
  const isTyped = (eye: 'od' | 'os') => measuredLens(readings[eye]) !== null;
  const isEnough = isMounted ? needed.every(isTyped) : needed.some(isTyped);
  const isReadable = needed.every((eye) =>
    readingFields.every((field) => mayBeRead(readings[eye][field.name], field.kind)),
  );
  const failing = checks.filter((check) => !check.pass && check.isBinding).length;
  const pairChecks = checks.filter((check) => check.eye === 'pair');
  // A pair fails by one value; it passes only by all that it was ordered for.
  const missing =
    failing + faults.length > 0
      ? []
      : missingOf(plan, readings, isMounted, nearPd).map(({ reading, eye }) =>
          eye === 'pair' ? readingNames[reading] : `${readingNames[reading]} ${eye.toUpperCase()}`,
        );
  const isReady = isEnough && isReadable && missing.length === 0 && unanswered === 0 && plan.stages.includes(stage);

  async function record() {
    if (!isReady || busy) return;
    const done = await act(
      inspectLabJob,
      {
        input: {
          jobId: job.id,
          stage,
          instrument: instrument || null,
          od: toInput(readings.od),
          os: toInput(readings.os),
          nearPdMm: nearPd.trim().replace(',', '.') || null,
          cosmeticPass: faults.length === 0,
          faults: faults.map((item) => ({
            code: item.code,
            eye: answers[item.code]?.eye || null,
            note: answers[item.code]?.note.trim() || null,
          })),
          impactBatch: batch.trim() || null,
        },
      },
      {
        done: (answer) =>
          answer.inspection.verdict === 'PASS' ? `Job ${job.number} passed.` : `Job ${job.number} did not pass.`,
      },
    );
    if (!done) return;
    onDone(done);
    forgetKept(draft);
  }

  return (
    <Form
      className="space-y-4"
      onSend={record}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
      }}
    >
      <DetailHeader
        back={{ to: `/lab/jobs/${job.number}`, label: `← Job ${job.number}` }}
        title={`Inspection of ${job.number}`}
        badges={<Badge code={job.status} />}
        sub={`${job.trayCode ? `Tray ${job.trayCode} · ` : ''}${job.designName}, ${job.materialName} · ${plan.profileName} (${plan.edition})`}
        actions={<ExpectedDialog jobId={job.id} reload={reload} />}
      />
      {plan.nominalFrom === 'COMPENSATED' && (
        <p className="rounded bg-warn-soft px-3 py-2 text-warn">
          Compensated for the position of wear: held against what the lensmeter must show. The ordered power stands
          beside it.
        </p>
      )}
      {plan.compensation === 'NOT_MEASURED' && plan.nominalFrom === 'CALCULATED' && (
        <p className="rounded bg-warn-soft px-3 py-2 text-warn">{compensationSentences.NOT_MEASURED}</p>
      )}
      {plan.nominalFrom === 'EXPECTED' && (
        <p className="rounded bg-warn-soft px-3 py-2 text-warn">
          Compensated lenses: held against the expected lensmeter values of the maker, not against the ordered power.
        </p>
      )}
      {plan.stages.length === 0 && (
        <p role="alert" className="rounded bg-warn-soft px-3 py-2 text-warn">
          The job is {job.status.toLowerCase().replaceAll('_', ' ')}; nothing can be recorded now. Scan it into
          inspection first.
        </p>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2 2xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_20rem]">
        {(['od', 'os'] as const).map((eye) => {
          const nominal = plan.lenses.find((lens) => lens.eye.toLowerCase() === eye);
          return (
            nominal && (
              <InspectionEye
                key={eye}
                eye={eye}
                nominal={nominal}
                showsOrdered={plan.nominalFrom !== 'CALCULATED'}
                reading={readings[eye]}
                checks={checks}
                limits={limits}
                showsExtra={showsExtra}
                onChange={(name, text) => setReadings((now) => ({ ...now, [eye]: { ...now[eye], [name]: text } }))}
              />
            )
          );
        })}
        <div className="min-w-0 space-y-4 2xl:row-span-2">
          <Panel title="Instrument and reading">
            <div className="space-y-3">
              {plan.stages.length > 1 && (
                <Field label="Inspection">
                  <Select
                    options={[
                      { value: 'UNCUT', label: 'Uncut lens' },
                      { value: 'FINAL', label: 'Final, mounted' },
                    ]}
                    value={stage}
                    onChange={(event) => setStage(event.target.value as typeof stage)}
                  />
                </Field>
              )}
              <InstrumentField
                instruments={instruments}
                value={instrument}
                onChange={(code) => {
                  setInstrument(code);
                  keepInstrument(code);
                }}
              />
              <InspectionImport onRead={(eyes) => setReadings((now) => withReading(now, eyes))} />
              {plan.nearPdMm !== null && isMounted && (
                <Field label={`Segments apart, mm (should be ${Number(plan.nearPdMm).toFixed(1)})`}>
                  <TextInput value={nearPd} onChange={(event) => setNearPd(event.target.value)} />
                </Field>
              )}
              <label className="flex items-center gap-2">
                <input type="checkbox" checked={showsExtra} onChange={(event) => setShowsExtra(event.target.checked)} />
                Base curve, segment, warpage, reference point
              </label>
            </div>
          </Panel>
          {plan.impactRule && (
            <ImpactPanel
              jobId={job.id}
              rule={plan.impactRule}
              eyes={needed.map((eye) => eye.toUpperCase())}
              tests={job.impactTests}
              batch={batch}
              onBatch={setBatch}
              reload={reload}
            />
          )}
          <Panel title="Looks">
            <InspectionChecklist items={items} answers={answers} onChange={setAnswers} />
          </Panel>
        </div>
        <div className="min-w-0 space-y-4 lg:col-span-2">
          <Panel title="The pair" flush>
            {pairChecks.length === 0 ? (
              <p className="p-3 text-ink-soft">
                {isMounted
                  ? 'Imbalance and distances are judged when both lenses are read.'
                  : 'Uncut lenses are judged each by itself.'}
              </p>
            ) : (
              <InspectionTable
                checks={pairChecks.map((check) => ({
                  ...check,
                  label: checkLabel(check.code, 'en'),
                  nominal: printCheckValue(check.code, check.nominal),
                  measured: printCheckValue(check.code, check.measured),
                  deviation: printCheckSize(check.code, check.deviation),
                  tolerance: `±${printCheckSize(check.code, check.tolerance)}`,
                  source: toleranceSources[check.source].title,
                }))}
              />
            )}
          </Panel>
          <div className="sticky bottom-0 flex flex-wrap items-center gap-3 bg-page py-2">
            <p
              role="status"
              className={clsx(
                'grow rounded px-3 py-2 font-medium',
                !isEnough || !isReadable
                  ? 'bg-sunken text-ink-soft'
                  : failing + faults.length > 0
                    ? 'bg-bad-soft text-bad'
                    : unanswered > 0 || missing.length > 0
                      ? 'bg-sunken text-ink-soft'
                      : 'bg-good-soft text-good',
              )}
            >
              {statusText({ isEnough, isReadable, failing, faults: faults.length, missing, unanswered })}
            </p>
            <Button
              type="submit"
              tone={failing + faults.length > 0 ? 'danger' : 'primary'}
              busy={busy}
              disabled={!isReady}
              className="h-11 px-6 text-base"
              title="Ctrl+Enter"
            >
              {failing + faults.length > 0 ? 'Record as not passed' : 'Record as passed'}
            </Button>
          </div>
        </div>
      </div>
    </Form>
  );
}

const readingNames = { ADD: 'ADD', HEIGHT: 'height', PD: 'PD' } as const;

function statusText(state: {
  isEnough: boolean;
  isReadable: boolean;
  failing: number;
  faults: number;
  missing: readonly string[];
  unanswered: number;
}): string {
  if (!state.isReadable) return 'Fields in red cannot be read.';
  if (!state.isEnough) return 'Type sphere, cylinder and axis of each lens, with the signs.';
  const bad = [
    state.failing > 0 && `${state.failing} out of tolerance`,
    state.faults > 0 && `${state.faults} ${state.faults === 1 ? 'fault' : 'faults'} on the list`,
  ].filter(Boolean);
  if (state.missing.length > 0) bad.push(`Not read yet: ${state.missing.join(', ')}`);
  if (state.unanswered > 0) bad.push(`${state.unanswered} of the list not looked at yet`);
  return bad.length > 0 ? bad.join(', ') : 'All values within tolerance, nothing on the list is wrong';
}

/** An instrument whose calibration ran out stays in the list, so that it is seen why it cannot be taken. */
function InstrumentField(props: {
  instruments: Data['labInstruments'];
  value: string;
  onChange: (code: string) => void;
}) {
  const lensmeters = props.instruments.filter((one) => one.kind === 'LENSMETER');
  const chosen = lensmeters.find((one) => one.code === props.value);
  const isOverdue = chosen !== undefined && chosen.calibrationDueOn < today();
  return (
    <Field
      label="Lensmeter"
      {...(isOverdue ? { error: `Calibration ran out on ${day(chosen.calibrationDueOn)}` } : {})}
      {...(chosen && !isOverdue ? { hint: `Calibrated until ${day(chosen.calibrationDueOn)}` } : {})}
    >
      <Select
        placeholder="The only calibrated one"
        options={lensmeters.map((one) => ({ value: one.code, label: `${one.code} ${one.name}` }))}
        value={chosen ? props.value : ''}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Field>
  );
}
