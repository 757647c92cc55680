import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { useLoad, useReloadOn } from '../../graph/load.ts';
import type { FragmentOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { Facts, Panel, usePageTitle } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { count, instant, sayCode } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import { ScanBox } from '../../kit/scan-box.tsx';
import { DetailSkeleton, EmptyState, ProblemState } from '../../kit/states.tsx';
import { useSession } from '../../session/session.tsx';
import {
  abandonLabBatch,
  addTrayToBatch,
  batchesQuery,
  type batchFields,
  finishLabBatch,
  openLabBatch,
  removeTrayFromBatch,
  startLabBatch,
} from './batches.documents.ts';
import { stationsQuery } from './bench.documents.ts';

type Batch = FragmentOf<typeof batchFields>;

/** What is being loaded, what runs, and what came out: one card per batch, the open ones with a scan box. */
export function BatchesScreen() {
  usePageTitle('Coating batches');
  const { may } = useSession();
  const { data, problem, reload } = useLoad(batchesQuery, { status: null, first: 50 });
  useReloadOn('labBoard', (event) => event.kind === 'CHANGED' || event.kind === 'MOVED', reload);
  const batches = data?.labBatches.edges.map(({ node }) => node) ?? [];
  const current = batches.filter(({ status }) => status === 'OPEN' || status === 'RUNNING');
  const done = batches.filter(({ status }) => status !== 'OPEN' && status !== 'RUNNING');
  if (!data) return problem ? <ProblemState problem={problem} onRetry={reload} /> : <DetailSkeleton />;
  return (
    <div className="space-y-4 p-4 lg:p-6">
      <header className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <Go to="/lab" className="text-xs">
            ← Lab board
          </Go>
          <h1 className="text-xl">Coating batches</h1>
        </div>
        {may('workLab') && <OpenDialog reload={reload} />}
      </header>
      {current.length === 0 && (
        <EmptyState title="Nothing is being loaded.">
          <p>Open a batch at a machine, then scan the trays that go in together.</p>
        </EmptyState>
      )}
      <div className="grid items-start gap-4 xl:grid-cols-2">
        {current.map((batch) => (
          <CurrentBatch key={batch.id} batch={batch} reload={reload} mayWork={may('workLab')} />
        ))}
      </div>
      {done.length > 0 && <DoneBatches batches={done} />}
    </div>
  );
}

function OpenDialog({ reload }: { reload: () => void }) {
  const { act } = useAct();
  const { data } = useLoad(stationsQuery, {});
  const machines = (data?.labStations ?? []).filter((one) => one.active && one.batchKinds.length > 0);
  const [machine, setMachine] = useState('');
  const [kind, setKind] = useState('');
  const [lot, setLot] = useState('');
  const chosen = machines.find(({ code }) => code === machine) ?? machines[0];
  const kinds = chosen?.batchKinds ?? [];
  const chosenKind = kinds.find((one) => one === kind) ?? kinds[0];
  return (
    <FormDialog
      trigger={<Button tone="primary">Open a batch</Button>}
      title="Open a batch"
      consequence="Trays are scanned into it until it is started. The lot can be named now or at the start."
      submit="Open"
      onSubmit={async () => {
        if (!chosen || !chosenKind) return false;
        const opened = await act(
          openLabBatch,
          { station: chosen.code, kind: chosenKind, lot: lot.trim() || null },
          { done: (batch) => `${batch.number} is open. Scan the trays.` },
        );
        if (opened) reload();
        return opened !== null;
      }}
    >
      <Field label="Machine">
        <Select
          value={chosen?.code ?? ''}
          onChange={(e) => setMachine(e.target.value)}
          options={machines.map(({ code, name }) => ({ value: code, label: name }))}
        />
      </Field>
      <Field label="What is put on">
        <Select
          value={chosenKind ?? ''}
          onChange={(e) => setKind(e.target.value)}
          options={kinds.map((one) => ({ value: one, label: kindName(one) }))}
        />
      </Field>
      <Field label="Lot of coating or dye" hint="As printed on the container.">
        <TextInput value={lot} onChange={(e) => setLot(e.target.value)} />
      </Field>
    </FormDialog>
  );
}

const kindNames: Record<string, string> = {
  AR: 'Anti-reflection',
  HARD_COAT: 'Hard coat',
  TINT: 'Tint',
  MIRROR: 'Mirror',
};
const kindName = (kind: string): string => kindNames[kind] ?? sayCode(kind);

function CurrentBatch({ batch, reload, mayWork }: { batch: Batch; reload: () => void; mayWork: boolean }) {
  const { act, busy } = useAct();
  const isOpen = batch.status === 'OPEN';
  return (
    <Panel
      title={[batch.number, kindName(batch.kind), batch.machineName, batch.colour].filter(Boolean).join(' · ')}
      actions={
        <>
          <span className="self-center">
            <Badge code={batch.status} tone={isOpen ? 'accent' : 'warn'} />
          </span>
          {mayWork && isOpen && batch.lensCount > 0 && <StartDialog batch={batch} reload={reload} />}
          {mayWork && isOpen && batch.lensCount === 0 && (
            <Button
              busy={busy}
              onClick={async () => {
                if (await act(abandonLabBatch, { batchId: batch.id }, { done: `${batch.number} is closed.` })) reload();
              }}
            >
              Close unused
            </Button>
          )}
          {mayWork && !isOpen && (
            <>
              <Button
                tone="primary"
                busy={busy}
                onClick={async () => {
                  const done = await act(
                    finishLabBatch,
                    { batchId: batch.id, good: true, reasonCode: null, remedy: null, note: null },
                    { done: `${batch.number} is good: its trays go on.` },
                  );
                  if (done) reload();
                }}
              >
                Good
              </Button>
              <FailDialog batch={batch} reload={reload} />
            </>
          )}
        </>
      }
    >
      <div className="space-y-3">
        <Facts
          items={[
            [
              'Lenses',
              `${count(batch.lensCount)}${batch.capacity ? ` of ${count(batch.capacity)}` : ''} in ${count(batch.trayCount)} trays`,
            ],
            ['Lot', batch.lot ?? 'not named yet'],
            ['Opened', `${instant(batch.openedAt)} · ${batch.openedBy}`],
            batch.startedAt ? ['Started', `${instant(batch.startedAt)} · ${batch.startedBy ?? ''}`] : null,
          ]}
        />
        {mayWork && isOpen && <TrayScan batch={batch} reload={reload} />}
        <Trays batch={batch} reload={reload} mayWork={mayWork && isOpen} />
      </div>
    </Panel>
  );
}

/** Scan tray after tray. When a pair would be split, the reason is asked for and the tray is scanned again. */
function TrayScan({ batch, reload }: { batch: Batch; reload: () => void }) {
  const { act } = useAct();
  const [reason, setReason] = useState('');
  const [asksReason, setAsksReason] = useState(false);
  return (
    <div className="space-y-2">
      {asksReason && (
        <Field label="Why the pair is split" hint="Kept with the lens. Then scan the tray again.">
          <TextInput value={reason} onChange={(e) => setReason(e.target.value)} />
        </Field>
      )}
      <ScanBox
        label={`Tray into ${batch.number}`}
        autoFocus={false}
        placeholder="Scan a tray"
        onScan={async (trayCode) => {
          let refusal = '';
          const added = await act(
            addTrayToBatch,
            { batchId: batch.id, trayCode, eyes: null, splitReason: reason.trim() || null },
            {
              onRefusal: (no) => {
                refusal = no.message;
                if (no.code === 'PAIR_SPLIT') setAsksReason(true);
              },
            },
          );
          if (!added) return { ok: false, message: refusal || 'The server did not answer. Scan again.' };
          setReason('');
          setAsksReason(false);
          reload();
          return { ok: true, message: `${trayCode} is in: ${count(added.lensCount)} lenses.` };
        }}
      />
    </div>
  );
}

function Trays({ batch, reload, mayWork }: { batch: Batch; reload: () => void; mayWork: boolean }) {
  const { act, busy } = useAct();
  const jobs = [...new Map(batch.lenses.map((lens) => [lens.job.id, lens.job])).values()];
  if (jobs.length === 0) return null;
  return (
    <table className="grid-table">
      <thead>
        <tr>
          <th scope="col">Tray</th>
          <th scope="col">Lenses</th>
          <th scope="col">Design</th>
          <th scope="col">{mayWork ? 'Take out' : 'Split because'}</th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => {
          const lenses = batch.lenses.filter((lens) => lens.job.id === job.id);
          const split = lenses.find(({ splitReason }) => splitReason)?.splitReason;
          return (
            <tr key={job.id}>
              <td>
                <Go to={`/lab/jobs/${job.number}`}>{job.trayCode ?? job.number}</Go>
              </td>
              <td>{lenses.map(({ eye }) => eye).join(' + ')}</td>
              <td>{job.designName}</td>
              <td>
                {split && <span className="text-warn">{split} </span>}
                {mayWork && (
                  <Button
                    tone="plain"
                    className="h-6"
                    busy={busy}
                    aria-label={`Take out: ${job.number} of ${batch.number}`}
                    onClick={async () => {
                      if (await act(removeTrayFromBatch, { batchId: batch.id, jobId: job.id })) reload();
                    }}
                  >
                    Take out
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function StartDialog({ batch, reload }: { batch: Batch; reload: () => void }) {
  const { act } = useAct();
  const [lot, setLot] = useState(batch.lot ?? '');
  return (
    <FormDialog
      trigger={<Button tone="primary">Start</Button>}
      title={`Start ${batch.number}`}
      consequence={`${count(batch.lensCount)} lenses go into ${batch.machineName}. Nothing joins or leaves until it is finished.`}
      submit="Start the machine"
      onSubmit={async () => {
        const started = await act(
          startLabBatch,
          { batchId: batch.id, lot: lot.trim() || null },
          { done: `${batch.number} runs.` },
        );
        if (started) reload();
        return started !== null;
      }}
    >
      <Field label="Lot of coating or dye">
        <TextInput value={lot} onChange={(e) => setLot(e.target.value)} required />
      </Field>
    </FormDialog>
  );
}

function FailDialog({ batch, reload }: { batch: Batch; reload: () => void }) {
  const { act } = useAct();
  const [reasonCode, setReason] = useState(batch.kind === 'TINT' ? 'TINT_MISMATCH' : 'COAT_DEFECT');
  const [remedy, setRemedy] = useState<'SPOIL' | 'REWORK'>('SPOIL');
  const [note, setNote] = useState('');
  return (
    <FormDialog
      trigger={<Button tone="danger">Failed</Button>}
      title={`${batch.number} failed`}
      consequence={
        remedy === 'SPOIL'
          ? `All ${batch.lensCount} lenses are written off, each in its job, and new blanks are reserved. This cannot be undone.`
          : `All ${batch.lensCount} lenses are stripped and coated again; their trays go to rework.`
      }
      submit={remedy === 'SPOIL' ? `Write off ${batch.lensCount} lenses` : 'Send to rework'}
      tone="danger"
      onSubmit={async () => {
        const done = await act(
          finishLabBatch,
          { batchId: batch.id, good: false, reasonCode, remedy, note: note.trim() || null },
          { done: `${batch.number} is recorded as failed.` },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="Reason">
        <Select
          value={reasonCode}
          onChange={(e) => setReason(e.target.value)}
          options={['COAT_DEFECT', 'TINT_MISMATCH', 'SCRATCH'].map((value) => ({ value, label: sayCode(value) }))}
        />
      </Field>
      <Field label="What becomes of the lenses">
        <Select
          value={remedy}
          onChange={(e) => setRemedy(e.target.value as 'SPOIL' | 'REWORK')}
          options={[
            { value: 'SPOIL', label: 'Written off, new blanks' },
            { value: 'REWORK', label: 'Stripped and done again' },
          ]}
        />
      </Field>
      <Field label="Note">
        <TextInput value={note} onChange={(e) => setNote(e.target.value)} />
      </Field>
    </FormDialog>
  );
}

function DoneBatches({ batches }: { batches: readonly Batch[] }) {
  return (
    <Panel title="Before" flush>
      <table className="grid-table">
        <thead>
          <tr>
            {['Batch', 'Machine', 'Lot', 'Lenses', 'Finished', 'Outcome'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {batches.map((batch) => (
            <tr key={batch.id}>
              <td>
                {batch.number} <span className="text-ink-soft">{kindName(batch.kind)}</span>
              </td>
              <td>{batch.machineName}</td>
              <td>{batch.lot ?? '—'}</td>
              <td className="tabular">{count(batch.lensCount)}</td>
              <td>
                {instant(batch.finishedAt)}{' '}
                {batch.finishedBy && <span className="text-ink-soft">· {batch.finishedBy}</span>}
              </td>
              <td>
                <Badge
                  code={batch.status}
                  tone={batch.status === 'GOOD' ? 'good' : batch.status === 'FAILED' ? 'bad' : 'neutral'}
                />
                {batch.failureReason &&
                  ` ${sayCode(batch.failureReason)}, ${batch.remedy === 'SPOIL' ? 'written off' : 'done again'}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
