import { useState } from 'react';
import type { ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, TextInput } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { useSession } from '../../session/session.tsx';
import { ReasonField, Standing } from './policy-parts.tsx';
import { Refused, useSaving } from './saving.tsx';
import { saveWearProfile, type settingPoliciesQuery } from './settings.documents.ts';

type Terms = ResultOf<typeof settingPoliciesQuery>['labWearProfile'];
type Part = { terms: Terms; reload: () => void };

const PARTS = [
  ['add', 'Addition', 'for the angle under which the wearer reads, and for the vertex distance'],
  ['prism', 'Prism of tilt and wrap', 'is ground against, so that it does not reach the wearer'],
] as const;

/** What of a lens made as worn is compensated beside its distance power; both are off until an owner switches them on. */
export function WearProfilePanel({ terms, reload }: Part) {
  const { may } = useSession();
  return (
    <Panel title="Lenses made as worn" actions={may('keepLabSettings') && <WearDialog terms={terms} reload={reload} />}>
      <ul className="space-y-1">
        <li>
          <Badge code="PASS" label="On" tone="good" /> Distance power, always
        </li>
        {PARTS.map(([key, name, what]) => (
          <li key={key}>
            <Badge
              code={terms[key] ? 'WARNING' : 'CLOSED'}
              label={terms[key] ? 'On' : 'Off'}
              tone={terms[key] ? 'warn' : 'neutral'}
            />{' '}
            {name}: {what}
          </li>
        ))}
      </ul>
      <p className="mt-2 text-warn text-xs">
        Addition and prism follow from tracing rays, not from a reference, and were held against no design of a maker. A
        maker that compensates inside its own design must not be compensated again here.
      </p>
      <Standing {...terms} />
    </Panel>
  );
}

function WearDialog({ terms, reload }: Part) {
  const { save, refusal, clear } = useSaving(reload);
  const [chosen, setChosen] = useState({ add: terms.add, prism: terms.prism });
  const [named, setNamed] = useState('');
  const [reason, setReason] = useState('');
  const begin = () => {
    clear();
    setChosen({ add: terms.add, prism: terms.prism });
    setNamed('');
    setReason('');
  };
  const isOn = chosen.add || chosen.prism;
  return (
    <FormDialog
      trigger={<Button className="h-7">Change</Button>}
      onOpen={begin}
      title="Lenses made as worn"
      tone={isOn ? 'danger' : 'primary'}
      consequence="Jobs that are calculated from now on follow it, in curves, machine files and inspection. What is calculated stays as it is."
      submit="Save"
      onSubmit={() =>
        save(
          saveWearProfile,
          {
            input: {
              ...chosen,
              acceptUnverified: isOn ? named.trim() : null,
              reason: reason.trim(),
              basedOn: terms.version,
            },
          },
          'The next calculation follows it.',
        )
      }
    >
      <Refused refusal={refusal} />
      {PARTS.map(([key, name, what]) => (
        <label key={key} className="flex items-start gap-2">
          <input
            type="checkbox"
            className="mt-1"
            checked={chosen[key]}
            onChange={(event) => setChosen((now) => ({ ...now, [key]: event.target.checked }))}
          />
          <span>
            {name}: {what}
          </span>
        </label>
      ))}
      {isOn && (
        <Field label={`Type ${terms.acceptName} to switch it on`}>
          <TextInput
            required
            pattern={terms.acceptName}
            autoComplete="off"
            value={named}
            onChange={(event) => setNamed(event.target.value)}
          />
        </Field>
      )}
      <ReasonField value={reason} onChange={setReason} />
    </FormDialog>
  );
}
