import { type ReactNode, useState } from 'react';
import { useClient } from 'urql';
import { type RefusalShape, useAct } from '../../graph/act.ts';
import { Field, Select, TextInput } from '../../kit/controls.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { measuredFrameQuery, recordMeasurement } from './measurements.documents.ts';
import { nearHints } from './near-pd.ts';

const empty = {
  method: 'PUPILLOMETER' as 'RULER' | 'PUPILLOMETER' | 'DIGITAL',
  patientName: '',
  frameSku: '',
  frameName: '',
  lensHeightMm: '',
  pdOdMm: '',
  pdOsMm: '',
  nearPdOdMm: '',
  nearPdOsMm: '',
  heightKind: 'FITTING' as 'FITTING' | 'SEGMENT',
  heightOdMm: '',
  heightOsMm: '',
  vertexMm: '',
  refractedVertexMm: '',
  pantoscopicTiltDegrees: '',
  faceFormDegrees: '',
  note: '',
};
export type MeasureForm = typeof empty;

/** Fields as the graph names them: a height's finding concerns the pair. */
const fieldOf: Record<string, string> = { heightOdMm: 'heights.odMm', heightOsMm: 'heights.osMm' };
const decimal = (text: string): string | null => text.trim().replace(',', '.').replace('−', '-') || null;

/** Takes down what was measured. Impossible values are told at their field; unusual ones are confirmed one by one. */
export function MeasureDialog(props: {
  trigger: ReactNode;
  title: string;
  whom: { customerId: string } | { prescriptionId: string } | { supersedes: string };
  /** Values to begin with: the frame of an order, or the version before. */
  start?: Partial<MeasureForm>;
  names?: readonly string[];
  onKept: (measurementId: string) => Promise<void> | void;
}) {
  const { act } = useAct();
  const client = useClient();
  const [form, setForm] = useState<MeasureForm>({ ...empty, ...props.start });
  const [refusal, setRefusal] = useState<RefusalShape | null>(null);
  const [confirmed, setConfirmed] = useState<string[]>([]);
  const errorOf = (field: string) =>
    refusal?.issues.find((one) => one.severity === 'ERROR' && one.field === (fieldOf[field] ?? field))?.message ?? null;
  const input = (name: Exclude<keyof MeasureForm, 'method' | 'heightKind'>) => ({
    value: form[name],
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value }),
  });
  const number = (name: Exclude<keyof MeasureForm, 'method' | 'heightKind'>, label: string, hint?: string) => (
    <Field label={label} error={errorOf(name)} {...(hint ? { hint } : {})}>
      <TextInput {...input(name)} inputMode="decimal" autoComplete="off" />
    </Field>
  );
  const findFrame = async () => {
    const sku = form.frameSku.trim();
    if (!sku) return;
    const { data } = await client.query(measuredFrameQuery, { sku }).toPromise();
    const found = data?.variant;
    if (found?.frameSize)
      setForm((now) => ({
        ...now,
        frameName: `${found.product.name} ${found.name}`,
        lensHeightMm: String(found.frameSize?.lensHeightMm ?? ''),
      }));
  };
  const near = nearHints({ pdOd: form.pdOdMm, pdOs: form.pdOsMm, pdBoth: '' });
  const warnings = (refusal?.issues ?? []).filter((one) => one.severity === 'WARNING');
  return (
    <FormDialog
      wide
      trigger={props.trigger}
      title={props.title}
      consequence="Kept with your name and the time. An earlier version stays as it is. Right eye first; lengths in mm, angles in degrees."
      submit="Keep"
      onSubmit={async () => {
        const isFramed = Boolean(form.frameSku.trim() || form.frameName.trim());
        const made = await act(
          recordMeasurement,
          {
            input: {
              ...props.whom,
              method: form.method,
              patientName: form.patientName.trim() || null,
              frame: isFramed
                ? {
                    sku: form.frameSku.trim() || null,
                    name: form.frameName.trim() || form.frameSku.trim(),
                    lensHeightMm: decimal(form.lensHeightMm),
                  }
                : null,
              pdOdMm: decimal(form.pdOdMm),
              pdOsMm: decimal(form.pdOsMm),
              nearPdOdMm: decimal(form.nearPdOdMm),
              nearPdOsMm: decimal(form.nearPdOsMm),
              heightKind: form.heightKind,
              heightOdMm: decimal(form.heightOdMm),
              heightOsMm: decimal(form.heightOsMm),
              vertexMm: decimal(form.vertexMm),
              refractedVertexMm: decimal(form.refractedVertexMm),
              pantoscopicTiltDegrees: decimal(form.pantoscopicTiltDegrees),
              faceFormDegrees: decimal(form.faceFormDegrees),
              note: form.note.trim() || null,
              confirmedWarnings: confirmed,
            },
          },
          { done: 'The measurement is kept.', onRefusal: setRefusal },
        );
        if (!made) return false;
        await props.onKept(made.id);
        setForm({ ...empty, ...props.start });
        setRefusal(null);
        setConfirmed([]);
        return true;
      }}
    >
      {refusal && (
        <div role="alert" className="rounded bg-bad-soft px-3 py-2 text-bad">
          <p>{refusal.message}</p>
          <ul className="list-disc ps-5">
            {refusal.issues
              .filter((one) => one.severity === 'ERROR')
              .map((one) => (
                <li key={`${one.field}${one.code}`}>{one.message}</li>
              ))}
          </ul>
        </div>
      )}
      {warnings.length > 0 && (
        <fieldset className="space-y-1 rounded bg-warn-soft px-3 py-2">
          <legend className="float-left w-full font-medium text-warn">Unusual: measured again and right?</legend>
          {warnings.map((one) => (
            <label key={`${one.field}${one.code}`} className="clear-both flex gap-2">
              <input
                type="checkbox"
                checked={confirmed.includes(one.code)}
                onChange={(event) =>
                  setConfirmed(
                    event.target.checked ? [...confirmed, one.code] : confirmed.filter((code) => code !== one.code),
                  )
                }
              />
              <span>{one.message}</span>
            </label>
          ))}
        </fieldset>
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="With">
          <Select
            value={form.method}
            onChange={(event) => setForm({ ...form, method: event.target.value as MeasureForm['method'] })}
            options={[
              { value: 'PUPILLOMETER', label: 'Pupillometer' },
              { value: 'DIGITAL', label: 'Digital centring' },
              { value: 'RULER', label: 'Ruler' },
            ]}
          />
        </Field>
        <Field label="Whose eyes" hint="On a shared account.">
          <TextInput {...input('patientName')} list="measured-names" autoComplete="off" />
        </Field>
        <datalist id="measured-names">
          {(props.names ?? []).map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        {number('pdOdMm', 'PD far, right')}
        {number('pdOsMm', 'PD far, left')}
        {number('nearPdOdMm', 'PD near, right', near.od)}
        {number('nearPdOsMm', 'PD near, left', near.os)}
      </div>
      <fieldset className="grid gap-3 rounded border border-line p-3 sm:grid-cols-2">
        <legend className="px-1 font-medium text-xs">In a frame</legend>
        <Field label="Frame, SKU" hint="Left empty for the customer’s own frame.">
          <TextInput {...input('frameSku')} onBlur={() => void findFrame()} autoComplete="off" />
        </Field>
        <Field label="Frame, name">
          <TextInput {...input('frameName')} autoComplete="off" />
        </Field>
        <Field label="Height measured to" error={errorOf('heightKind')}>
          <Select
            value={form.heightKind}
            onChange={(event) => setForm({ ...form, heightKind: event.target.value as MeasureForm['heightKind'] })}
            options={[
              { value: 'FITTING', label: 'Fitting cross' },
              { value: 'SEGMENT', label: 'Top of the segment' },
            ]}
          />
        </Field>
        {number('lensHeightMm', 'Lens height B', 'Heights are held against it.')}
        {number('heightOdMm', 'Height, right', 'From the lowest point of the lens.')}
        {number('heightOsMm', 'Height, left')}
        {number('vertexMm', 'Vertex distance as worn')}
        {number('refractedVertexMm', 'Vertex distance of the refraction')}
        {number('pantoscopicTiltDegrees', 'Pantoscopic tilt, °', 'Lower edge toward the cheek is plus.')}
        {number('faceFormDegrees', 'Face form, °', 'Temporal edge backward is plus, per lens.')}
      </fieldset>
      <Field label="Note for the house">
        <TextInput {...input('note')} />
      </Field>
    </FormDialog>
  );
}
