import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, TextArea, TextInput } from '../../kit/controls.tsx';
import { Facts, Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { instant, mm } from '../../kit/format.ts';
import { useSession } from '../../session/session.tsx';
import type { Job, JobPart } from './job.types.ts';
import { lineTyped } from './slab-line.ts';
import { giveHeights } from './wear.documents.ts';

type NeededHeight = NonNullable<Job['neededHeight']>;
const beforePicking = ['ENTERED', 'ON_HOLD', 'RELEASED'];

const names = { SEGMENT: 'Segment height', FITTING: 'Fitting height' } as const;
const points = { SEGMENT: 'the top of the segment', FITTING: 'the middle of the pupil' } as const;

/** Shown where the height of a multifocal is missing, or an optician gave one nobody measured. */
export function HeightPanel({ job, reload }: JobPart) {
  const { may } = useSession();
  const height = job.neededHeight;
  if (!height || !(height.isDue || height.given)) return null;
  const { given, kind } = height;
  const isMeasured = !height.isDue && !height.isGiven;
  return (
    <Panel
      title={names[kind]}
      actions={
        <span className="flex items-center gap-2">
          {height.isDue && <Badge code="DUE" label="To be measured" tone="warn" />}
          {may('vouchForRx') && !isMeasured && beforePicking.includes(job.status) && (
            <GiveHeightsDialog job={job} height={height} reload={reload} />
          )}
        </span>
      }
    >
      {height.isDue && (
        <p>
          Nobody measured to {points[kind]} in this frame. Measure the wearer: a measurement recorded at the order lets
          the job go on by itself.
        </p>
      )}
      {given && (
        <Facts
          items={[
            ['Given', `R ${mm(given.odMm)}, L ${mm(given.osMm)} mm, not measured`],
            ['Where it comes from', given.reason],
            ['By', `${given.givenBy}, ${instant(given.at)}`],
            isMeasured ? ['Since then', 'Measured: the measurement counts'] : null,
          ]}
        />
      )}
    </Panel>
  );
}

function GiveHeightsDialog({ job, height, reload }: JobPart & { height: NeededHeight }) {
  const { act } = useAct();
  const [od, setOd] = useState(height.given?.odMm ?? '');
  const [os, setOs] = useState(height.given?.osMm ?? '');
  const [reason, setReason] = useState(height.given?.reason ?? '');
  const name = names[height.kind];
  const field = (label: string, value: string, onChange: (text: string) => void) => (
    <Field label={label}>
      <TextInput
        required
        inputMode="decimal"
        pattern="[0-9]{1,2}([.,][0-9])?"
        title="Millimetres with one decimal at most, such as 18.5"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
  return (
    <FormDialog
      trigger={<Button className="h-7">{height.given ? 'Give anew' : 'Give heights'}</Button>}
      title={`${name} nobody measured`}
      consequence={`The pair is calculated with these heights, from the lowest point of the lens to ${points[height.kind]}. Ticket and record say that they were given and by whom.`}
      submit="Give the heights"
      onSubmit={async () => {
        const done = await act(
          giveHeights,
          { jobId: job.id, odMm: decimalOf(od), osMm: decimalOf(os), reason: reason.trim() || null },
          { done: 'Given; the pair is calculated with it.' },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <div className="grid grid-cols-2 gap-4">
        {field('Right (OD), mm', od, setOd)}
        {field('Left (OS), mm', os, setOs)}
      </div>
      <Field label="Where they come from" hint="For example: read off the wearer's present pair in the same frame.">
        <TextArea required value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

const decimalOf = (typed: string): string => lineTyped(typed) ?? '';
