import { madeValues, notMadeIn, type WrittenField, writtenFields } from '@opticworks/optics/contact-lens';
import { findingMessage } from '@opticworks/optics/prescription';
import { useId, useState } from 'react';
import { type RefusalShape, useAct } from '../../graph/act.ts';
import { useLoad } from '../../graph/load.ts';
import { Button, Field, Select, TextArea, TextInput } from '../../kit/controls.tsx';
import { IssueList } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import {
  type ContactPaper,
  contactInput,
  contactUnreadable,
  emptyContactLens,
  emptyContactPaper,
  type TypedContactLens,
} from './contact-input.ts';
import { contactLensesQuery } from './enter.documents.ts';
import { typePrescription } from './prescriptions.documents.ts';
import { warningsLeft } from './typed-fields.tsx';

const eyeNames = [
  ['OD', 'Right eye (OD)'],
  ['OS', 'Left eye (OS)'],
] as const;
const labels: Record<WrittenField, string> = {
  power: 'Power',
  cylinder: 'Cylinder',
  axis: 'Axis',
  add: 'ADD',
  baseCurve: 'Base curve, mm',
  diameter: 'Diameter, mm',
  dominance: 'Dominance',
};
const row = 'grid grid-cols-2 gap-3 sm:grid-cols-4';

/** What stands on a contact lens prescription, typed in for a customer. Values a product is not made in are told with the nearest that exist. */
export function ContactLensDialog(props: { customer: { id: string; name: string }; reload: () => void }) {
  const { act } = useAct();
  const { data } = useLoad(contactLensesQuery, {});
  const start = { ...emptyContactPaper, patientName: props.customer.name };
  const [eyes, setEyes] = useState({ OD: emptyContactLens, OS: emptyContactLens });
  const [paper, setPaper] = useState<ContactPaper>(start);
  const [told, setTold] = useState<RefusalShape | null>(null);
  const [hasSeen, setSeen] = useState(false);

  const products = (data?.products.edges ?? []).map(({ node }) => ({
    name: `${node.brand.name} ${node.name}`,
    rows: node.contactLens?.rows ?? [],
  }));
  const product = products.find(({ name }) => name === paper.brand);
  const rows = product?.rows ?? [];
  const used = rows.length === 0 ? writtenFields : writtenFields.filter((field) => madeValues(rows, field).length > 0);
  const isOn = (['OD', 'OS'] as const).filter((eye) => eyes[eye].isOn);
  const unreadable = Object.assign({}, ...isOn.map((eye) => contactUnreadable(eye, eyes[eye]))) as Record<
    string,
    string
  >;
  const notMade = isOn
    .filter((eye) => rows.length > 0 && eyes[eye].power.trim() !== '')
    .flatMap((eye) => notMadeIn(rows, eyes[eye], `contactLenses.${eye}`));
  const reasonAt = (field: string): string | undefined => {
    const found = notMade.find((one) => one.field === field);
    return unreadable[field] ?? (found && findingMessage(found, 'en', { withEye: false }));
  };
  const warnings = warningsLeft(told?.issues);
  const isAsked = warnings.length > 0 || (hasSeen && notMade.length > 0);

  const change = (eye: 'OD' | 'OS', part: Partial<TypedContactLens>) => {
    setTold(null);
    setSeen(false);
    setEyes({ ...eyes, [eye]: { ...eyes[eye], ...part } });
  };
  const plain = (
    name: keyof ContactPaper,
    label: string,
    more: { type?: string; hint?: string; required?: boolean } = {},
  ) => (
    <Field label={label} {...(more.hint ? { hint: more.hint } : {})}>
      <TextInput
        type={more.type ?? 'text'}
        required={more.required ?? false}
        autoComplete="off"
        value={paper[name]}
        onChange={(event) => {
          setTold(null);
          setPaper({ ...paper, [name]: event.target.value });
        }}
      />
    </Field>
  );

  async function submit(): Promise<boolean> {
    if (Object.keys(unreadable).length > 0) return false;
    if (notMade.length > 0 && !hasSeen) {
      setSeen(true);
      return false;
    }
    const input = contactInput(props.customer.id, eyes, paper, warnings);
    const saved = await act(
      typePrescription,
      { input },
      { done: 'Kept. It waits for its order and its check.', onRefusal: setTold },
    );
    if (!saved) return false;
    setEyes({ OD: emptyContactLens, OS: emptyContactLens });
    setPaper(start);
    setTold(null);
    props.reload();
    return true;
  }

  return (
    <FormDialog
      wide
      trigger={<Button>Contact lenses</Button>}
      title={`Contact lens prescription of ${props.customer.name}`}
      consequence="As it stands on the paper, with every sign. Nothing is rounded: what a lens is not made in is a question for the prescriber."
      submit={isAsked ? 'It stands so on the paper: save' : 'Save'}
      onSubmit={submit}
    >
      <div className={row}>
        <BrandField
          value={paper.brand}
          names={products.map(({ name }) => name)}
          onChange={(brand) => setPaper({ ...paper, brand })}
        />
        {plain('privateLabel', 'Private label', { hint: 'a store brand’s trade name' })}
        {plain('manufacturer', 'Manufacturer')}
        {plain('equivalentBrand', 'Equivalent brand')}
      </div>
      {eyeNames.map(([eye, name]) => {
        const lens = eyes[eye];
        return (
          <fieldset key={eye} className="space-y-2">
            <legend className="mb-1 font-medium">{name}</legend>
            <label className="flex items-center gap-2">
              <input
                type="checkbox"
                checked={lens.isOn}
                onChange={(event) => change(eye, { isOn: event.target.checked })}
              />
              A lens is prescribed for this eye
            </label>
            {lens.isOn && (
              <div className={row}>
                {used.map((field) => (
                  <LensField
                    key={field}
                    field={field}
                    value={lens[field]}
                    made={madeValues(rows, field)}
                    error={reasonAt(`contactLenses.${eye}.${field}`)}
                    onChange={(value) => change(eye, { [field]: value })}
                  />
                ))}
                <Field label="Base curve, in words" hint="flat, median …">
                  <TextInput
                    value={lens.baseCurveName}
                    onChange={(event) => change(eye, { baseCurveName: event.target.value })}
                  />
                </Field>
                <Field label="Colour">
                  <TextInput value={lens.colour} onChange={(event) => change(eye, { colour: event.target.value })} />
                </Field>
              </div>
            )}
          </fieldset>
        );
      })}
      <div className={row}>
        {plain('examinedOn', 'Examined on', { type: 'date' })}
        {plain('issuedOn', 'Issued on', { type: 'date', required: true })}
        {plain('expiresOn', 'Valid until', { type: 'date' })}
        {plain('medicalReason', 'Reason for an early end', { hint: 'where it ends before a year' })}
        {plain('patientName', 'Patient')}
        {plain('birthDate', 'Date of birth', { type: 'date' })}
        {plain('prescriberName', 'Prescriber', { required: true })}
        {plain('licence', 'Licence')}
        {plain('npi', 'NPI', { hint: 'ten digits' })}
        {plain('phone', 'Phone of the practice')}
        {plain('fax', 'Fax')}
        {plain('email', 'E-mail of the practice')}
      </div>
      {plain('address', 'Address of the practice')}
      <Field label="Note">
        <TextArea rows={2} value={paper.note} onChange={(event) => setPaper({ ...paper, note: event.target.value })} />
      </Field>
      {hasSeen && notMade.length > 0 && (
        <p role="alert" className="rounded bg-warn-soft px-3 py-2 text-warn">
          {paper.brand} is not made so. Compare it with the paper once more; saved, it can be sold only after the
          prescriber has changed it.
        </p>
      )}
      {told && (
        <div className="space-y-2" role="alert">
          <p className="font-medium text-bad">{told.message}</p>
          <IssueList issues={told.issues} />
        </div>
      )}
    </FormDialog>
  );
}

function BrandField(props: { value: string; names: readonly string[]; onChange: (brand: string) => void }) {
  const list = useId();
  return (
    <Field label="Brand" hint="as the paper names the lens">
      <TextInput
        required
        list={list}
        autoComplete="off"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
      <datalist id={list}>
        {props.names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </Field>
  );
}

/** A value as typed, with what the product is made in to choose from. */
function LensField(props: {
  field: WrittenField;
  value: string;
  made: readonly string[];
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  const list = useId();
  const { field, value, made, error, onChange } = props;
  if (field === 'dominance')
    return (
      <Field label={labels[field]} error={error}>
        <Select
          value={value}
          placeholder="–"
          options={[
            { value: 'D', label: 'D, dominant' },
            { value: 'N', label: 'N, the other' },
          ]}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
    );
  const signed = field === 'power' || field === 'cylinder';
  return (
    <Field label={labels[field]} error={error} {...(field === 'power' ? { hint: 'with its sign' } : {})}>
      <TextInput
        list={list}
        autoComplete="off"
        required={field === 'power'}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={list}>
        {made.map((one) => (
          <option key={one} value={signed && Number(one) > 0 ? `+${one}` : one} />
        ))}
      </datalist>
    </Field>
  );
}
