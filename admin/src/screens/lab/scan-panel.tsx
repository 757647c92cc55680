import { useEffect, useRef, useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { useLoad } from '../../graph/load.ts';
import type { FragmentOf } from '../../graph/tada.ts';
import { Button, Field, Select } from '../../kit/controls.tsx';
import { sayCode } from '../../kit/format.ts';
import { ScanBox } from '../../kit/scan-box.tsx';
import { stationsQuery, undoLabScan } from './bench.documents.ts';
import { scanTray } from './lab.documents.ts';
import type { labCard } from './lab-card.documents.ts';
import { readScan, stationOf } from './scan-code.ts';

type Job = FragmentOf<typeof labCard>;
type Status = Job['status'];

/** How long the button that takes a scan back is offered; the server knows the real limit. */
const UNDO_SHOWN_MS = 110_000;

/**
 * Stand at a station, scan tray after tray. A station that scans one stage needs no choice; a scan of a station's or a stage's label
 * changes it without a hand on the mouse. `/` goes to the field.
 */
export function ScanPanel(props: { station: string; onStation: (name: string) => void; onMoved: (job: Job) => void }) {
  const { act } = useAct();
  const { data } = useLoad(stationsQuery, {});
  const stations = (data?.labStations ?? []).filter(({ active }) => active);
  const station = stationOf(stations, props.station);
  const statuses = station?.statuses ?? [];
  const [chosen, setChosen] = useState<Status>('PICKED');
  const to = statuses.includes(chosen) ? chosen : (statuses[0] ?? chosen);
  const [last, setLast] = useState<Job | null>(null);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!last) return;
    const timer = setTimeout(() => setLast(null), UNDO_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [last]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key !== '/' || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
      event.preventDefault();
      box.current?.querySelector('input')?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  async function scan(code: string) {
    const read = readScan(code, stations);
    if (read.kind === 'station') {
      props.onStation(read.station.name);
      return { ok: true, message: `This is ${read.station.name} now.` };
    }
    if (read.kind === 'stage') {
      if (!statuses.includes(read.status))
        return {
          ok: false,
          message: `${station?.name ?? 'This station'} does not scan ${sayCode(read.status).toLowerCase()}.`,
        };
      setChosen(read.status);
      return { ok: true, message: `Scans now move to ${sayCode(read.status).toLowerCase()}.` };
    }
    let refusal = '';
    const moved = await act(
      scanTray,
      { trayCode: read.trayCode, to, station: station?.code ?? props.station, note: null },
      {
        onRefusal: (no) => {
          refusal = [no.message, ...no.issues.map((issue) => issue.message)].join(' ');
        },
      },
    );
    if (!moved) return { ok: false, message: refusal || 'The server did not answer. Scan again.' };
    props.onMoved(moved);
    setLast(moved);
    return { ok: true, message: `${moved.trayCode ?? moved.number} → ${sayCode(moved.status)}` };
  }

  async function undo() {
    if (!last) return;
    const back = await act(
      undoLabScan,
      { jobId: last.id },
      { done: (job) => `${job.number} is back in ${sayCode(job.status).toLowerCase()}.` },
    );
    if (back) props.onMoved(back);
    setLast(null);
  }

  return (
    <details className="mx-4 mb-3 rounded-lg border border-line bg-raised lg:mx-6" open>
      <summary className="px-3 py-2 font-medium">Scan trays</summary>
      <div className="grid gap-4 border-line border-t p-3 md:grid-cols-[14rem_14rem_minmax(0,1fr)]">
        <Field label="Station">
          <Select
            className="h-14 text-base"
            value={station?.name ?? ''}
            onChange={(e) => props.onStation(e.target.value)}
            options={[
              ...(station ? [] : [{ value: '', label: 'Choose the station' }]),
              ...stations.map(({ name }) => ({ value: name, label: name })),
            ]}
          />
        </Field>
        <Field label="Move to">
          <Select
            className="h-14 text-base"
            value={to}
            disabled={statuses.length < 2}
            onChange={(e) => setChosen(e.target.value as Status)}
            options={(statuses.length > 0 ? statuses : [to]).map((status) => ({
              value: status,
              label: sayCode(status),
            }))}
          />
        </Field>
        <div ref={box} className="space-y-2">
          <ScanBox label="Tray code" autoFocus={false} placeholder="Scan a tray" onScan={scan} />
          {last && (
            <Button onClick={() => void undo()}>
              Take back {last.trayCode ?? last.number} → {sayCode(last.status)}
            </Button>
          )}
        </div>
      </div>
    </details>
  );
}
