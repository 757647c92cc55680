import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { useLoad, useReloadOn } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { Facts, Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { day, instant, mm, power, sayCode } from '../../kit/format.ts';
import { useSession } from '../../session/session.tsx';
import { benchQuery, recordBlank, reworkLens, setLabRush } from './bench.documents.ts';

type Bench = NonNullable<ResultOf<typeof benchQuery>['labJob']>;
type Lens = NonNullable<Bench['lenses']>[number];
interface Part {
  bench: Bench;
  reload: () => void;
}

/** Each lens on its way: where it stands, what it is made from, when it will be through, and what can be done about it. */
export function BenchPanel({ number }: { number: string }) {
  const { may } = useSession();
  const { data, reload } = useLoad(benchQuery, { number, values: may('seeLabValues') });
  useReloadOn('labBoard', (event) => event.job.number === number, reload);
  const bench = data?.labJob;
  if (!bench) return null;
  const mayWork = may('workLab');
  return (
    <Panel
      title="Lenses on their way"
      actions={
        <>
          {mayWork && ['SURFACING', 'COATING', 'FINISHING'].includes(bench.status) && (
            <ReworkDialog bench={bench} reload={reload} />
          )}
          {mayWork && isOpen(bench.status) && <RushDialog bench={bench} reload={reload} />}
        </>
      }
    >
      <div className="space-y-3">
        <Facts
          items={[
            bench.plannedOn ? ['Planned', day(bench.plannedOn)] : null,
            bench.projectedOn
              ? [
                  'Through, as the queue stands',
                  <span key="p" className={bench.dueOn && bench.projectedOn > bench.dueOn ? 'text-warn' : ''}>
                    {day(bench.projectedOn)}
                    {bench.dueOn && bench.projectedOn > bench.dueOn && ' · after its due day'}
                  </span>,
                ]
              : null,
            bench.rushSetBy
              ? [
                  'Rush',
                  `${instant(bench.rushSetBy.at)} · ${bench.rushSetBy.by}${bench.rushSetBy.reason ? `: ${bench.rushSetBy.reason}` : ''}`,
                ]
              : null,
          ]}
        />
        {(bench.lenses ?? []).map((lens) => (
          <LensBlock key={lens.id} lens={lens} bench={bench} reload={reload} mayWork={mayWork} />
        ))}
      </div>
    </Panel>
  );
}

const isOpen = (status: string): boolean => !['PASSED', 'SHIPPED', 'DISPENSED', 'CANCELLED'].includes(status);

function LensBlock({ lens, bench, reload, mayWork }: Part & { lens: Lens; mayWork: boolean }) {
  const steps = bench.steps.filter(({ eye }) => eye === lens.eye);
  const { carrier } = lens;
  return (
    <section aria-label={`${lens.eye} lens`} className="space-y-1 border-line border-t pt-2">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="font-medium">{lens.eye}</h3>
        <Badge code={lens.stage} />
        <span className="text-ink-soft text-xs">{lens.blankSku ?? 'no listed blank'}</span>
        {mayWork && lens.blankSku && ['ALLOCATED', 'PICKED', 'CONSUMED'].includes(lens.blankStatus) && (
          <BlankDialog lens={lens} bench={bench} reload={reload} />
        )}
      </div>
      {carrier && (
        <p className="text-xs">
          Blank{carrier.lot && ` lot ${carrier.lot}`}
          {carrier.serial && `, serial ${carrier.serial}`}
          {carrier.powerError && `, off by ${power(carrier.powerError)} D`}
          {carrier.measuredThicknessMm && `, ${mm(carrier.measuredThicknessMm)} mm thick`}
          {carrier.measuredBase && `, base measured ${carrier.measuredBase}`}
          {carrier.correctedBackCurve && (
            <strong>
              {' '}
              → back {carrier.correctedBackCurve} instead of {lens.backCurve}, tool {carrier.correctedToolCurve}
            </strong>
          )}
        </p>
      )}
      <ol className="text-xs">
        {steps.map((step) => (
          <li key={step.id} className={step.outcome === 'UNDONE' ? 'line-through opacity-60' : ''}>
            {sayCode(step.stage)} at {step.station}
            {step.batchNumber && ` · ${step.batchNumber}${step.lot ? `, lot ${step.lot}` : ''}`}
            {step.attempt > 1 && ` · blank ${step.attempt}`}
            <span className="text-ink-soft">
              {' '}
              {instant(step.startedAt)} · {step.operator}
            </span>
            {step.outcome && step.outcome !== 'GOOD' && (
              <span className="text-bad">
                {' '}
                {sayCode(step.outcome)}
                {step.reason && `: ${sayCode(step.reason)}`}
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function BlankDialog({ lens, bench, reload }: Part & { lens: Lens }) {
  const { act } = useAct();
  const [form, setForm] = useState({
    sku: '',
    lot: lens.carrier?.lot ?? '',
    serial: lens.carrier?.serial ?? '',
    powerError: '',
    measuredBase: '',
    measuredThicknessMm: '',
  });
  const set = (name: keyof typeof form) => ({
    value: form[name],
    onChange: (e: { target: { value: string } }) => setForm((now) => ({ ...now, [name]: e.target.value })),
  });
  const orNull = (text: string) => text.trim() || null;
  return (
    <FormDialog
      trigger={
        <Button tone="plain" className="h-6">
          {lens.carrier ? 'Blank again' : 'Scan blank'}
        </Button>
      }
      title={`Blank of the ${lens.eye} lens`}
      consequence={`It must be ${lens.blankSku}. Another one is refused before it is cut.`}
      submit="Keep"
      onSubmit={async () => {
        const done = await act(
          recordBlank,
          {
            input: {
              jobId: bench.id,
              eye: lens.eye,
              sku: form.sku,
              lot: orNull(form.lot),
              serial: orNull(form.serial),
              powerError: orNull(form.powerError),
              measuredBase: orNull(form.measuredBase),
              measuredThicknessMm: orNull(form.measuredThicknessMm),
            },
          },
          { done: 'The blank is on record.' },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="Envelope" hint="Scan the code on the envelope.">
        <TextInput required autoFocus {...set('sku')} />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Lot">
          <TextInput {...set('lot')} />
        </Field>
        <Field label="Serial number">
          <TextInput {...set('serial')} />
        </Field>
        {lens.kind === 'FINISHED' ? (
          <Field label="Power off its label, D" hint="Signed, such as +0.06.">
            <TextInput inputMode="text" placeholder="+0.00" {...set('powerError')} />
          </Field>
        ) : (
          <Field label="Base as measured, D at 1.530">
            <TextInput inputMode="decimal" {...set('measuredBase')} />
          </Field>
        )}
        <Field label="Thickness as measured, mm">
          <TextInput inputMode="decimal" {...set('measuredThicknessMm')} />
        </Field>
      </div>
    </FormDialog>
  );
}

function ReworkDialog({ bench, reload }: Part) {
  const { act } = useAct();
  const made = (bench.lenses ?? []).map(({ eye }) => eye);
  const [eyes, setEyes] = useState('OD');
  const [reasonCode, setReason] = useState('WAVE');
  const [note, setNote] = useState('');
  return (
    <FormDialog
      trigger={<Button>Rework</Button>}
      title="Rework a lens"
      consequence="It keeps its blank and goes back to the stage you scan next; the other lens stays where it is. The station it failed at answers for it."
      submit="Send to rework"
      onSubmit={async () => {
        const done = await act(
          reworkLens,
          { jobId: bench.id, eyes: eyes === 'OU' ? made : [eyes], reasonCode, note: note.trim() || null },
          { done: 'In rework: scan it into the stage that corrects it.' },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="Lens">
        <Select
          value={eyes}
          onChange={(e) => setEyes(e.target.value)}
          options={[...made.map((eye) => ({ value: eye, label: eye })), { value: 'OU', label: 'Both' }]}
        />
      </Field>
      <Field label="Reason">
        <Select
          value={reasonCode}
          onChange={(e) => setReason(e.target.value)}
          options={[
            'WAVE',
            'SCRATCH',
            'SPH',
            'CYL',
            'AXIS',
            'PRISM',
            'COAT_DEFECT',
            'TINT_MISMATCH',
            'LENS_LARGE_STRESS',
            'BEVEL',
            'DRILL',
          ].map((value) => ({
            value,
            label: sayCode(value),
          }))}
        />
      </Field>
      <Field label="Note">
        <TextInput value={note} onChange={(e) => setNote(e.target.value)} />
      </Field>
    </FormDialog>
  );
}

function RushDialog({ bench, reload }: Part) {
  const { act } = useAct();
  const { roles } = useSession();
  const [reason, setReason] = useState('');
  const [override, setOverride] = useState(false);
  return (
    <FormDialog
      trigger={<Button>{bench.rush ? 'No rush' : 'Rush'}</Button>}
      title={bench.rush ? 'Take it out of the rush class' : 'Put it into the rush class'}
      consequence={
        bench.rush
          ? 'It queues by its due day again.'
          : 'It goes before all other work and is due at an hour. The class is small: above its share of the open work it is refused.'
      }
      submit={bench.rush ? 'Take out' : 'Put in'}
      onSubmit={async () => {
        const done = await act(
          setLabRush,
          { jobId: bench.id, rush: !bench.rush, reason: reason.trim() || null, override },
          { done: bench.rush ? 'No longer rush.' : 'It is rush now.' },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="Reason">
        <TextInput value={reason} onChange={(e) => setReason(e.target.value)} />
      </Field>
      {!bench.rush && roles.includes('admin') && (
        <label className="flex items-center gap-1.5">
          <input type="checkbox" checked={override} onChange={(e) => setOverride(e.target.checked)} />
          Go over the share; the reason is kept
        </label>
      )}
    </FormDialog>
  );
}
