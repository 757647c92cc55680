import { materials } from '@opticworks/optics/lens';
import { useState } from 'react';
import { useLoad } from '../../graph/load.ts';
import type { ResultOf, VariablesOf } from '../../graph/tada.ts';
import { Button, Field, Select } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { HeadRow } from '../../kit/head-row.tsx';
import { DetailSkeleton, ProblemState } from '../../kit/states.tsx';
import { useSession } from '../../session/session.tsx';
import { meanwhile, Refused, useSaving } from './saving.tsx';
import { saveBlankRule, settingBlanksQuery } from './settings.documents.ts';
import { SettingsFrame } from './settings-frame.tsx';

type Rule = ResultOf<typeof settingBlanksQuery>['blankRules'][number];
type Short = VariablesOf<typeof saveBlankRule>['whenShort'];

const WHEN_SHORT: Record<Short, string> = {
  WAIT: 'Wait for the stock lens',
  WAIT_IF_ON_ORDER: 'Wait if one is on order, otherwise grind it',
  SURFACE: 'Grind it from a semi-finished blank',
};
const nameOf = (code: string): string =>
  code === '*' ? 'All other materials' : (Object.values(materials).find(({ id }) => id === code)?.name ?? code);

export function BlanksScreen() {
  const { may } = useSession();
  const { data, problem, reload } = useLoad(settingBlanksQuery, {});
  const mayKeep = may('keepLabSettings');
  const rules = data?.blankRules ?? [];
  const without = Object.values(materials).filter(({ id }) => !rules.some(({ material }) => material === id));
  return (
    <SettingsFrame
      page="/lab/settings/blanks"
      intro="What happens when the stock lens a job needs is not on the shelf, by material. It holds for jobs that are calculated from now on."
      actions={mayKeep && without.length > 0 && <RuleDialog rule={null} without={without} reload={reload} />}
    >
      {!data && (problem ? <ProblemState problem={problem} onRetry={reload} /> : <DetailSkeleton />)}
      {data && (
        <Panel flush>
          <table className="rows-middle grid-table">
            <HeadRow titles={['Material', 'When the stock lens is short', 'The pair', ...(mayKeep ? [' '] : [])]} />
            <tbody>
              {rules.map((rule) => (
                <tr key={rule.material}>
                  <th scope="row">{nameOf(rule.material)}</th>
                  <td>{WHEN_SHORT[rule.whenShort]}</td>
                  <td>{rule.pairAlike ? 'Both ground when one is' : 'Each lens by itself'}</td>
                  {mayKeep && (
                    <td className="num">
                      <RuleDialog rule={rule} without={[]} reload={reload} />
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      )}
    </SettingsFrame>
  );
}

function RuleDialog(props: {
  rule: Rule | null;
  without: readonly { id: string; name: string }[];
  reload: () => void;
}) {
  const { rule } = props;
  const { save, refusal, clear } = useSaving(props.reload);
  const [opened, setOpened] = useState(rule);
  const [material, setMaterial] = useState(rule?.material ?? '');
  const [whenShort, setWhenShort] = useState<Short>(rule?.whenShort ?? 'WAIT');
  const [pairAlike, setPairAlike] = useState(rule?.pairAlike ?? false);
  const begin = () => {
    clear();
    setOpened(rule);
    setMaterial(rule?.material ?? '');
    setWhenShort(rule?.whenShort ?? 'WAIT');
    setPairAlike(rule?.pairAlike ?? false);
  };
  const now = (of: (one: Rule) => string) => (opened && rule ? meanwhile(of(opened), of(rule)) : undefined);
  return (
    <FormDialog
      trigger={
        <Button tone={rule ? 'quiet' : 'primary'} aria-label={rule ? `Change: ${nameOf(rule.material)}` : undefined}>
          {rule ? 'Change' : 'Rule for a material'}
        </Button>
      }
      onOpen={begin}
      title={rule ? nameOf(rule.material) : 'Rule for a material'}
      submit="Save"
      onSubmit={() =>
        save(
          saveBlankRule,
          { material, whenShort, pairAlike, basedOn: rule?.version ?? 0 },
          `${nameOf(material)}: ${WHEN_SHORT[whenShort].toLowerCase()}.`,
        )
      }
    >
      <Refused refusal={refusal} />
      {!rule && (
        <Field label="Material">
          <Select
            required
            placeholder="Choose"
            value={material}
            onChange={(e) => setMaterial(e.target.value)}
            options={props.without.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      )}
      <Field label="When the stock lens is short" error={now((one) => WHEN_SHORT[one.whenShort])}>
        <Select
          value={whenShort}
          onChange={(e) => setWhenShort(e.target.value as Short)}
          options={Object.entries(WHEN_SHORT).map(([value, label]) => ({ value, label }))}
        />
      </Field>
      <label className="flex items-center gap-2">
        <input type="checkbox" checked={pairAlike} onChange={(e) => setPairAlike(e.target.checked)} />
        When one lens must be ground, grind both
      </label>
    </FormDialog>
  );
}
