'use client';
import { type FormEvent, useState } from 'react';
import { AddressFields } from '@/address/address-fields.tsx';
import {
  type AddressText,
  addressInput,
  addressLines,
  addressText,
  emptyAddress,
  missingFields,
} from '@/address/address-form.ts';
import { send } from '@/graph/browser.ts';
import type { ResultOf } from '@/graph/tada.ts';
import type { Locale } from '@/i18n/href.ts';
import type { Messages } from '@/i18n/locales.ts';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';
import { type accountDocument, removeAddressDocument, saveAddressDocument } from './account.documents.ts';
import { type PartTexts, useChange } from './account-parts.tsx';

type Saved = NonNullable<ResultOf<typeof accountDocument>['me']>['addresses'][number];

interface BookProps {
  addresses: Saved[];
  locale: Locale;
  t: PartTexts & { checkout: Messages['checkout']; change: string; remove: string };
}

export function AddressBook({ addresses, locale, t }: BookProps) {
  const { outcome, isBusy, run, issueOf } = useChange(t);
  const [editing, setEditing] = useState<{ id: string | null; address: AddressText } | null>(null);
  const [errors, setErrors] = useState<Partial<Record<keyof AddressText, string>>>({});
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!editing) return;
    const missing = missingFields(editing.address);
    setErrors(Object.fromEntries(missing.map((field) => [field, t.checkout.fillIn])));
    if (missing.length > 0) return;
    const isSaved = await run(
      async () =>
        (
          await send(saveAddressDocument, {
            id: editing.id,
            address: addressInput(editing.address),
            isDefault: addresses.length === 0 || null,
          })
        ).saveAddress,
      t.saved,
    );
    if (isSaved) setEditing(null);
  };
  return (
    <section className="grid gap-4" aria-labelledby="addresses">
      <h2 id="addresses" className={look.h2}>
        {t.account.addresses}
      </h2>
      {addresses.length === 0 ? <p className="text-ink-soft">{t.account.noAddresses}</p> : null}
      <ul className="grid gap-4 md:grid-cols-2 lg:grid-cols-3">
        {addresses.map((saved) => (
          <li key={saved.id} className={`${look.card} grid content-start gap-1 p-5`}>
            {addressLines(saved.address, locale).map((line) => (
              <p key={line}>{line}</p>
            ))}
            <p className="mt-2 flex flex-wrap items-center gap-x-2">
              {saved.isDefault ? (
                <span className={`${look.badge} bg-accent-soft text-accent`}>{t.account.default}</span>
              ) : (
                <button
                  type="button"
                  className={`${look.quiet} text-sm`}
                  disabled={isBusy}
                  onClick={() =>
                    run(
                      async () =>
                        (
                          await send(saveAddressDocument, {
                            id: saved.id,
                            address: addressInput(addressText(saved.address)),
                            isDefault: true,
                          })
                        ).saveAddress,
                      t.saved,
                    )
                  }
                >
                  {t.account.makeDefault}
                </button>
              )}
              <button
                type="button"
                className={`${look.quiet} text-sm`}
                onClick={() => setEditing({ id: saved.id, address: addressText(saved.address) })}
              >
                {t.change}
              </button>
              <button
                type="button"
                className={`${look.quiet} text-sm`}
                disabled={isBusy}
                onClick={() =>
                  run(async () => (await send(removeAddressDocument, { id: saved.id })).removeAddress, t.saved)
                }
              >
                {t.remove}
              </button>
            </p>
          </li>
        ))}
      </ul>
      {editing ? (
        <form onSubmit={submit} noValidate className={`${look.card} grid gap-5 p-6`}>
          <AddressFields
            section="shipping"
            value={editing.address}
            onChange={(address) => setEditing({ ...editing, address })}
            errors={{ ...refusedFields(issueOf), ...errors }}
            t={t.checkout}
            optional={t.optional}
          />
          <p className="flex flex-wrap gap-3">
            <button type="submit" className={look.primary} disabled={isBusy}>
              {t.save}
            </button>
            <button type="button" className={look.secondary} onClick={() => setEditing(null)}>
              {t.cancel}
            </button>
          </p>
        </form>
      ) : (
        <button
          type="button"
          className={`${look.secondary} justify-self-start`}
          onClick={() => setEditing({ id: null, address: emptyAddress() })}
        >
          {t.account.addAddress}
        </button>
      )}
      {outcome ? <Notice tone={outcome.tone}>{outcome.text}</Notice> : null}
    </section>
  );
}

/** What the graph refused, at the fields of the form. */
function refusedFields(issueOf: (name: string) => string | undefined): Partial<Record<keyof AddressText, string>> {
  const found: Partial<Record<keyof AddressText, string>> = {};
  for (const name of Object.keys(emptyAddress()) as (keyof AddressText)[]) {
    const message = issueOf(name);
    if (message) found[name] = message;
  }
  return found;
}
