import type { ResultOf } from '../../graph/tada.ts';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import type { lensOptionsQuery } from './explain.documents.ts';
import type { ExplainForm, EyeText } from './explain-input.ts';

type Option = ResultOf<typeof lensOptionsQuery>['lensOptions'][number];

/** Frame, prescription (stored or typed) and choice; asked when sent, not while typing. */
export function ExplainFormPanel({
  form,
  onChange,
  options,
  onAsk,
  isAsking,
}: {
  form: ExplainForm;
  onChange(form: ExplainForm): void;
  options: readonly Option[];
  onAsk(): void;
  isAsking: boolean;
}) {
  const set = (part: Partial<ExplainForm>) => onChange({ ...form, ...part });
  const isStored = form.prescriptionId.trim() !== '';
  const of = (kind: Option['kind']) =>
    options.filter((option) => option.kind === kind).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Panel title="Frame, prescription, choice">
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          onAsk();
        }}
      >
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Frame (SKU)">
            <TextInput value={form.sku} required onChange={(event) => set({ sku: event.target.value })} />
          </Field>
          <Field label="Stored prescription" hint="Its number; reading it is written down. Leave empty to type powers.">
            <TextInput value={form.prescriptionId} onChange={(event) => set({ prescriptionId: event.target.value })} />
          </Field>
        </div>
        {isStored ? null : (
          <>
            <EyeRow label="OD" eye={form.od} onChange={(od) => set({ od })} />
            <EyeRow label="OS" eye={form.os} onChange={(os) => set({ os })} />
            <div className="grid grid-cols-2 gap-3 sm:grid-cols-5">
              <Field label="PD right, or both" hint="mm">
                <TextInput
                  inputMode="decimal"
                  value={form.pdOd}
                  onChange={(event) => set({ pdOd: event.target.value })}
                />
              </Field>
              <Field label="PD left" hint="mm">
                <TextInput
                  inputMode="decimal"
                  value={form.pdOs}
                  onChange={(event) => set({ pdOs: event.target.value })}
                />
              </Field>
              <Field label="Height" hint="segment or fitting, mm">
                <TextInput
                  inputMode="decimal"
                  value={form.height}
                  onChange={(event) => set({ height: event.target.value })}
                />
              </Field>
              <Field label="Wrap angle" hint="degrees">
                <TextInput
                  inputMode="decimal"
                  value={form.wrap}
                  onChange={(event) => set({ wrap: event.target.value })}
                />
              </Field>
              <Field label="Born in" hint="year">
                <TextInput
                  inputMode="numeric"
                  value={form.birthYear}
                  onChange={(event) => set({ birthYear: event.target.value })}
                />
              </Field>
            </div>
          </>
        )}
        <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
          <legend className="mb-1 font-medium text-xs">The wearer</legend>
          {(
            [
              ['isForSport', 'wears them for sport, or where something may hit them'],
              ['isOneEyed', 'sees well with one eye only'],
            ] as const
          ).map(([name, label]) => (
            <label key={name} className="flex items-center gap-1.5">
              <input
                type="checkbox"
                checked={form[name]}
                onChange={(event) => onChange({ ...form, [name]: event.target.checked })}
              />
              {label}
            </label>
          ))}
        </fieldset>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Lens type">
            <Select
              value={form.designId}
              placeholder="not chosen"
              options={of('DESIGN')}
              onChange={(event) => set({ designId: event.target.value })}
            />
          </Field>
          <Field label="Material">
            <Select
              value={form.materialId}
              placeholder="not chosen"
              options={of('MATERIAL')}
              onChange={(event) => set({ materialId: event.target.value })}
            />
          </Field>
        </div>
        <fieldset>
          <legend className="mb-1 font-medium text-xs">Treatments</legend>
          <div className="flex flex-wrap gap-x-4 gap-y-1">
            {of('TREATMENT').map(({ value, label }) => (
              <label key={value} className="flex min-h-6 items-center gap-1.5">
                <input
                  type="checkbox"
                  checked={form.treatmentIds.includes(value)}
                  onChange={(event) =>
                    set({
                      treatmentIds: event.target.checked
                        ? [...form.treatmentIds, value]
                        : form.treatmentIds.filter((id) => id !== value),
                    })
                  }
                />
                {label}
              </label>
            ))}
          </div>
        </fieldset>
        <Button type="submit" tone="primary" busy={isAsking}>
          Explain
        </Button>
      </form>
    </Panel>
  );
}

function EyeRow({ label, eye, onChange }: { label: string; eye: EyeText; onChange(eye: EyeText): void }) {
  const field = (name: keyof EyeText, title: string, hint: string) => (
    <Field label={`${label} ${title}`} hint={hint}>
      <TextInput
        inputMode="text"
        className="tabular"
        value={eye[name]}
        onChange={(event) => onChange({ ...eye, [name]: event.target.value })}
      />
    </Field>
  );
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
      {field('sphere', 'sphere', 'with sign: −2.25')}
      {field('cylinder', 'cylinder', 'as written')}
      {field('axis', 'axis', '1–180')}
      {field('add', 'ADD', 'with sign: +2.00')}
    </div>
  );
}
