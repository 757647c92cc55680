import { remakeReasons } from '@opticworks/optics/lab';
import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { useLoad, useReloadOn } from '../../graph/load.ts';
import type { FragmentOf, ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { Columns, DetailHeader, DetailScreen, Facts, History, IssueList, Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { axis, day, due, instant, mm, power, sayCode } from '../../kit/format.ts';
import { Go, useAddressPart } from '../../kit/go.tsx';
import { useSession } from '../../session/session.tsx';
import { InspectionTable } from './inspection-table.tsx';
import {
  holdLabJob,
  labJobQuery,
  type lensWork,
  moveLabJob,
  releaseHold,
  reportBreakage,
  startRemake,
} from './lab.documents.ts';
import { LensDrawing } from './lens-drawing.tsx';
import { stationName } from './station.ts';

type Job = NonNullable<ResultOf<typeof labJobQuery>['labJob']>;
type Lens = FragmentOf<typeof lensWork>;

const holdReasons = ['CUSTOMER_QUESTION', 'PRICE_APPROVAL', 'RX_VERIFICATION', 'FRAME_AWAITED', 'STOCK_OUT'] as const;
const breakageReasons = [
  'SCRATCH',
  'EDGE_CHIP',
  'STAR_CRACK',
  'COAT_DEFECT',
  'TINT_MISMATCH',
  'INCLUSION',
  'WAVE',
  'BEVEL',
  'DRILL',
  'LENS_LARGE_STRESS',
  'BLANK_DEFECT',
  'SPH',
  'CYL',
  'AXIS',
  'PRISM',
];
const asOption = (code: string) => ({ value: code, label: sayCode(code) });

export function JobScreen() {
  const number = useAddressPart('number');
  const { may } = useSession();
  const loaded = useLoad(labJobQuery, { number, values: may('seeLabValues') });
  useReloadOn('labBoard', (event) => event.job.number === number, loaded.reload);
  return (
    <DetailScreen loaded={loaded} pick={(data) => data.labJob} missing={`There is no lab job ${number}.`}>
      {(job) => <JobView job={job} reload={loaded.reload} />}
    </DetailScreen>
  );
}

function JobView({ job, reload }: { job: Job; reload: () => void }) {
  const { may } = useSession();
  const { act, busy } = useAct();
  const mayWork = may('workLab');
  const isMade = ['PASSED', 'SHIPPED', 'DISPENSED'].includes(job.status);
  const isAtWork = ['PICKED', 'SURFACING', 'COATING', 'FINISHING', 'INSPECTION', 'REWORK'].includes(job.status);
  return (
    <>
      <DetailHeader
        back={{ to: '/lab', label: '← Lab board' }}
        title={`Job ${job.number}`}
        badges={
          <>
            <Badge code={job.status} />
            {job.late && <Badge code="LATE" label="Late" tone="bad" />}
            {job.rush && <Badge code="RUSH" label="Rush" tone="warn" />}
            {job.isRemake && <Badge code="REMAKE" label="Remake" tone="warn" />}
          </>
        }
        sub={
          <>
            {job.trayCode ? `Tray ${job.trayCode}` : 'No tray yet'} · order{' '}
            <Go to={`/orders/${job.orderNumber}`}>{job.orderNumber}</Go>
            {job.dueOn && ` · due ${day(job.dueOn)} (${due(job.dueOn)})`}
          </>
        }
        actions={
          <>
            {may('seeLabValues') && (
              <>
                <a className="btn" href={job.ticketUrl} target="_blank" rel="noreferrer">
                  Job ticket
                </a>
                <a className="btn" href={job.traceFileUrl}>
                  Equipment file
                </a>
              </>
            )}
            {mayWork && job.status === 'INSPECTION' && (
              <Go plain to={`/lab/jobs/${job.number}/inspection`} className="btn btn-primary">
                Inspect
              </Go>
            )}
            {mayWork &&
              job.nextStatuses
                .filter((status) => !(job.status === 'INSPECTION' && ['PASSED', 'REWORK'].includes(status)))
                .map((status) => (
                  <Button
                    key={status}
                    busy={busy}
                    tone={['CANCELLED', 'SPOILED'].includes(status) ? 'danger' : 'quiet'}
                    onClick={async () => {
                      if (
                        await act(
                          moveLabJob,
                          { id: job.id, to: status, station: stationName(), note: null },
                          { done: `Moved to ${sayCode(status).toLowerCase()}.` },
                        )
                      )
                        reload();
                    }}
                  >
                    → {sayCode(status)}
                  </Button>
                ))}
          </>
        }
      />
      {job.holdReasons.length > 0 && (
        <section
          className="flex flex-wrap items-center gap-3 rounded bg-warn-soft px-3 py-2 text-warn"
          aria-label="Holds"
        >
          <span className="font-medium">On hold:</span>
          {job.holdReasons.map((reason) => (
            <span key={reason} className="flex items-center gap-2">
              {sayCode(reason)}
              {may(reason === 'RX_VERIFICATION' ? 'vouchForRx' : 'holdLab') && (
                <FormDialog
                  trigger={<Button className="h-7">Release</Button>}
                  title={`Release the hold “${sayCode(reason)}”?`}
                  consequence="Work on this job may go on. The house lifts most holds by itself when what was missing arrives; release by hand only when you have checked it."
                  submit="Release"
                  onSubmit={async () => {
                    const done = await act(releaseHold, { id: job.id, reason }, { done: 'Hold released.' });
                    if (done) reload();
                    return done !== null;
                  }}
                />
              )}
            </span>
          ))}
        </section>
      )}
      <Columns
        main={
          <>
            <Panel title="Frame and lenses">
              <LensDrawing
                outline={job.outlineHundredthsMm}
                eyeSizeMm={Number(job.eyeSizeMm)}
                lensHeightMm={Number(job.lensHeightMm)}
                dblMm={Number(job.dblMm)}
                lenses={job.lenses ?? []}
              />
              <p className="mt-2 text-ink-soft text-xs">
                Solid ring: the blank chosen. Dashed ring: the smallest blank that covers the shape. Cross: optical
                centre after decentration.
              </p>
            </Panel>
            {job.lenses && <CalculationPanel job={job} reload={reload} mayBreak={mayWork && isAtWork} />}
            {(job.inspections ?? []).map((inspection) => (
              <Panel
                key={inspection.id}
                title={`Inspection ${instant(inspection.at)}, ${inspection.inspector}`}
                actions={<Badge code={inspection.verdict} />}
                flush
              >
                <InspectionTable checks={inspection.checks} />
              </Panel>
            ))}
          </>
        }
        side={
          <>
            <Panel title="Order of work">
              <Facts
                items={[
                  ['Design', job.designName],
                  ['Material', job.materialName],
                  ['Treatments', job.treatmentNames.join(', ') || '—'],
                  ['Frame', `${job.frameName} (${job.frameSku})`],
                  ['Size', `${mm(job.eyeSizeMm, 0)}□${mm(job.dblMm, 0)}, B ${mm(job.lensHeightMm)}`],
                  job.pdOdMm ? ['PD', `${mm(job.pdOdMm)} / ${mm(job.pdOsMm)}`] : null,
                  job.fittingHeightMm ? ['Fitting height', mm(job.fittingHeightMm)] : null,
                  job.prescription
                    ? [
                        'Prescription',
                        <Go key="rx" to={`/prescriptions/${job.prescription.id}`}>
                          open
                        </Go>,
                      ]
                    : null,
                  job.remakeOf
                    ? [
                        'Remake of',
                        <Go key="of" to={`/lab/jobs/${job.remakeOf.number}`}>
                          {job.remakeOf.number}
                        </Go>,
                      ]
                    : null,
                  job.remakes.length > 0
                    ? [
                        'Remakes',
                        job.remakes.map((one) => (
                          <Go key={one.id} to={`/lab/jobs/${one.number}`} className="me-2">
                            {one.number}
                          </Go>
                        )),
                      ]
                    : null,
                ]}
              />
            </Panel>
            {job.calculationWarnings && job.calculationWarnings.length > 0 && (
              <Panel title="Calculation says">
                <IssueList issues={job.calculationWarnings} />
              </Panel>
            )}
            {(may('holdLab') || may('remakeLab')) && (
              <div className="flex flex-wrap gap-2">
                {may('holdLab') && !isMade && <HoldDialog job={job} reload={reload} />}
                {may('remakeLab') && isMade && <RemakeDialog job={job} reload={reload} />}
              </div>
            )}
            <Panel title="Scans">
              <History
                empty="Not scanned yet."
                entries={[...job.scans]
                  .sort((a, b) => b.at.localeCompare(a.at))
                  .map((scan) => ({
                    key: `${scan.at}:${scan.status}:${scan.eye ?? ''}`,
                    at: instant(scan.at),
                    what: (
                      <>
                        {sayCode(scan.status)} at {scan.station}
                        {scan.eye && ` (${scan.eye})`}
                        {scan.note && <span className="text-ink-soft">: {scan.note}</span>}
                      </>
                    ),
                    who: scan.operator,
                  }))}
              />
            </Panel>
          </>
        }
      />
    </>
  );
}

function CalculationPanel({ job, reload, mayBreak }: { job: Job; reload: () => void; mayBreak: boolean }) {
  const lenses: readonly Lens[] = job.lenses ?? [];
  const rows: readonly (readonly [string, (lens: Lens) => string])[] = [
    [
      'Power',
      (lens) => `${power(lens.sphere)}${lens.cylinder ? ` ${power(lens.cylinder)} ×${axis(lens.axis)}` : ' DS'}`,
    ],
    ['Add', (lens) => power(lens.add)],
    ['Prism', (lens) => lens.prescribedPrism ?? '—'],
    ['Decentration in', (lens) => `${mm(lens.decentrationInMm, 2)} mm`],
    ['Decentration up', (lens) => `${mm(lens.decentrationUpMm, 2)} mm`],
    ['Smallest blank', (lens) => `${mm(lens.minimumBlankMm)} mm`],
    ['Made from', (lens) => `${sayCode(lens.kind)}${lens.blankDiameterMm ? ` ⌀ ${mm(lens.blankDiameterMm, 0)}` : ''}`],
    ['Base / back curve', (lens) => `${mm(lens.baseCurve, 2)} / ${mm(lens.backCurve, 2)} D`],
    ['Centre thickness', (lens) => `${mm(lens.centreThicknessMm, 2)} mm`],
    ['Edge thickness', (lens) => `${mm(lens.edgeMinMm, 2)} – ${mm(lens.edgeMaxMm, 2)} mm`],
    ['Weight', (lens) => `${mm(lens.weightGrams)} g`],
    ['Blank', (lens) => `${lens.blankName ?? '—'}${lens.blankSku ? ` (${lens.blankSku})` : ''}`],
  ];
  return (
    <Panel title="Calculation" flush>
      <table className="grid-table tabular">
        <thead>
          <tr>
            <td />
            {lenses.map((lens) => (
              <th key={lens.id}>{lens.eye}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, text]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {lenses.map((lens) => (
                <td key={lens.id}>{text(lens)}</td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">Blank status</th>
            {lenses.map((lens) => (
              <td key={lens.id}>
                <Badge code={lens.blankStatus} />
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">Broken so far</th>
            {lenses.map((lens) => (
              <td key={lens.id}>
                {lens.breakages} {mayBreak && <BreakageDialog job={job} eye={lens.eye} reload={reload} />}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </Panel>
  );
}

function BreakageDialog({ job, eye, reload }: { job: Job; eye: string; reload: () => void }) {
  const { act } = useAct();
  const [reasonCode, setReason] = useState('SCRATCH');
  const [note, setNote] = useState('');
  return (
    <FormDialog
      trigger={
        <Button tone="danger" className="ms-2 h-6">
          Broke
        </Button>
      }
      title={`The ${eye} lens broke`}
      consequence="The blank is written off and another one is reserved. If none is in stock, the job waits and the buyer is told."
      submit="Write off the lens"
      tone="danger"
      onSubmit={async () => {
        const done = await act(
          reportBreakage,
          { jobId: job.id, eye, reasonCode, note: note.trim() || null },
          { done: 'Written off; another blank is on its way.' },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="Reason">
        <Select
          options={breakageReasons.map(asOption)}
          value={reasonCode}
          onChange={(e) => setReason(e.target.value)}
        />
      </Field>
      <Field label="Note">
        <TextInput value={note} onChange={(e) => setNote(e.target.value)} />
      </Field>
    </FormDialog>
  );
}

function HoldDialog({ job, reload }: { job: Job; reload: () => void }) {
  const { act } = useAct();
  const [reason, setReason] = useState<(typeof holdReasons)[number]>('CUSTOMER_QUESTION');
  const [note, setNote] = useState('');
  return (
    <FormDialog
      trigger={<Button>Put on hold</Button>}
      title="Put this job on hold"
      consequence="The tray stays where it is until the hold is released. The clock stops only while a customer is asked."
      submit="Hold"
      onSubmit={async () => {
        const done = await act(holdLabJob, { id: job.id, reason, note: note.trim() || null }, { done: 'On hold.' });
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="Reason">
        <Select
          options={holdReasons.map(asOption)}
          value={reason}
          onChange={(e) => setReason(e.target.value as typeof reason)}
        />
      </Field>
      <Field label="Note">
        <TextInput value={note} onChange={(e) => setNote(e.target.value)} />
      </Field>
    </FormDialog>
  );
}

function RemakeDialog({ job, reload }: { job: Job; reload: () => void }) {
  const { act } = useAct();
  const [reasonCode, setReason] = useState('SPH');
  const lenses: readonly Lens[] = job.lenses ?? [];
  const [eyes, setEyes] = useState<readonly string[]>(lenses.map((lens) => lens.eye));
  const [note, setNote] = useState('');
  const party = (remakeReasons as Record<string, string>)[reasonCode] ?? '';
  return (
    <FormDialog
      trigger={<Button tone="danger">Remake</Button>}
      title={`Make job ${job.number} again`}
      consequence="A new job is opened and linked to this one; new blanks are reserved."
      submit="Start remake"
      onSubmit={async () => {
        if (eyes.length === 0) return false;
        const done = await act(
          startRemake,
          { jobId: job.id, reasonCode, eyes: [...eyes], note: note.trim() || null },
          { done: (made) => `Remake ${made.number} is open.` },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="Reason" hint={`Charged to: ${sayCode(party)}`}>
        <Select
          options={Object.keys(remakeReasons).map(asOption)}
          value={reasonCode}
          onChange={(e) => setReason(e.target.value)}
        />
      </Field>
      <fieldset className="flex gap-4">
        <legend className="mb-1 font-medium text-xs">Lenses</legend>
        {lenses.map((lens) => (
          <label key={lens.id} className="flex items-center gap-1.5">
            <input
              type="checkbox"
              checked={eyes.includes(lens.eye)}
              onChange={(e) =>
                setEyes((now) => (e.target.checked ? [...now, lens.eye] : now.filter((eye) => eye !== lens.eye)))
              }
            />
            {lens.eye}
          </label>
        ))}
      </fieldset>
      <Field label="Note">
        <TextInput value={note} onChange={(e) => setNote(e.target.value)} />
      </Field>
    </FormDialog>
  );
}
