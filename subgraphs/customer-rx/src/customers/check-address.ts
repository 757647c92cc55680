import type { Issue } from '@opticworks/kernel';
import type { AddressValue } from '@opticworks/schema';

const messages = {
  REQUIRED: { en: 'Please fill in this field.', de: 'Bitte dieses Feld ausfüllen.' },
  TOO_LONG: { en: 'Please shorten this to {max} characters.', de: 'Bitte auf {max} Zeichen kürzen.' },
  COUNTRY_CODE: {
    en: 'Give the country as two letters, like US or DE.',
    de: 'Bitte das Land mit zwei Buchstaben angeben, z. B. DE.',
  },
  REGION_REQUIRED: { en: 'Please choose the state.', de: 'Bitte den Bundesstaat wählen.' },
  POSTAL_CODE: { en: 'This postal code does not fit the country.', de: 'Diese Postleitzahl passt nicht zum Land.' },
} as const;

const postalCodes: Record<string, RegExp> = {
  US: /^\d{5}(-\d{4})?$/,
  DE: /^\d{5}$/,
  AT: /^\d{4}$/,
  CH: /^\d{4}$/,
  CA: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i,
};

const MAX = 120;

/** Form checks only; whether the house exists is the carrier's question at checkout. */
export function checkAddress(address: AddressValue, locale: 'en' | 'de'): Issue[] {
  const issues: Issue[] = [];
  const add = (field: string, code: keyof typeof messages) =>
    issues.push({
      code,
      field: `address.${field}`,
      severity: 'error',
      message: messages[code][locale].replace('{max}', String(MAX)),
    });
  for (const field of ['name', 'line1', 'city', 'postalCode', 'countryCode'] as const)
    if (!address[field]?.trim()) add(field, 'REQUIRED');
  for (const [field, value] of Object.entries(address))
    if (typeof value === 'string' && value.length > MAX) add(field, 'TOO_LONG');
  const country = address.countryCode?.trim().toUpperCase();
  if (country && !/^[A-Z]{2}$/.test(country)) add('countryCode', 'COUNTRY_CODE');
  if ((country === 'US' || country === 'CA') && !address.region?.trim()) add('region', 'REGION_REQUIRED');
  const pattern = country ? postalCodes[country] : undefined;
  if (pattern && address.postalCode?.trim() && !pattern.test(address.postalCode.trim()))
    add('postalCode', 'POSTAL_CODE');
  return issues;
}

/** A field is one line: what could start another on a label, in a file or in a letter's head becomes a space. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** Each field on one line, trimmed, with an upper-case country and without empty optional fields. */
export function tidyAddress(address: AddressValue): AddressValue {
  const optional = (value: string | null | undefined) => oneLine(value ?? '') || null;
  return {
    name: oneLine(address.name),
    company: optional(address.company),
    line1: oneLine(address.line1),
    line2: optional(address.line2),
    city: oneLine(address.city),
    region: optional(address.region),
    postalCode: oneLine(address.postalCode),
    countryCode: address.countryCode.trim().toUpperCase(),
    phone: optional(address.phone),
  };
}
