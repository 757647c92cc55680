import { materials } from '@opticworks/optics/lens';
import { useState } from 'react';
import { Button, Field, Select } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { Choices } from '../lab-settings/choices.tsx';
import { numberIn, type RulesDocument, textOf } from './limit-fields.ts';

interface PanelProps {
  rules: RulesDocument;
  onChange(part: Partial<RulesDocument>): void;
}

const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

/** When a prescriber can be expected to answer a request. */
export function AnswerHoursPanel({ rules, onChange }: PanelProps) {
  const { answerHours } = rules;
  const set = (part: Partial<RulesDocument['answerHours']>) => onChange({ answerHours: { ...answerHours, ...part } });
  return (
    <Panel title="Hours of an answer">
      <div className="space-y-3">
        <p className="text-ink-soft">
          In the prescriber’s own time zone, Monday to Friday; a Saturday counts only where the request states its
          hours. The law gives at least eight hours.
        </p>
        <div className="flex flex-wrap gap-3">
          <Field label="Business hours of silence">
            <input
              type="number"
              required
              min={8}
              max={80}
              aria-label="Business hours of silence"
              className="control w-24 text-end tabular"
              value={answerHours.hours}
              onChange={(e) => set({ hours: Number(e.target.value) })}
            />
          </Field>
          {(['from', 'to'] as const).map((name) => (
            <Field key={name} label={name === 'from' ? 'Opens' : 'Closes'}>
              <input
                type="time"
                required
                aria-label={name === 'from' ? 'Opens' : 'Closes'}
                className="control w-28"
                value={clockText(answerHours[name])}
                onChange={(e) => e.target.value && set({ [name]: minuteOf(e.target.value) })}
              />
            </Field>
          ))}
          <Field label="Holidays">
            <Select
              className="w-48"
              value={answerHours.holidays}
              options={[
                { value: 'us-federal', label: 'US federal holidays' },
                { value: 'none', label: 'None' },
              ]}
              onChange={(e) => set({ holidays: e.target.value as typeof answerHours.holidays })}
            />
          </Field>
        </div>
        <fieldset className="space-y-2">
          <legend className="font-medium text-xs">Further closed days</legend>
          {answerHours.closedOn.map((day, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; its day is what is being typed
            <div key={i} className="flex gap-2">
              <input
                required
                type="date"
                aria-label={`Closed day ${i + 1}`}
                className="control w-40"
                value={day}
                onChange={(e) =>
                  set({ closedOn: answerHours.closedOn.map((one, at) => (at === i ? e.target.value : one)) })
                }
              />
              <Button
                aria-label={`Remove closed day ${i + 1}`}
                onClick={() => set({ closedOn: answerHours.closedOn.filter((_, at) => at !== i) })}
              >
                Remove
              </Button>
            </div>
          ))}
          <Button onClick={() => set({ closedOn: [...answerHours.closedOn, ''] })}>Add a closed day</Button>
        </fieldset>
      </div>
    </Panel>
  );
}

const materialChoices = Object.values(materials).map(({ id, name }) => [id, name] as const);
type Row = RulesDocument['recommendations'][number];

/** Which materials are recommended up to which power; the last row holds for everything stronger. */
export function RecommendationsPanel({ rules, onChange }: PanelProps) {
  const rows = rules.recommendations;
  const set = (next: readonly Row[]) => onChange({ recommendations: next });
  const change = (i: number, part: Partial<Row>) => set(rows.map((row, at) => (at === i ? { ...row, ...part } : row)));
  return (
    <Panel title="Recommended materials">
      <div className="space-y-4">
        <p className="text-ink-soft">By the strongest principal power of the pair, whichever its sign.</p>
        {rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place among rising powers
          <div key={i} className="flex flex-wrap items-end gap-x-6 gap-y-2">
            {row.upTo === null ? (
              <p className="w-32 py-1.5">Stronger</p>
            ) : (
              <PowerField label={`Up to, D (row ${i + 1})`} value={row.upTo} onChange={(upTo) => change(i, { upTo })} />
            )}
            <Choices
              legend={`Recommended in row ${i + 1}`}
              options={materialChoices}
              chosen={row.materials}
              onChange={(chosen) => change(i, { materials: chosen as Row['materials'] })}
              note={row.materials.length === 0 ? 'Choose one at least.' : undefined}
            />
            {row.upTo !== null && (
              <Button aria-label={`Remove row ${i + 1}`} onClick={() => set(rows.filter((_, at) => at !== i))}>
                Remove
              </Button>
            )}
          </div>
        ))}
        <Button
          onClick={() => {
            const last = rows.at(-1)!;
            const upTo = (rows.at(-2)?.upTo ?? 0) + 1_000;
            set([...rows.slice(0, -1), { upTo, materials: last.materials }, last]);
          }}
        >
          Add a row
        </Button>
      </div>
    </Panel>
  );
}

function PowerField(props: { label: string; value: number; onChange: (value: number) => void }) {
  const [text, setText] = useState(textOf(props.value, 'D'));
  const isWrong = numberIn(text, 'D') === undefined;
  return (
    <label className="block w-32 space-y-1">
      <span className="block font-medium text-xs">{props.label}</span>
      <input
        required
        inputMode="decimal"
        aria-invalid={isWrong || undefined}
        pattern="[0-9]{1,2}([.,][0-9]{1,3})?"
        className="control w-24 text-end tabular"
        value={text}
        onChange={(e) => {
          setText(e.target.value);
          const read = numberIn(e.target.value, 'D');
          if (read !== undefined) props.onChange(read);
        }}
      />
    </label>
  );
}
