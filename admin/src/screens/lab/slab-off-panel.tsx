import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, Select, TextArea, TextInput } from '../../kit/controls.tsx';
import { Facts, Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { instant, mm } from '../../kit/format.ts';
import { useSession } from '../../session/session.tsx';
import type { Job, JobPart } from './job.types.ts';
import { lineProblem, lineTyped } from './slab-line.ts';
import { decideSlabOff, setSlabLine } from './wear.documents.ts';

type SlabOff = NonNullable<Job['slabOff']>;
const beforePicking = ['ENTERED', 'ON_HOLD', 'RELEASED'];

/** Shown where a multifocal pair pulls the lines apart far enough to ask, or somebody decided on it. */
export function SlabOffPanel({ job, reload }: JobPart) {
  const { may } = useSession();
  const slab = job.slabOff;
  if (!slab || !(slab.isAdvised || slab.decision)) return null;
  const { decision } = slab;
  // Decided on another imbalance, it is to be decided anew: there is no line to set.
  const isMade = decision?.eye && decision.amount === slab.imbalance;
  return (
    <Panel
      title="Slab-off"
      actions={
        <span className="flex items-center gap-2">
          {slab.isDue && <Badge code="DUE" label="To be decided" tone="warn" />}
          {may('measureWear') && isMade && beforePicking.includes(job.status) && (
            <SlabLineDialog job={job} slab={slab} reload={reload} />
          )}
          {may('vouchForRx') && slab.eye && beforePicking.includes(job.status) && (
            <SlabOffDialog job={job} slab={slab} reload={reload} />
          )}
        </span>
      }
    >
      <Facts
        items={[
          ['When reading', `${slab.imbalance}Δ apart, ${slab.dropMm} mm below the centres`],
          [
            'Advised',
            slab.isAdvised ? `${slab.imbalance}Δ on ${slab.eye}, from ${slab.from}Δ on` : `No, below ${slab.from}Δ`,
          ],
          slab.isOrdered ? ['Ordered', 'Asked for by the customer, and paid'] : null,
          decision && ['Decided', sentenceOf(decision)],
          decision?.eye ? ['Line', lineSentence(slab)] : null,
          decision && ['By', `${decision.decidedBy}, ${instant(decision.at)}`],
          decision?.reason ? ['Reason', decision.reason] : null,
        ]}
      />
    </Panel>
  );
}

const sentenceOf = ({ eye, amount }: NonNullable<SlabOff['decision']>): string =>
  eye ? `Slab-off of ${amount}Δ on ${eye}` : 'Made without slab-off';

/** Above the bottom of the box, as segment heights are told. */
function lineSentence({ decision, line, isDue }: SlabOff): string {
  const { lineHeightMm, lineSetBy } = decision ?? {};
  if (!lineHeightMm) return line ? `${mm(line.usualMm)} mm above the bottom of the box, as usual` : '—';
  const set = `${mm(lineHeightMm)} mm above the bottom of the box, set by ${lineSetBy}`;
  return isDue ? `${set}; no longer on this lens` : set;
}

/** Where the slab begins; empty for the usual place. */
function LineField(props: { line: NonNullable<SlabOff['line']>; value: string; onChange: (text: string) => void }) {
  const { line, value, onChange } = props;
  return (
    <Field
      label="Height of the line, mm above the bottom of the box"
      hint={`Empty: ${line.usualMm} mm, where it usually lies. From ${line.minMm} to ${line.maxMm} mm.`}
      error={lineProblem(value, line)}
    >
      <TextInput
        inputMode="decimal"
        placeholder={line.usualMm}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

/** The lab may know better where a slab begins than whoever decided on it. */
function SlabLineDialog({ job, slab, reload }: JobPart & { slab: SlabOff }) {
  const { act } = useAct();
  const [height, setHeight] = useState(slab.decision?.lineHeightMm ?? '');
  const { line } = slab;
  if (!line) return null;
  return (
    <FormDialog
      trigger={<Button className="h-7">Set line</Button>}
      title="Where does the slab begin?"
      consequence="The lens is calculated anew with its slab below this line. The decision on slab-off stays."
      submit="Set the line"
      onSubmit={async () => {
        if (lineProblem(height, line)) return false;
        const done = await act(
          setSlabLine,
          { jobId: job.id, lineHeightMm: lineTyped(height) },
          { done: 'Set; the lens is calculated anew.' },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <LineField line={line} value={height} onChange={setHeight} />
    </FormDialog>
  );
}

function SlabOffDialog({ job, slab, reload }: JobPart & { slab: SlabOff }) {
  const { act } = useAct();
  const [choice, setChoice] = useState<'yes' | 'no'>('yes');
  const [reason, setReason] = useState('');
  const [height, setHeight] = useState(slab.isDue ? '' : (slab.decision?.lineHeightMm ?? ''));
  return (
    <FormDialog
      trigger={<Button className="h-7">{slab.decision ? 'Decide again' : 'Decide'}</Button>}
      title="Slab-off on this pair?"
      consequence={`Looking ${slab.dropMm} mm below the centres, the two lenses move the lines ${slab.imbalance}Δ apart. Slab-off takes that away below the reading line of ${slab.eye}, the lens with more minus.`}
      submit="Record the decision"
      onSubmit={async () => {
        const isMade = choice === 'yes';
        if (isMade && slab.line && lineProblem(height, slab.line)) return false;
        const lineHeightMm = isMade ? lineTyped(height) : null;
        const done = await act(
          decideSlabOff,
          { jobId: job.id, isMade, reason: reason.trim() || null, lineHeightMm },
          { done: 'Decided, and on the ticket.' },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="Decision">
        <Select
          options={[
            { value: 'yes', label: `Slab-off, ${slab.imbalance}Δ on ${slab.eye}` },
            { value: 'no', label: 'No slab-off' },
          ]}
          value={choice}
          onChange={(event) => setChoice(event.target.value as typeof choice)}
        />
      </Field>
      {choice === 'yes' && slab.line && <LineField line={slab.line} value={height} onChange={setHeight} />}
      <Field label={choice === 'no' ? 'Reason' : 'Note'}>
        <TextArea required={choice === 'no'} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
