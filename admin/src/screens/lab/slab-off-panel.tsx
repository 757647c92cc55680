import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, Select, TextArea } from '../../kit/controls.tsx';
import { Facts, Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { instant } from '../../kit/format.ts';
import { useSession } from '../../session/session.tsx';
import type { Job, JobPart } from './job.types.ts';
import { decideSlabOff } from './wear.documents.ts';

type SlabOff = NonNullable<Job['slabOff']>;
const beforePicking = ['ENTERED', 'ON_HOLD', 'RELEASED'];

/** Shown where a multifocal pair pulls the lines apart far enough to ask, or somebody decided on it. */
export function SlabOffPanel({ job, reload }: JobPart) {
  const { may } = useSession();
  const slab = job.slabOff;
  if (!slab || !(slab.isAdvised || slab.decision)) return null;
  const { decision } = slab;
  return (
    <Panel
      title="Slab-off"
      actions={
        <span className="flex items-center gap-2">
          {slab.isDue && <Badge code="DUE" label="To be decided" tone="warn" />}
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
          decision && ['Decided', sentenceOf(decision)],
          decision && ['By', `${decision.decidedBy}, ${instant(decision.at)}`],
          decision?.reason ? ['Reason', decision.reason] : null,
        ]}
      />
    </Panel>
  );
}

const sentenceOf = ({ eye, amount }: NonNullable<SlabOff['decision']>): string =>
  eye ? `Slab-off of ${amount}Δ on ${eye}` : 'Made without slab-off';

function SlabOffDialog({ job, slab, reload }: JobPart & { slab: SlabOff }) {
  const { act } = useAct();
  const [choice, setChoice] = useState<'yes' | 'no'>('yes');
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      trigger={<Button className="h-7">{slab.decision ? 'Decide again' : 'Decide'}</Button>}
      title="Slab-off on this pair?"
      consequence={`Looking ${slab.dropMm} mm below the centres, the two lenses move the lines ${slab.imbalance}Δ apart. Slab-off takes that away below the reading line of ${slab.eye}, the lens with more minus.`}
      submit="Record the decision"
      onSubmit={async () => {
        const done = await act(
          decideSlabOff,
          { jobId: job.id, isMade: choice === 'yes', reason: reason.trim() || null },
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
      <Field label={choice === 'no' ? 'Reason' : 'Note'}>
        <TextArea required={choice === 'no'} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
