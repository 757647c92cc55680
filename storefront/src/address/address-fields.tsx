'use client';
import type { ReactNode } from 'react';
import type { Messages } from '../i18n/locales.ts';
import { Field, Select } from '../kit/field.tsx';
import { type AddressText, hasRegion } from './address-form.ts';

interface FieldsProps {
  value: AddressText;
  onChange(value: AddressText): void;
  /** What the browser fills in: shipping or billing. */
  section: 'shipping' | 'billing';
  errors: Partial<Record<keyof AddressText, ReactNode>>;
  t: Messages['checkout'];
  optional: string;
}

export function AddressFields({ value, onChange, section, errors, t, optional }: FieldsProps) {
  const field = (name: keyof AddressText, autoComplete: string) => ({
    name: `${section}-${name}`,
    value: value[name],
    autoComplete: `${section} ${autoComplete}`,
    error: errors[name],
    onChange: (event: { target: { value: string } }) => onChange({ ...value, [name]: event.target.value }),
  });
  return (
    <div className="grid grid-cols-6 gap-4">
      <Field label={t.name} className="col-span-6" required {...field('name', 'name')} />
      <Field label={t.line1} className="col-span-6 sm:col-span-4" required {...field('line1', 'address-line1')} />
      <Field
        label={t.line2}
        className="col-span-6 sm:col-span-2"
        optional={optional}
        {...field('line2', 'address-line2')}
      />
      <Field label={t.city} className="col-span-6 sm:col-span-3" required {...field('city', 'address-level2')} />
      {hasRegion(value.countryCode) ? (
        <Field
          label={t.region}
          className="col-span-2 sm:col-span-1"
          required
          maxLength={40}
          {...field('region', 'address-level1')}
        />
      ) : null}
      <Field
        label={t.postalCode}
        className="col-span-4 sm:col-span-2"
        required
        {...field('postalCode', 'postal-code')}
      />
      <Select label={t.country} className="col-span-6 sm:col-span-3" {...field('countryCode', 'country')}>
        {Object.entries(t.countries).map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </Select>
      <Field
        label={t.company}
        className="col-span-6 sm:col-span-3"
        optional={optional}
        {...field('company', 'organization')}
      />
      <Field
        label={t.phone}
        type="tel"
        className="col-span-6 sm:col-span-3"
        optional={optional}
        hint={t.phoneHelp}
        {...field('phone', 'tel')}
      />
    </div>
  );
}
