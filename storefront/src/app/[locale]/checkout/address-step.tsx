'use client';
import { type FormEvent, useState } from 'react';
import { AddressFields } from '@/address/address-fields.tsx';
import {
  type AddressText,
  addressInput,
  addressLines,
  addressText,
  differs,
  missingFields,
} from '@/address/address-form.ts';
import { send } from '@/graph/browser.ts';
import type { ResultOf } from '@/graph/tada.ts';
import { tellFailure } from '@/graph/tell.ts';
import type { Locale } from '@/i18n/href.ts';
import { Field, Select } from '@/kit/field.tsx';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';
import { checkAddressDocument, type checkoutPersonDocument } from './checkout.documents.ts';
import type { CheckoutTexts } from './checkout-texts.ts';

/** Who gets the parcel and who pays, as typed. */
export interface AddressEntry {
  email: string;
  shipping: AddressText;
  isBillingSame: boolean;
  billing: AddressText;
}

/** Why it could not be saved: at the fields where that is known, else in a sentence. */
interface NotSaved {
  issues: readonly { field: string | null; message: string }[];
  told: string | null;
}

interface StepProps {
  person: ResultOf<typeof checkoutPersonDocument>['me'];
  entry: AddressEntry;
  onChange(change: Partial<AddressEntry>): void;
  /** @returns null once it is saved */
  onSave(entry: AddressEntry): Promise<NotSaved | null>;
  locale: Locale;
  t: CheckoutTexts;
}

/** Asks for the addresses; one the postal service writes differently is shown both ways before anything is saved. */
export function AddressStep({ person, entry, onChange, onSave, locale, t }: StepProps) {
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [suggestion, setSuggestion] = useState<AddressText | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const save = async (shipping: AddressText) => {
    const failed = await onSave({ ...entry, shipping });
    setSuggestion(null);
    if (!failed) return;
    setErrors(byField(failed.issues));
    setTold(failed.told);
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = mistakesIn(entry, t);
    setErrors(found);
    setTold(null);
    if (Object.keys(found).length > 0) {
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    setBusy(true);
    try {
      const better = await betterSpelling(entry.shipping);
      if (better) setSuggestion(better);
      else await save(entry.shipping);
    } catch (error) {
      setTold(tellFailure(error, t));
    } finally {
      setBusy(false);
    }
  };

  const acceptAddress = async (shipping: AddressText) => {
    onChange({ shipping });
    setBusy(true);
    await save(shipping);
    setBusy(false);
  };

  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      <Field
        label={t.checkout.email}
        type="email"
        name="email"
        autoComplete="email"
        required
        value={entry.email}
        onChange={(event) => onChange({ email: event.target.value })}
        hint={t.checkout.emailHelp}
        error={errors.email}
      />
      {person && person.addresses.length > 1 ? (
        <Select
          label={t.checkout.savedAddress}
          onChange={(event) => {
            const chosen = person.addresses.find((one) => one.id === event.target.value);
            if (chosen) onChange({ shipping: addressText(chosen.address) });
          }}
          value={person.addresses.find((one) => isSame(addressText(one.address), entry.shipping))?.id ?? ''}
        >
          <option value="">—</option>
          {person.addresses.map((one) => (
            <option key={one.id} value={one.id}>
              {addressLines(one.address, locale).join(', ')}
            </option>
          ))}
        </Select>
      ) : null}
      <AddressFields
        section="shipping"
        value={entry.shipping}
        onChange={(shipping) => onChange({ shipping })}
        errors={errorsOf(errors, 'shipping')}
        t={t.checkout}
        optional={t.optional}
      />
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          className="size-5 accent-accent"
          checked={entry.isBillingSame}
          onChange={(event) => onChange({ isBillingSame: event.target.checked })}
        />
        {t.checkout.billingSame}
      </label>
      {entry.isBillingSame ? null : (
        <fieldset className="grid gap-4">
          <legend className={`${look.h3} mb-3`}>{t.checkout.billing}</legend>
          <AddressFields
            section="billing"
            value={entry.billing}
            onChange={(billing) => onChange({ billing })}
            errors={errorsOf(errors, 'billing')}
            t={t.checkout}
            optional={t.optional}
          />
        </fieldset>
      )}
      {suggestion ? (
        <div className="grid gap-3 rounded-2xl bg-accent-soft p-5" role="alert">
          <p>{t.checkout.suggestion}</p>
          <p className="font-medium">{addressLines(suggestion, locale).join(', ')}</p>
          <p className="flex flex-wrap gap-3">
            <button type="button" className={look.primary} disabled={isBusy} onClick={() => acceptAddress(suggestion)}>
              {t.checkout.useSuggestion}
            </button>
            <button
              type="button"
              className={look.secondary}
              disabled={isBusy}
              onClick={() => acceptAddress(entry.shipping)}
            >
              {t.checkout.keepMine}
            </button>
          </p>
        </div>
      ) : null}
      {told ? <Notice tone="bad">{told}</Notice> : null}
      {suggestion ? null : (
        <button type="submit" className={`${look.primary} justify-self-start`} disabled={isBusy}>
          {isBusy ? t.wait : t.checkout.continue}
        </button>
      )}
    </form>
  );
}

const isSame = (one: AddressText, other: AddressText): boolean =>
  (Object.keys(one) as (keyof AddressText)[]).every((key) => one[key].trim() === other[key].trim());

function mistakesIn(
  { email, shipping, isBillingSame, billing }: AddressEntry,
  t: CheckoutTexts,
): Record<string, string> {
  const found: Record<string, string> = {};
  if (!/^\S+@\S+\.\S+$/.test(email.trim())) found.email = t.checkout.emailWrong;
  for (const field of missingFields(shipping)) found[`shipping.${field}`] = t.checkout.fillIn;
  if (!isBillingSame) for (const field of missingFields(billing)) found[`billing.${field}`] = t.checkout.fillIn;
  return found;
}

/** The postal service's spelling where it is more than another way to write the same letters. */
async function betterSpelling(shipping: AddressText): Promise<AddressText | null> {
  const { checkAddress: check } = await send(checkAddressDocument, { address: addressInput(shipping) });
  if (check.__typename !== 'AddressCheck' || !check.suggestion) return null;
  const { name, company, phone } = shipping;
  const better = { ...shipping, ...addressText({ ...check.suggestion, name, company, phone }) };
  return differs(better, shipping) ? better : null;
}

/** A field without a section is one of the delivery address. */
const byField = (issues: NotSaved['issues']): Record<string, string> =>
  Object.fromEntries(
    issues.flatMap(({ field, message }) =>
      field ? [[field.includes('.') || field === 'email' ? field : `shipping.${field}`, message]] : [],
    ),
  );

const errorsOf = (errors: Record<string, string>, section: 'shipping' | 'billing') =>
  Object.fromEntries(
    Object.entries(errors)
      .filter(([key]) => key.startsWith(`${section}.`))
      .map(([key, message]) => [key.slice(section.length + 1), message]),
  );
