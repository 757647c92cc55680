import { useEffect, useRef, useState } from 'react';
import { type RefusalShape, useAct } from '../../graph/act.ts';
import { useLoad } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/controls.tsx';
import { Facts, History, IssueList, Panel } from '../../kit/detail.tsx';
import { instant, mm, sayCode } from '../../kit/format.ts';
import { ProblemState, Skeleton } from '../../kit/states.tsx';
import { toast } from '../../kit/toast.tsx';
import { useSession } from '../../session/session.tsx';
import { importLabResult, importLabTrace, labEquipmentQuery } from './equipment.documents.ts';
import { fileAsBase64 } from './file-as-base64.ts';
import type { JobPart } from './job.types.ts';
import { OutsideLabPart } from './outside-lab-part.tsx';

type Equipment = NonNullable<ResultOf<typeof labEquipmentQuery>['labEquipment']>;

/** Files for machines and what machines say: the trace of the frame, reports, exchanges, and the lenses that another lab makes. */
export function EquipmentPanel({ job, reload }: JobPart) {
  const { may } = useSession();
  const loaded = useLoad(labEquipmentQuery, { jobId: job.id, values: may('seeLabValues') });
  const again = loaded.reload;
  const seen = useRef(job.version);
  // The screen reloads its job on every live event; this panel follows the job's version.
  useEffect(() => {
    if (seen.current === job.version) return;
    seen.current = job.version;
    again();
  }, [job.version, again]);
  const equipment = loaded.data?.labEquipment;
  const changed = () => {
    again();
    reload();
  };
  return (
    <Panel title="Equipment">
      {!equipment && loaded.problem && <ProblemState problem={loaded.problem} onRetry={again} />}
      {!equipment && !loaded.problem && <Skeleton className="h-24" />}
      {equipment && (
        <div className="space-y-5">
          <Files equipment={equipment} />
          <TracePart equipment={equipment} mayWork={may('workLab')} changed={changed} />
          <OutsideLabPart job={job} equipment={equipment} mayWork={may('workLab')} changed={changed} />
          {equipment.results && <Reports equipment={equipment} mayWork={may('workLab')} changed={changed} />}
          <Exchanges equipment={equipment} />
        </div>
      )}
    </Panel>
  );
}

export interface EquipmentPart {
  equipment: Equipment;
  mayWork: boolean;
  changed: () => void;
}

function Files({ equipment }: { equipment: Equipment }) {
  if (equipment.files.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-ink-soft text-xs">DCS/OMA files</span>
      {equipment.files.map((file) => (
        <a key={file.kind} className="btn h-7" href={file.url}>
          {file.label}
        </a>
      ))}
    </div>
  );
}

function TracePart({ equipment, mayWork, changed }: EquipmentPart) {
  const { act, busy } = useAct();
  const [refusal, setRefusal] = useState<RefusalShape | null>(null);
  const present = equipment.traces.find((trace) => trace.isPresent);
  const earlier = equipment.traces.filter((trace) => !trace.isPresent);
  const take = async (file: File) => {
    setRefusal(null);
    const variables = { jobId: equipment.jobId, fileName: file.name, contentBase64: await fileAsBase64(file) };
    const done = await act(importLabTrace, variables, {
      done:
        equipment.tracePurpose === 'CALCULATION'
          ? 'Trace taken. The job is calculated anew.'
          : 'Trace taken for the edger; the lenses stay as they are.',
      onRefusal: setRefusal,
    });
    if (done) changed();
  };
  return (
    <section aria-label="Trace of the frame" className="space-y-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium">Trace of the frame</h3>
        {mayWork && equipment.tracePurpose && (
          <FileButton label={present ? 'Replace by file' : 'Import trace file'} busy={busy} onFile={take} />
        )}
      </div>
      {refusal && (
        <div className="rounded bg-bad-soft px-3 py-2 text-bad" role="alert">
          <p className="font-medium">{refusal.message}</p>
          {refusal.issues.length > 0 && <IssueList issues={refusal.issues} />}
        </div>
      )}
      {!present && <p className="text-ink-soft">Not traced; the sizes are those of the catalogue.</p>}
      {present && (
        <>
          <Facts
            items={[
              ['A × B', `${mm(present.eyeSizeMm, 2)} × ${mm(present.lensHeightMm, 2)}`],
              ['DBL', present.dblMm ? mm(present.dblMm, 2) : 'as ordered'],
              ['Circumference', mm(present.circumferenceMm, 2)],
              [
                'Right and left',
                present.syntheticEye
                  ? `${present.syntheticEye} mirrors the other`
                  : `differ by ${mm(present.sidesDifferMm, 2)}`,
              ],
              [
                'Used for',
                present.purpose === 'CALCULATION' ? 'calculation and edging' : 'edging only (lenses were picked)',
              ],
              ['Taken', `${instant(present.takenAt)}, ${present.device ?? present.takenBy}`],
              [
                'File',
                <a key="file" className="underline" href={`/lab/traces/${present.id}.oma`}>
                  {present.fileName ?? 'as the tracer sent it'}
                </a>,
              ],
            ]}
          />
          {present.warnings.length > 0 && <IssueList issues={present.warnings} />}
        </>
      )}
      {earlier.length > 0 && (
        <p className="text-ink-soft text-xs">
          {earlier.length} earlier {earlier.length === 1 ? 'trace' : 'traces'}, the last of{' '}
          {instant(earlier[0]?.takenAt)}.
        </p>
      )}
    </section>
  );
}

function Reports({ equipment, mayWork, changed }: EquipmentPart) {
  const { act, busy } = useAct();
  const results = equipment.results ?? [];
  const take = async (file: File) => {
    const variables = { jobId: equipment.jobId, contentBase64: await fileAsBase64(file) };
    if (await act(importLabResult, variables, { done: 'Report kept.' })) changed();
  };
  return (
    <section aria-label="Reports of machines" className="space-y-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium">Reports of machines</h3>
        {mayWork && <FileButton label="Import report file" busy={busy} onFile={take} />}
      </div>
      {results.length === 0 && <p className="text-ink-soft">None yet.</p>}
      {results.map((result) => (
        <div key={result.id} className="rounded border border-line px-3 py-2">
          <p>
            <Badge
              code={result.status === 0 ? 'DONE' : 'REPORTED'}
              label={result.statusText ?? 'No status'}
              tone={result.status === 0 ? 'good' : 'bad'}
            />{' '}
            {result.device ?? result.takenBy}, {instant(result.takenAt)}
          </p>
          {result.values.length > 0 && (
            <table className="mt-1 w-full text-sm">
              <thead>
                <tr className="text-left text-ink-soft text-xs">
                  <th className="font-normal">Measured</th>
                  <th className="font-normal">OD</th>
                  <th className="font-normal">OS</th>
                </tr>
              </thead>
              <tbody>
                {result.values.map((value) => (
                  <tr key={value.label}>
                    <td>{value.name}</td>
                    <td>{value.od ?? '–'}</td>
                    <td>{value.os ?? '–'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {result.remarks.map((remark) => (
            <p key={remark} className="text-ink-soft text-xs">
              {remark}
            </p>
          ))}
        </div>
      ))}
    </section>
  );
}

function Exchanges({ equipment }: { equipment: Equipment }) {
  return (
    <section aria-label="Exchanges with machines" className="space-y-2">
      <h3 className="font-medium">Exchanges with machines</h3>
      <History
        empty="No machine has asked for this job."
        entries={equipment.exchanges.map((exchange) => ({
          key: exchange.id,
          at: instant(exchange.at),
          what: (
            <>
              {exchange.request}: {exchange.statusText ?? sayCode(exchange.outcome)}
              {exchange.outcome !== 'ANSWERED' && ` (${sayCode(exchange.outcome).toLowerCase()})`}
              {exchange.detail && <span className="text-ink-soft">, {exchange.detail}</span>}
            </>
          ),
          who:
            [exchange.vendor, exchange.model, exchange.machineId, exchange.operator].filter(Boolean).join(' ') ||
            'unnamed',
        }))}
      />
    </section>
  );
}

/** Larger files are no traces; the server would say so after the upload. */
const MAX_BYTES = 1_000_000;

function FileButton({ label, busy, onFile }: { label: string; busy: boolean; onFile: (file: File) => Promise<void> }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        className="sr-only"
        tabIndex={-1}
        aria-label={label}
        accept=".oma,.vca,.dcs,.trc,.txt,text/plain"
        onChange={async (event) => {
          const file = event.target.files?.[0];
          // The same file may be chosen again after it was mended.
          event.target.value = '';
          if (!file) return;
          if (file.size > MAX_BYTES) toast.bad('This file is larger than a megabyte. Export one job only.', []);
          else await onFile(file);
        }}
      />
      <Button className="h-7" busy={busy} onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  );
}
