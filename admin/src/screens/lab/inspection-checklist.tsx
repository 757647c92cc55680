import { Button, TextInput } from '../../kit/controls.tsx';
import { sayCode } from '../../kit/format.ts';

export interface ChecklistEntry {
  code: string;
  group: string;
  label: string;
  isWaivable: boolean;
}

/** An item not in the record is not looked at yet. */
export type ChecklistAnswers = Readonly<Record<string, { isRight: boolean; eye: string; note: string }>>;

const right = { isRight: true, eye: '', note: '' };

/** Each item of the list is answered; a fault says which lens and what. */
export function InspectionChecklist(props: {
  items: readonly ChecklistEntry[];
  answers: ChecklistAnswers;
  onChange: (answers: ChecklistAnswers) => void;
}) {
  const { items, answers, onChange } = props;
  const set = (code: string, answer: ChecklistAnswers[string]) => onChange({ ...answers, [code]: answer });
  const open = items.filter((item) => !answers[item.code]);
  return (
    <div className="space-y-2">
      {open.length > 0 && (
        <Button
          className="w-full"
          onClick={() => onChange({ ...answers, ...Object.fromEntries(open.map((item) => [item.code, right])) })}
        >
          {open.length === items.length ? 'Everything is right' : `The other ${open.length} are right`}
        </Button>
      )}
      <ul className="divide-y divide-line">
        {items.map((item, i) => {
          const answer = answers[item.code];
          return (
            <li key={item.code} className="space-y-1.5 py-1.5">
              {items[i - 1]?.group !== item.group && (
                <p className="font-medium text-ink-soft text-xs">{sayCode(item.group)}</p>
              )}
              <fieldset className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
                <legend className="sr-only">{item.label}</legend>
                <span aria-hidden className="min-w-0">
                  {item.label}
                </span>
                <span className="flex gap-3">
                  <Choice
                    name={item.code}
                    label="right"
                    checked={answer?.isRight === true}
                    onChoose={() => set(item.code, right)}
                  />
                  <Choice
                    name={item.code}
                    label="fault"
                    checked={answer?.isRight === false}
                    onChoose={() => set(item.code, { isRight: false, eye: '', note: answer?.note ?? '' })}
                  />
                </span>
              </fieldset>
              {answer?.isRight === false && (
                <div className="flex gap-2">
                  <select
                    className="control w-20"
                    aria-label={`${item.label}: which lens`}
                    value={answer.eye}
                    onChange={(event) => set(item.code, { ...answer, eye: event.target.value })}
                  >
                    <option value="">Both</option>
                    <option value="OD">OD</option>
                    <option value="OS">OS</option>
                  </select>
                  <TextInput
                    aria-label={`${item.label}: what is wrong`}
                    placeholder="What is wrong"
                    value={answer.note}
                    onChange={(event) => set(item.code, { ...answer, note: event.target.value })}
                  />
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Choice(props: { name: string; label: string; checked: boolean; onChoose: () => void }) {
  return (
    <label className="flex min-h-8 items-center gap-1.5">
      <input type="radio" name={`look.${props.name}`} checked={props.checked} onChange={props.onChoose} />
      {props.label}
    </label>
  );
}
