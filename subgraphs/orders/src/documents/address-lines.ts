import type { AddressValue } from '@opticworks/schema';

const POSTAL_CODE_AFTER_CITY = new Set(['US', 'CA', 'AU', 'GB', 'IE', 'IN', 'NZ']);

/** An address as it is written on an envelope, without the phone; the country in the reader's language. */
export function addressLines(address: AddressValue, locale: 'en' | 'de'): string[] {
  const place = POSTAL_CODE_AFTER_CITY.has(address.countryCode)
    ? [[address.city, address.region].filter(Boolean).join(', '), address.postalCode].filter(Boolean).join(' ')
    : [address.postalCode, address.city].filter(Boolean).join(' ');
  return [address.name, address.company, address.line1, address.line2, place, countryName(address.countryCode, locale)]
    .map((line) => line?.trim())
    .filter((line): line is string => Boolean(line));
}

const REGIONS = {
  en: new Intl.DisplayNames(['en'], { type: 'region' }),
  de: new Intl.DisplayNames(['de'], { type: 'region' }),
};

function countryName(code: string, locale: 'en' | 'de'): string {
  try {
    return REGIONS[locale].of(code.toUpperCase()) ?? code;
  } catch {
    return code;
  }
}
