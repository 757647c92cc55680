import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { instant } from '../../kit/format.ts';
import { useSession } from '../../session/session.tsx';
import { asOption, type Job, type JobPart } from './job.types.ts';
import { putBackBlank, spoilReturnedBlank } from './put-back.documents.ts';

type BlankReturn = NonNullable<Job['blankReturns']>[number];

const why: Record<string, string> = {
  BLANK_TOO_SMALL: 'too small for the traced frame',
  GROUND_TOO_THIN: 'too thin for the traced frame',
  CURVE_TOO_STEEP: 'its curve cannot span the traced frame',
  ORDER_CANCELLED: 'the order was cancelled',
};

/** Blanks that were taken for this job and are not cut for it: where each belongs, and what became of it. */
export function PutBackPanel({ job, reload }: JobPart) {
  const { may } = useSession();
  const returns: readonly BlankReturn[] = job.blankReturns ?? [];
  if (returns.length === 0) return null;
  const due = returns.filter(({ status }) => status === 'DUE').length;
  return (
    <section
      className={`grid gap-2 rounded px-3 py-2 ${due > 0 ? 'bg-warn-soft text-warn' : 'bg-sunken'}`}
      aria-label="Blanks to put back"
    >
      {due > 0 && (
        <p className="font-medium">
          {due === 1 ? 'One blank of this tray is' : `${due} blanks of this tray are`} whole and not needed here.
          Nothing is picked for {due === 1 ? 'its eye' : 'their eyes'} until {due === 1 ? 'it is' : 'they are'} out of
          the tray.
        </p>
      )}
      <ul className="grid gap-2">
        {returns.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 break-words">
              <strong>{one.eye}</strong> {one.name ?? one.sku}
              <span className="block text-xs">
                {one.sku}
                {one.lot && `, lot ${one.lot}`}
                {one.serial && `, serial ${one.serial}`}: {why[one.reason] ?? one.reason}
              </span>
            </span>
            <Outcome one={one} />
            {one.status === 'DUE' && may('workLab') && (
              <span className="flex gap-2">
                <PutBackDialog one={one} reload={reload} />
                <SpoilDialog one={one} reload={reload} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Outcome({ one }: { one: BlankReturn }) {
  if (one.status === 'DUE')
    return <Badge code="DUE" label={one.shelf ? `To shelf ${one.shelf}` : 'To its shelf'} tone="warn" />;
  const by = `${one.settledBy ?? '?'}, ${one.settledAt ? instant(one.settledAt) : ''}`;
  if (one.status === 'SPOILED') return <span className="text-ink-soft text-xs">Written off as damaged by {by}</span>;
  return (
    <span className="text-ink-soft text-xs">
      {one.isBooked ? `In stock again on ${one.shelf}` : `On ${one.shelf ?? 'its shelf'}, being booked`}: put back by{' '}
      {by}
    </span>
  );
}

type Part = { one: BlankReturn; reload: () => void };

function PutBackDialog({ one, reload }: Part) {
  const { act } = useAct();
  const [shelf, setShelf] = useState('');
  return (
    <FormDialog
      trigger={<Button className="h-7">Put back</Button>}
      title={`Put the ${one.eye} blank back`}
      consequence={`${one.shelf ? `It belongs on ${one.shelf}. ` : ''}It comes back into stock as a movement in your name, and goes to whoever waits for it first. Only a blank without a scratch goes back.`}
      submit="It lies on its shelf"
      onSubmit={async () => {
        const done = await act(
          putBackBlank,
          { returnId: one.id, shelf: shelf.trim() || null },
          { done: 'Put back; it is in stock again.' },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="Shelf, as scanned" hint="Leave it empty if the shelf has no label.">
        <TextInput value={shelf} onChange={(event) => setShelf(event.target.value)} autoComplete="off" />
      </Field>
    </FormDialog>
  );
}

const damages = ['SCRATCH', 'EDGE_CHIP', 'STAR_CRACK', 'BLANK_DEFECT', 'COAT_DEFECT', 'LOST'];

function SpoilDialog({ one, reload }: Part) {
  const { act } = useAct();
  const [reasonCode, setReason] = useState('SCRATCH');
  const [note, setNote] = useState('');
  return (
    <FormDialog
      trigger={
        <Button tone="danger" className="h-7">
          Damaged
        </Button>
      }
      title={`The ${one.eye} blank is damaged`}
      consequence="It is written off and counted as a loss of the lab. The other blank is asked for already."
      submit="Write off the blank"
      tone="danger"
      onSubmit={async () => {
        const done = await act(
          spoilReturnedBlank,
          { returnId: one.id, reasonCode, note: note.trim() || null },
          { done: 'Written off.' },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="Reason">
        <Select
          options={damages.map(asOption)}
          value={reasonCode}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <Field label="Note">
        <TextInput value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
