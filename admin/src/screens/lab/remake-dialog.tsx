import { chargedParties, isRemakeReason, replacesFrame } from '@opticworks/optics/lab';
import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { useLoad } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { Facts } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { money, sayCode } from '../../kit/format.ts';
import { useSession } from '../../session/session.tsx';
import { EyeChoice } from './eye-choice.tsx';
import type { JobPart, Lens } from './job.types.ts';
import { remakeQuote, remakeReasons, startRemake } from './remake.documents.ts';
import { type Changes, changesInput, noChanges, RemakeChanges } from './remake-changes.tsx';

type Reason = ResultOf<typeof remakeReasons>['remakeReasons'][number];

interface Choice {
  reason: string;
  eyes: readonly string[];
  party: string;
  partyReason: string;
  withFrame: boolean | null;
  note: string;
  changes: Changes;
}

/** Makes one or both lenses again: why, whose cost it is, what it will come to, before anything is started. */
export function RemakeDialog({ job, reload }: JobPart) {
  const { act } = useAct();
  const lenses: readonly Lens[] = job.lenses ?? [];
  // Who bears which reason is what the owner says at this moment, not what the house came with.
  const reasons = useLoad(remakeReasons, {}).data?.remakeReasons ?? [];
  const [choice, setChoice] = useState<Choice>({
    reason: '',
    eyes: lenses.map((lens) => lens.eye),
    party: '',
    partyReason: '',
    withFrame: null,
    note: '',
    changes: noChanges,
  });
  const set = (change: Partial<Choice>) => setChoice((now) => ({ ...now, ...change }));
  return (
    <FormDialog
      trigger={<Button tone="danger">Remake</Button>}
      title={`Make job ${job.number} again`}
      consequence={
        job.status === 'PASSED'
          ? 'A new job is opened and linked to this one, new blanks are reserved, and the pair is taken out of the parcel it was ready for.'
          : 'A new job is opened and linked to this one, and new blanks are reserved. The frame has to come back to the lab.'
      }
      submit="Start remake"
      tone="danger"
      wide
      onSubmit={async () => {
        if (choice.eyes.length === 0 || !isRemakeReason(choice.reason)) return false;
        const done = await act(
          startRemake,
          {
            jobId: job.id,
            reasonCode: choice.reason,
            eyes: [...choice.eyes],
            note: choice.note.trim() || null,
            chargedParty: choice.party || null,
            partyReason: choice.partyReason.trim() || null,
            replacesFrame: choice.withFrame,
            changes: changesInput(choice.changes),
          },
          { done: (made) => `Remake ${made.number} is open.` },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <div className="space-y-4">
          <ReasonField
            reasons={reasons}
            value={choice.reason}
            onChange={(reason) => set({ reason, party: '', withFrame: null })}
          />
          <EyeChoice eyes={lenses.map((lens) => lens.eye)} chosen={choice.eyes} onChange={(eyes) => set({ eyes })} />
          <label className="flex items-center gap-2">
            <input
              type="checkbox"
              checked={choice.withFrame ?? (isRemakeReason(choice.reason) && replacesFrame.has(choice.reason))}
              onChange={(event) => set({ withFrame: event.target.checked })}
            />
            With a new frame
          </label>
          {choice.reason !== '' && (
            <RemakeChanges
              jobId={job.id}
              needs={reasons.find(({ code }) => code === choice.reason)?.needs ?? []}
              value={choice.changes}
              onChange={(changes) => set({ changes })}
            />
          )}
          <Field label="Note">
            <TextInput value={choice.note} onChange={(event) => set({ note: event.target.value })} />
          </Field>
        </div>
        <div className="space-y-4">
          <PartyFields
            usual={reasons.find(({ code }) => code === choice.reason)?.chargedParty ?? null}
            choice={choice}
            set={set}
          />
          {isRemakeReason(choice.reason) && choice.eyes.length > 0 && <Estimate jobId={job.id} choice={choice} />}
        </div>
      </div>
    </FormDialog>
  );
}

function ReasonField(props: { reasons: readonly Reason[]; value: string; onChange: (reason: string) => void }) {
  const { reasons, value, onChange } = props;
  const groups = [...new Set(reasons.map(({ group }) => group))];
  return (
    <Field label="Reason">
      <select
        id="remake-reason"
        aria-label="Reason"
        className="control w-full"
        required
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">Choose the reason</option>
        {groups.map((group) => (
          <optgroup key={group} label={sayCode(group)}>
            {reasons
              .filter((one) => one.group === group)
              .map(({ code }) => (
                <option key={code} value={code}>
                  {sayCode(code)}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </Field>
  );
}

/** The party follows from the reason; a supervisor may say otherwise, and says why. */
function PartyFields(props: { usual: string | null; choice: Choice; set: (change: Partial<Choice>) => void }) {
  const { usual, choice, set } = props;
  const { may } = useSession();
  if (usual === null) return null;
  if (!may('superviseLab')) return <Facts items={[['Charged to', sayCode(usual)]]} />;
  return (
    <>
      <Field label="Charged to" hint={`Usually ${sayCode(usual).toLowerCase()} for this reason`}>
        <Select
          options={chargedParties.map((party) => ({ value: party, label: sayCode(party) }))}
          value={choice.party || usual}
          onChange={(event) => set({ party: event.target.value === usual ? '' : event.target.value })}
        />
      </Field>
      {choice.party !== '' && (
        <Field label="Why not the usual party">
          <TextInput
            required
            value={choice.partyReason}
            onChange={(event) => set({ partyReason: event.target.value })}
          />
        </Field>
      )}
    </>
  );
}

const policies: Record<string, string> = {
  LAB_ERROR_FREE: 'made good by the lab',
  FIRST_CHANGE_FREE: 'a first change is free',
};

function Estimate({ jobId, choice }: { jobId: string; choice: Choice }) {
  const { data } = useLoad(remakeQuote, {
    jobId,
    reasonCode: choice.reason,
    eyes: [...choice.eyes],
    chargedParty: choice.party || null,
    replacesFrame: choice.withFrame,
    changes: changesInput(choice.changes),
  });
  const quote = data?.remakeQuote;
  if (!quote) return <p className="text-ink-soft">Reckoning…</p>;
  if ('code' in quote) return <p className="text-bad">{quote.message}</p>;
  const { cost } = quote;
  return (
    <section aria-live="polite" aria-label="Estimate" className="rounded bg-sunken p-3 tabular">
      <Facts
        items={[
          ['Lenses', money(cost.lenses)],
          ['Frame', money(cost.frame)],
          ['Work', money(cost.labour)],
          ['Shipping', money(cost.shipping)],
          ['Cost by the book', <strong key="total">{money(cost.total)}</strong>],
          [
            'Charged',
            `${money(quote.charged)} to ${sayCode(quote.chargedParty).toLowerCase()}${quote.policy ? `: ${policies[quote.policy] ?? sayCode(quote.policy).toLowerCase()}` : ''}`,
          ],
          quote.sequence > 1 ? ['Remake no.', String(quote.sequence)] : null,
          quote.daysSinceShipped === null ? null : ['Since shipped', `${quote.daysSinceShipped} d`],
        ]}
      />
    </section>
  );
}
