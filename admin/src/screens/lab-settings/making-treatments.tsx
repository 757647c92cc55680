import { designs, materials, treatments } from '@opticworks/optics/lens';
import { Button, Select } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { Choices } from './choices.tsx';
import type { DesignCode, MaterialCode, NeedRow, RuleLists, TreatmentCode, TreatmentRow } from './making-lists.ts';
import { type ListPart, named, saidAt, Told } from './making-rows.tsx';

const MATERIALS = named(materials);
const DESIGNS = named(designs);
const TREATMENTS = named(treatments);

/** On which materials each treatment is made, which bring it along, and the designs it is not made with. */
export function TreatmentsPanel({ lists, onChange }: ListPart) {
  const set = (row: number, part: Partial<TreatmentRow>) =>
    onChange({ ...lists, treatments: lists.treatments.map((one, i) => (i === row ? { ...one, ...part } : one)) });
  return (
    <Panel title="Materials a treatment is made on">
      <ul className="grid gap-3">
        {lists.treatments.map((row, i) => (
          <li
            key={row.treatment}
            className="grid gap-2 rounded border border-line p-3"
            data-treatment={row.treatment}
            aria-label={treatments[row.treatment].name}
          >
            <h3 className="font-medium">{treatments[row.treatment].name}</h3>
            <Choices
              legend="is made on"
              options={MATERIALS}
              chosen={row.materials}
              onChange={(chosen) => set(i, { materials: chosen as MaterialCode[] })}
              note={row.materials.length + row.inherentIn.length === 0 ? 'It cannot be chosen at all.' : undefined}
            />
            <Choices
              legend="comes along by itself in"
              options={MATERIALS}
              chosen={row.inherentIn}
              onChange={(chosen) => set(i, { inherentIn: chosen as MaterialCode[] })}
            />
            <Choices
              legend="is not made with"
              options={DESIGNS}
              chosen={row.refusedDesigns}
              onChange={(chosen) => set(i, { refusedDesigns: chosen as DesignCode[] })}
            />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Treatments that are made only together with another one. */
export function NeedsPanel({ lists, problems, mayKeep, onChange }: ListPart) {
  const { needs } = lists;
  const keep = (rows: RuleLists['needs']) => onChange({ ...lists, needs: rows });
  const set = (row: number, part: Partial<NeedRow>) =>
    keep(needs.map((one, i) => (i === row ? { ...one, ...part } : one)));
  return (
    <Panel title="What a treatment needs">
      <ol className="grid gap-3">
        {needs.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own and are never reordered
          <li key={i} className="grid gap-2 rounded border border-line p-3" data-need={i}>
            <Select
              className="sm:max-w-56"
              aria-label={`Need ${i + 1}, treatment`}
              placeholder="Choose"
              value={row.treatment}
              options={TREATMENTS.map(([value, label]) => ({ value, label }))}
              onChange={(event) => set(i, { treatment: event.target.value as TreatmentCode | '' })}
            />
            <Choices
              legend={`Need ${i + 1}: at least one of these, where the material takes any`}
              options={TREATMENTS.filter(([code]) => code !== row.treatment || row.anyOf.some((one) => one === code))}
              chosen={row.anyOf}
              onChange={(chosen) => set(i, { anyOf: chosen as TreatmentCode[] })}
            />
            <Told sentence={saidAt(problems, 'needs', i)} />
            {mayKeep && (
              <div>
                <Button aria-label={`Remove need ${i + 1}`} onClick={() => keep(needs.filter((_, at) => at !== i))}>
                  Remove
                </Button>
              </div>
            )}
          </li>
        ))}
      </ol>
      {needs.length === 0 && <p className="text-ink-soft">Every treatment is made by itself.</p>}
      {mayKeep && (
        <Button className="mt-3" onClick={() => keep([...needs, { treatment: '', anyOf: [] }])}>
          Add a need
        </Button>
      )}
    </Panel>
  );
}
