import { useState } from 'react';
import type { ResultOf } from '../../graph/tada.ts';
import { Button, Field, Select } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { useSession } from '../../session/session.tsx';
import { ReasonField, Standing } from './policy-parts.tsx';
import { meanwhile, Refused, useSaving } from './saving.tsx';
import { saveCalibration, type settingPoliciesQuery } from './settings.documents.ts';

type Terms = ResultOf<typeof settingPoliciesQuery>['labCalibration'];
type Part = { terms: Terms; reload: () => void };

const RULES: Record<Terms['rule'], string> = {
  REFUSE: 'It measures nothing: the inspection is refused',
  WARN: 'It measures, and the record says that it was overdue',
};

/** What happens when somebody measures with an instrument whose calibration ran out. */
export function CalibrationPanel({ terms, reload }: Part) {
  const { may } = useSession();
  return (
    <Panel
      title="Instrument out of calibration"
      actions={may('keepLabSettings') && <CalibrationDialog terms={terms} reload={reload} />}
    >
      <p>{RULES[terms.rule]}.</p>
      <Standing {...terms} />
    </Panel>
  );
}

function CalibrationDialog({ terms, reload }: Part) {
  const { save, refusal, clear } = useSaving(reload);
  const [opened, setOpened] = useState(terms);
  const [rule, setRule] = useState(terms.rule);
  const [reason, setReason] = useState('');
  const begin = () => {
    clear();
    setOpened(terms);
    setRule(terms.rule);
    setReason('');
  };
  return (
    <FormDialog
      trigger={<Button className="h-7">Change</Button>}
      onOpen={begin}
      title="Instrument out of calibration"
      submit="Save"
      onSubmit={() =>
        save(
          saveCalibration,
          { input: { rule, reason: reason.trim(), basedOn: terms.version } },
          'The next inspection is held to it.',
        )
      }
    >
      <Refused refusal={refusal} />
      <Field label="When its calibration ran out" error={meanwhile(RULES[opened.rule], RULES[terms.rule])}>
        <Select
          value={rule}
          onChange={(event) => setRule(event.target.value as Terms['rule'])}
          options={Object.entries(RULES).map(([value, label]) => ({ value, label }))}
        />
      </Field>
      <ReasonField value={reason} onChange={setReason} />
    </FormDialog>
  );
}
