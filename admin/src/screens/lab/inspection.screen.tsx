import type { Eye } from '@opticworks/optics/prescription';
import { clsx } from 'clsx';
import { useState } from 'react';
import { type Granted, useAct } from '../../graph/act.ts';
import { useLoad } from '../../graph/load.ts';
import type { FragmentOf, ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, TextArea } from '../../kit/controls.tsx';
import { Columns, DetailHeader, DetailScreen, Panel } from '../../kit/detail.tsx';
import { axis, mm, power, prisms } from '../../kit/format.ts';
import { Go, useAddressPart } from '../../kit/go.tsx';
import {
  type EyeReading,
  emptyReading,
  mayBeRead,
  previewInspection,
  type ReadingKind,
  readPower,
} from './inspection-preview.ts';
import { InspectionTable } from './inspection-table.tsx';
import { inspectLabJob, labJobQuery, type lensWork } from './lab.documents.ts';

type Job = NonNullable<ResultOf<typeof labJobQuery>['labJob']>;
type Outcome = Granted<ResultOf<typeof inspectLabJob>>;

export function InspectionScreen() {
  const number = useAddressPart('number');
  const loaded = useLoad(labJobQuery, { number, values: true });
  return (
    <DetailScreen loaded={loaded} pick={(data) => data.labJob} missing={`There is no lab job ${number}.`}>
      {(job) => <InspectionForm key={job.id} job={job} />}
    </DetailScreen>
  );
}

const fields = [
  { name: 'sphere', label: 'Sphere', kind: 'signed' },
  { name: 'cylinder', label: 'Cylinder', kind: 'signed' },
  { name: 'axis', label: 'Axis', kind: 'axis' },
  { name: 'add', label: 'Add', kind: 'unsigned' },
  { name: 'prismIn', label: 'Prism in (+) out (−)', kind: 'number' },
  { name: 'prismUp', label: 'Prism up (+) down (−)', kind: 'number' },
  { name: 'pd', label: 'PD, mm', kind: 'number' },
  { name: 'height', label: 'Height, mm', kind: 'number' },
  { name: 'thickness', label: 'Centre thickness, mm', kind: 'number' },
] as const satisfies readonly { name: keyof EyeReading; label: string; kind: ReadingKind }[];

const problems: Record<ReadingKind, string> = {
  signed: 'A number with its sign, such as −2.25',
  unsigned: 'A number, such as 2.25',
  axis: 'Whole degrees from 1 to 180',
  number: 'A number, such as 31.5',
};

/** Ordered beside measured; the verdict of each value stands there as soon as it is typed. */
function InspectionForm({ job }: { job: Job }) {
  const { act, busy } = useAct();
  const [readings, setReadings] = useState<Record<Eye, EyeReading>>({ od: emptyReading, os: emptyReading });
  const [isClean, setClean] = useState(true);
  const [notes, setNotes] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const rx = job.prescription;
  const lenses: readonly FragmentOf<typeof lensWork>[] = job.lenses ?? [];
  const checks = previewInspection(
    {
      lenses,
      pdOdMm: job.pdOdMm ?? '0',
      pdOsMm: job.pdOsMm ?? '0',
      fittingHeightMm: job.fittingHeightMm ?? null,
      isProgressive: /progressive|varifocal/i.test(job.designName),
      prisms: { od: rx?.od?.prisms ?? [], os: rx?.os?.prisms ?? [] },
    },
    readings,
  );
  const eyes = (['od', 'os'] as const).filter((eye) => lenses.some((lens) => lens.eye.toLowerCase() === eye));
  const isReadable = eyes.every(
    (eye) =>
      readPower(readings[eye].sphere, true) !== null &&
      fields.every((field) => mayBeRead(readings[eye][field.name], field.kind)),
  );
  const failing = checks.filter((check) => !check.pass).length + (isClean ? 0 : 1);

  function nominalOf(eye: Eye, name: keyof EyeReading): string {
    const lens = lenses.find((one) => one.eye.toLowerCase() === eye);
    if (!lens) return '';
    switch (name) {
      case 'sphere':
        return power(lens.sphere);
      case 'cylinder':
        return lens.cylinder ? power(lens.cylinder) : 'DS';
      case 'axis':
        return axis(lens.axis);
      case 'add':
        return power(lens.add);
      case 'pd':
        return mm(eye === 'od' ? job.pdOdMm : job.pdOsMm);
      case 'height':
        return mm(job.fittingHeightMm);
      case 'thickness':
        return mm(lens.centreThicknessMm, 2);
      default: {
        const bases = name === 'prismIn' ? ['IN', 'OUT'] : ['UP', 'DOWN'];
        const list = (eye === 'od' ? rx?.od?.prisms : rx?.os?.prisms)?.filter((prism) => bases.includes(prism.base));
        return prisms(list);
      }
    }
  }
  const machine = (text: string) => text.trim().replace('−', '-').replace(',', '.') || null;
  const measured = (eye: Eye) => {
    // A lens that is not part of the job is not measured: the ordered value stands for it.
    const reading = readings[eye];
    const sphere = readPower(reading.sphere, true);
    const cylinder = reading.cylinder.trim() ? readPower(reading.cylinder, true) : null;
    const text = (value: number | null) =>
      value === null ? null : `${value < 0 ? '-' : '+'}${(Math.abs(value) / 1000).toFixed(3).replace(/0$/, '')}`;
    return {
      sphere: text(sphere) ?? '0.00',
      cylinder: text(cylinder),
      axis: cylinder && reading.axis.trim() ? Number(reading.axis) : null,
      add: machine(reading.add),
      prismHorizontal: machine(reading.prismIn),
      prismVertical: machine(reading.prismUp),
      pdMm: machine(reading.pd),
      heightMm: machine(reading.height),
      centreThicknessMm: machine(reading.thickness),
    };
  };

  if (outcome)
    return (
      <>
        <DetailHeader
          back={{ to: `/lab/jobs/${job.number}`, label: `← Job ${job.number}` }}
          title={outcome.inspection.verdict.toUpperCase() === 'PASS' ? 'Passed' : 'Not passed'}
          badges={<Badge code={outcome.inspection.verdict} />}
          sub={`Job ${outcome.job.number} is now ${outcome.job.status.toLowerCase().replace('_', ' ')}. Profile ${outcome.inspection.profile}.`}
          actions={
            <>
              <Go plain className="btn" to="/lab">
                Lab board
              </Go>
              <Go plain className="btn btn-primary" to={`/lab/jobs/${job.number}`}>
                Open the job
              </Go>
            </>
          }
        />
        <Panel title="Checks" flush>
          <InspectionTable checks={outcome.inspection.checks} />
        </Panel>
      </>
    );

  return (
    <form
      className="space-y-4"
      onSubmit={async (event) => {
        event.preventDefault();
        if (!isReadable) return;
        const done = await act(
          inspectLabJob,
          {
            input: {
              jobId: job.id,
              od: measured('od'),
              os: measured('os'),
              cosmeticPass: isClean,
              cosmeticNotes: notes.trim()
                ? notes
                    .split('\n')
                    .map((line) => line.trim())
                    .filter(Boolean)
                : null,
            },
          },
          {
            done: (answer) =>
              answer.inspection.verdict.toUpperCase() === 'PASS'
                ? `Job ${job.number} passed.`
                : `Job ${job.number} goes to rework.`,
          },
        );
        if (done) setOutcome(done);
      }}
    >
      <DetailHeader
        back={{ to: `/lab/jobs/${job.number}`, label: `← Job ${job.number}` }}
        title={`Inspection of ${job.number}`}
        badges={<Badge code={job.status} />}
        sub={`${job.trayCode ? `Tray ${job.trayCode} · ` : ''}${job.designName}, ${job.materialName}`}
      />
      <Columns
        main={
          <Panel title="Measured" flush>
            <table className="grid-table tabular">
              <thead>
                <tr>
                  <th>Value</th>
                  {eyes.map((eye) => (
                    <th key={eye} colSpan={2}>
                      {eye.toUpperCase()} ordered and measured
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {fields.map((field) => (
                  <tr key={field.name}>
                    <th scope="row" className="!text-ink align-middle">
                      {field.label}
                    </th>
                    {eyes.map((eye) => {
                      const isBad = !mayBeRead(readings[eye][field.name], field.kind);
                      return [
                        <td key={`${eye}-nominal`} className="num w-24 align-middle text-base">
                          {nominalOf(eye, field.name)}
                        </td>,
                        <td key={`${eye}-measured`}>
                          <input
                            className="control h-10 w-28 text-base"
                            name={`${eye}.${field.name}`}
                            aria-label={`${eye.toUpperCase()} ${field.label}, measured`}
                            aria-invalid={isBad || undefined}
                            title={isBad ? problems[field.kind] : undefined}
                            inputMode="text"
                            autoComplete="off"
                            required={field.name === 'sphere'}
                            value={readings[eye][field.name]}
                            onChange={(e) =>
                              setReadings((now) => ({ ...now, [eye]: { ...now[eye], [field.name]: e.target.value } }))
                            }
                          />
                        </td>,
                      ];
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </Panel>
        }
        side={
          <>
            <Panel title="Looks">
              <div className="space-y-3">
                <label className="flex min-h-10 items-center gap-2 text-base">
                  <input
                    type="checkbox"
                    className="size-5"
                    checked={isClean}
                    onChange={(e) => setClean(e.target.checked)}
                  />{' '}
                  No scratches, chips or coating faults
                </label>
                <Field label="Notes, one per line">
                  <TextArea value={notes} onChange={(e) => setNotes(e.target.value)} required={!isClean} />
                </Field>
              </div>
            </Panel>
            <div className="space-y-2">
              <p
                role="status"
                className={clsx(
                  'rounded px-3 py-2 font-medium',
                  !isReadable
                    ? 'bg-sunken text-ink-soft'
                    : failing > 0
                      ? 'bg-bad-soft text-bad'
                      : 'bg-good-soft text-good',
                )}
              >
                {!isReadable
                  ? 'Type the sphere of each lens, with its sign; fields in red cannot be read.'
                  : failing > 0
                    ? `${failing} out of tolerance`
                    : 'All typed values are within tolerance'}
              </p>
              <Button type="submit" tone="primary" busy={busy} disabled={!isReadable} className="h-11 w-full text-base">
                Record inspection
              </Button>
            </div>
          </>
        }
      />
      <Panel title="Verdict per value, as typed so far" flush>
        {checks.length === 0 ? (
          <p className="p-3 text-ink-soft">Values appear here as you type.</p>
        ) : (
          <InspectionTable checks={checks} />
        )}
      </Panel>
    </form>
  );
}
