import { materials, treatments } from '@opticworks/optics/lens';
import { Field, TextInput } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { Choices } from './choices.tsx';
import type { MaterialCode, TreatmentCode } from './making-lists.ts';
import { type ListPart, named, saidAt, Told } from './making-rows.tsx';

const MATERIALS = named(materials);
const TREATMENTS = named(treatments);

/** What the young, players and those with one good eye are offered. */
export function ImpactPanel({ lists, onChange }: ListPart) {
  return (
    <Panel title="Impact resistant materials">
      <Choices
        legend="Only these are offered for sport, to the young and to whoever sees with one eye"
        options={MATERIALS}
        chosen={lists.impactResistant}
        onChange={(chosen) => onChange({ ...lists, impactResistant: chosen as MaterialCode[] })}
        note={lists.impactResistant.length === 0 ? 'Nothing could be offered to them.' : undefined}
      />
    </Panel>
  );
}

/** What a finished lens from the shelf is taken to be before anybody takes one. */
export function StockPanel({ lists, problems, onChange }: ListPart) {
  const { stock } = lists;
  const set = (part: Partial<ListPart['lists']['stock']>) => onChange({ ...lists, stock: { ...stock, ...part } });
  return (
    <Panel title="Finished lenses from stock">
      <div className="grid gap-3">
        <p className="text-ink-soft text-xs">
          A pair that asks for no more than this is edged from finished lenses; any other treatment makes it a surfaced
          one.
        </p>
        <Choices
          legend="Uncoated stock lenses already carry"
          options={TREATMENTS}
          chosen={stock.plain}
          onChange={(chosen) => set({ plain: chosen as TreatmentCode[] })}
        />
        <Choices
          legend="Coated stock lenses already carry"
          options={TREATMENTS}
          chosen={stock.coated}
          onChange={(chosen) => set({ coated: chosen as TreatmentCode[] })}
        />
        <Field
          label="Base curves of stock lenses, D at 1.530"
          hint="The thickness of a finished lens is estimated on the nearest of these. Put spaces between them."
        >
          <TextInput
            className="max-w-80 tabular"
            value={stock.bases}
            onChange={(e) => set({ bases: e.target.value })}
          />
        </Field>
        <Told sentence={saidAt(problems, 'bases', 0)} />
      </div>
    </Panel>
  );
}
