import { useLoad } from '../../graph/load.ts';
import { Field, Select, TextInput } from '../../kit/controls.tsx';
import { day, instant, sayCode } from '../../kit/format.ts';
import { remakeChoices } from './remake.documents.ts';

/** What is made otherwise; an empty text stays as it was, and null treatments do. */
export interface Changes {
  prescriptionId: string;
  measurementId: string;
  designId: string;
  materialId: string;
  treatmentIds: readonly string[] | null;
  /** "grey 75" by the treatment; of those that are made in colours. */
  colours: Readonly<Record<string, string>>;
  frameSku: string;
}

export const noChanges: Changes = {
  prescriptionId: '',
  measurementId: '',
  designId: '',
  materialId: '',
  treatmentIds: null,
  colours: {},
  frameSku: '',
};

/** As the graph takes it; null where nothing is made otherwise. */
export function changesInput({ treatmentIds, colours, ...texts }: Changes) {
  const asked = Object.entries(colours).flatMap(([treatmentId, text]) => {
    const [colourCode, percent] = text.split(' ');
    return colourCode ? [{ treatmentId, colourCode, absorptionPercent: percent ? Number(percent) : null }] : [];
  });
  const given = Object.entries(texts).flatMap(([key, text]) => (text.trim() === '' ? [] : [[key, text.trim()]]));
  if (given.length === 0 && treatmentIds === null && asked.length === 0) return null;
  return {
    ...Object.fromEntries(given),
    ...(treatmentIds === null ? {} : { treatmentIds: [...treatmentIds] }),
    ...(asked.length > 0 ? { colours: asked } : {}),
  };
}

/** Chooses what a remake is made of instead. What the reason says was wrong has to be another one. */
export function RemakeChanges(props: {
  jobId: string;
  needs: readonly string[];
  value: Changes;
  onChange: (changes: Changes) => void;
}) {
  const { jobId, needs, value, onChange } = props;
  const { data } = useLoad(remakeChoices, { id: jobId });
  const job = data?.labJob;
  if (!job) return <p className="text-ink-soft">Reading what can be chosen…</p>;
  const set = (change: Partial<Changes>) => onChange({ ...value, ...change });
  const stays = { value: '', label: 'As before' };
  const of = (kind: string, now: string) => [
    stays,
    ...(data.lensOptions ?? [])
      .filter((option) => option.kind === kind && option.id !== now)
      .map(({ id, name }) => ({ value: id, label: name })),
  ];
  const { prescription, lensParts } = job;
  return (
    <fieldset className="space-y-3">
      <legend className="font-medium">Made otherwise</legend>
      {needs.length > 0 && (
        <p className="text-ink-soft text-xs">
          By this reason the {needs.join(' or the ')} was wrong: choose what it is made with instead.
        </p>
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Prescription" hint="Signed off, of the same account">
          <Select
            options={[
              stays,
              ...(prescription?.signedOffOfOwner ?? [])
                .filter(({ id }) => id !== prescription?.id)
                .map((one) => ({
                  value: one.id,
                  label: `${one.issuedOn ? day(one.issuedOn) : 'No date'}, signed off by ${one.reviewedBy ?? 'nobody'}`,
                })),
            ]}
            value={value.prescriptionId}
            onChange={(event) => set({ prescriptionId: event.target.value })}
          />
        </Field>
        <Field label="Measurement" hint="Of the same account">
          <Select
            options={[
              stays,
              ...(prescription?.measurements ?? []).map((one) => ({
                value: one.id,
                label: `${instant(one.measuredAt)}, ${one.frameName ?? 'person'}, ${sayCode(one.method).toLowerCase()}`,
              })),
            ]}
            value={value.measurementId}
            onChange={(event) => set({ measurementId: event.target.value })}
          />
        </Field>
        <Field label="Design">
          <Select
            options={of('DESIGN', lensParts.designId)}
            value={value.designId}
            onChange={(event) => set({ designId: event.target.value })}
          />
        </Field>
        <Field label="Material">
          <Select
            options={of('MATERIAL', lensParts.materialId)}
            value={value.materialId}
            onChange={(event) => set({ materialId: event.target.value })}
          />
        </Field>
        <Field label="Frame" hint="Article number; empty: as before">
          <TextInput value={value.frameSku} onChange={(event) => set({ frameSku: event.target.value })} />
        </Field>
      </div>
      <details open={value.treatmentIds !== null || needs.includes('treatments')}>
        <summary>Treatments</summary>
        <div className="mt-2 grid gap-1 sm:grid-cols-2">
          {(data.lensOptions ?? [])
            .filter(({ kind }) => kind === 'TREATMENT')
            .map(({ id, name, colours }) => {
              const chosen = value.treatmentIds ?? lensParts.treatmentIds;
              return (
                <label key={id} className="flex items-center gap-2">
                  <input
                    type="checkbox"
                    checked={chosen.includes(id)}
                    onChange={(event) =>
                      set({
                        treatmentIds: event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id),
                      })
                    }
                  />
                  {name}
                  {chosen.includes(id) && colours.length > 0 && (
                    <Select
                      aria-label={`Colour: ${name}`}
                      options={[
                        stays,
                        ...colours.flatMap((colour) =>
                          colour.strengths.length === 0
                            ? [{ value: colour.code, label: colour.name }]
                            : colour.strengths.map(({ absorptionPercent }) => ({
                                value: `${colour.code} ${absorptionPercent}`,
                                label: `${colour.name} ${absorptionPercent} %`,
                              })),
                        ),
                      ]}
                      value={value.colours[id] ?? ''}
                      onChange={(event) => set({ colours: { ...value.colours, [id]: event.target.value } })}
                    />
                  )}
                </label>
              );
            })}
        </div>
      </details>
    </fieldset>
  );
}
