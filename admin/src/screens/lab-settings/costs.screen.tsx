import { useState } from 'react';
import { useLoad } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { money } from '../../kit/format.ts';
import { DetailSkeleton, ProblemState } from '../../kit/states.tsx';
import { useSession } from '../../session/session.tsx';
import { COST_KINDS, type CostKind, kindNames, lineName, openCodes } from './cost-lines.ts';
import { HoursPanel } from './hours-panel.tsx';
import { meanwhile, Refused, useSaving } from './saving.tsx';
import { saveStandardCost, settingCostsQuery } from './settings.documents.ts';
import { SettingsFrame } from './settings-frame.tsx';

type Line = ResultOf<typeof settingCostsQuery>['labStandardCosts'][number];

export function CostsScreen() {
  const { may } = useSession();
  const { data, problem, reload } = useLoad(settingCostsQuery, {});
  const mayKeep = may('keepLabSettings');
  const book = data?.labStandardCosts ?? [];
  return (
    <SettingsFrame
      page="/lab/settings/costs"
      intro="What a remake is taken to cost, and what the lab is paid for. Remakes keep what they cost when they were started."
    >
      {!data && (problem ? <ProblemState problem={problem} onRetry={reload} /> : <DetailSkeleton />)}
      {data && (
        <div className="grid items-start gap-4 lg:grid-cols-2 2xl:grid-cols-3">
          {COST_KINDS.map((kind) => (
            <Panel
              key={kind}
              title={kindNames[kind]}
              flush
              actions={
                mayKeep &&
                openCodes(kind, book).length > 0 && <CostDialog kind={kind} line={null} book={book} reload={reload} />
              }
            >
              <table className="rows-middle grid-table tabular">
                <tbody>
                  {book
                    .filter((line) => line.kind === kind)
                    .map((line) => (
                      <tr key={line.code}>
                        <th scope="row">{lineName(kind, line.code)}</th>
                        <td className="num">{money(line.amount)}</td>
                        {mayKeep && (
                          <td className="num w-0">
                            <CostDialog kind={kind} line={line} book={book} reload={reload} />
                          </td>
                        )}
                      </tr>
                    ))}
                </tbody>
              </table>
            </Panel>
          ))}
        </div>
      )}
      <HoursPanel mayKeep={mayKeep} />
    </SettingsFrame>
  );
}

function CostDialog(props: { kind: CostKind; line: Line | null; book: readonly Line[]; reload: () => void }) {
  const { kind, line, book } = props;
  const { save, refusal, clear } = useSaving(props.reload);
  const [opened, setOpened] = useState(line);
  const [code, setCode] = useState(line?.code ?? '');
  const [amount, setAmount] = useState(line?.amount.amount ?? '');
  const begin = () => {
    clear();
    setOpened(line);
    setCode(line?.code ?? '');
    setAmount(line?.amount.amount ?? '');
  };
  const currencyCode = book[0]?.amount.currencyCode ?? 'USD';
  const title = line ? `${kindNames[kind]}: ${lineName(kind, line.code)}` : kindNames[kind];
  return (
    <FormDialog
      trigger={
        <Button className="h-7" aria-label={line ? `Change ${title}` : `New line: ${title}`}>
          {line ? 'Change' : 'New line'}
        </Button>
      }
      onOpen={begin}
      title={title}
      submit="Save"
      onSubmit={() =>
        save(
          saveStandardCost,
          { input: { kind, code, amount: { amount, currencyCode }, basedOn: line?.version ?? 0 } },
          `${lineName(kind, code)}: ${money({ amount, currencyCode })} from now on.`,
        )
      }
    >
      <Refused refusal={refusal} />
      {!line && (
        <Field label="For">
          <Select
            required
            placeholder="Choose"
            value={code}
            onChange={(e) => setCode(e.target.value)}
            options={openCodes(kind, book).map(([value, label]) => ({ value, label }))}
          />
        </Field>
      )}
      <Field
        label={`Amount, ${currencyCode}`}
        hint="To the cent, such as 8.64"
        error={opened && line ? meanwhile(money(opened.amount), money(line.amount)) : undefined}
      >
        <TextInput
          required
          inputMode="decimal"
          pattern="\d{1,7}(\.\d{1,2})?"
          title="An amount such as 8.64"
          value={amount}
          onChange={(e) => setAmount(e.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
