import { designs, materials, treatments } from '@opticworks/optics/lens';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { Choices } from './choices.tsx';
import type { DesignCode, ListProblem, MaterialCode, RuleLists, TreatmentCode } from './making-lists.ts';

export interface ListPart {
  lists: RuleLists;
  problems: readonly ListProblem[];
  mayKeep: boolean;
  onChange: (lists: RuleLists) => void;
}

export const named = (rows: Readonly<Record<string, { id: string; name: string }>>) =>
  Object.values(rows).map(({ id, name }) => [id, name] as const);
const MATERIALS = named(materials);
const DESIGNS = named(designs);
const TREATMENTS = named(treatments).map(([value, label]) => ({ value, label }));

export const saidAt = (problems: readonly ListProblem[], list: ListProblem['list'], row: number): string | null =>
  problems
    .filter((one) => one.list === list && one.row === row)
    .map(({ sentence }) => sentence)
    .join(' ') || null;

/** Designs that are not made in materials, each row with its reason in both languages of the house. */
export function PairingsPanel({ lists, problems, mayKeep, onChange }: ListPart) {
  const { pairings } = lists;
  const set = (row: number, part: Partial<RuleLists['pairings'][number]>) =>
    onChange({ ...lists, pairings: pairings.map((one, i) => (i === row ? { ...one, ...part } : one)) });
  return (
    <Panel title="Designs that are not made in a material">
      <ol className="grid gap-3">
        {pairings.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own and are never reordered
          <li key={i} className="grid gap-2 rounded border border-line p-3" data-pairing={i}>
            <Choices
              legend={`Row ${i + 1}: in these materials`}
              options={MATERIALS}
              chosen={row.materials}
              onChange={(chosen) => set(i, { materials: chosen as MaterialCode[] })}
            />
            <Choices
              legend="these designs are not made"
              options={DESIGNS}
              chosen={row.designs}
              onChange={(chosen) => set(i, { designs: chosen as DesignCode[] })}
            />
            <div className="grid gap-2 sm:grid-cols-2">
              <Field label="Why">
                <TextInput maxLength={200} value={row.why} onChange={(e) => set(i, { why: e.target.value })} />
              </Field>
              <Field label="Why, in German" hint="May stay empty.">
                <TextInput
                  lang="de"
                  maxLength={200}
                  value={row.whyDe}
                  onChange={(e) => set(i, { whyDe: e.target.value })}
                />
              </Field>
            </div>
            <Told sentence={saidAt(problems, 'pairings', i)} />
            {mayKeep && (
              <div>
                <Button
                  aria-label={`Remove row ${i + 1} of the pairings`}
                  onClick={() => onChange({ ...lists, pairings: pairings.filter((_, at) => at !== i) })}
                >
                  Remove
                </Button>
              </div>
            )}
          </li>
        ))}
      </ol>
      {pairings.length === 0 && <p className="text-ink-soft">Every design is made in every material.</p>}
      {mayKeep && (
        <Button
          className="mt-3"
          onClick={() =>
            onChange({ ...lists, pairings: [...pairings, { materials: [], designs: [], why: '', whyDe: '' }] })
          }
        >
          Add a row
        </Button>
      )}
    </Panel>
  );
}

/** Treatments that do not go onto one lens together. */
export function ExclusionsPanel({ lists, problems, mayKeep, onChange }: ListPart) {
  const { exclusions } = lists;
  const set = (row: number, part: Partial<RuleLists['exclusions'][number]>) =>
    onChange({ ...lists, exclusions: exclusions.map((one, i) => (i === row ? { ...one, ...part } : one)) });
  return (
    <Panel title="Treatments that exclude each other">
      <ol className="grid gap-2 lg:grid-cols-2">
        {exclusions.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own and are never reordered
          <li key={i} className="grid gap-1" data-exclusion={i}>
            <div className="flex flex-wrap items-center gap-2">
              {(['a', 'b'] as const).map((side) => (
                <Select
                  key={side}
                  className="min-w-0 basis-full sm:max-w-56 sm:flex-1 sm:basis-0"
                  aria-label={`Exclusion ${i + 1}, ${side === 'a' ? 'one' : 'other'} treatment`}
                  placeholder="Choose"
                  value={row[side]}
                  options={TREATMENTS}
                  onChange={(event) => set(i, { [side]: event.target.value as TreatmentCode })}
                />
              ))}
              {mayKeep && (
                <Button
                  aria-label={`Remove exclusion ${i + 1}`}
                  onClick={() => onChange({ ...lists, exclusions: exclusions.filter((_, at) => at !== i) })}
                >
                  Remove
                </Button>
              )}
            </div>
            <Told sentence={saidAt(problems, 'exclusions', i)} />
          </li>
        ))}
      </ol>
      {mayKeep && (
        <Button className="mt-3" onClick={() => onChange({ ...lists, exclusions: [...exclusions, { a: '', b: '' }] })}>
          Add an exclusion
        </Button>
      )}
    </Panel>
  );
}

export function Told({ sentence }: { sentence: string | null }) {
  return sentence ? (
    <p role="alert" className="text-bad text-xs">
      {sentence}
    </p>
  ) : null;
}
