import type { Issue } from '@opticworks/kernel';
import type { AddressValue } from '@opticworks/schema';

/** Countries whose post needs a state or province. */
const NEED_REGION = new Set(['US', 'CA', 'AU', 'MX', 'BR']);
const POSTAL: Record<string, RegExp> = {
  US: /^\d{5}(-\d{4})?$/,
  CA: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i,
  DE: /^\d{5}$/,
  AT: /^\d{4}$/,
  CH: /^\d{4}$/,
  FR: /^\d{5}$/,
  GB: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i,
};
const MAX_LENGTH = 120;

const issue = (field: string, code: string, message: string): Issue => ({ code, message, field, severity: 'error' });

/** What a parcel cannot travel without. Whether the place exists is for the carrier to say. */
export function addressIssues(address: AddressValue, path: string): Issue[] {
  const issues: Issue[] = [];
  const need = (key: keyof AddressValue, what: string) => {
    const text = (address[key] ?? '').toString().trim();
    if (!text) issues.push(issue(`${path}.${key}`, 'REQUIRED', `Enter ${what}.`));
    else if (text.length > MAX_LENGTH) issues.push(issue(`${path}.${key}`, 'TOO_LONG', `Shorten ${what}.`));
  };
  need('name', 'the name of the recipient');
  need('line1', 'street and number');
  need('city', 'the city');
  need('postalCode', 'the postal code');
  if (!/^[A-Z]{2}$/.test(address.countryCode))
    issues.push(issue(`${path}.countryCode`, 'REQUIRED', 'Choose the country.'));
  else if (NEED_REGION.has(address.countryCode)) need('region', 'the state');
  const pattern = POSTAL[address.countryCode];
  if (pattern && address.postalCode.trim() && !pattern.test(address.postalCode.trim())) {
    issues.push(issue(`${path}.postalCode`, 'FORMAT', 'This is not a postal code of the chosen country.'));
  }
  return issues;
}

export function emailIssues(email: string): Issue[] {
  const ok = email.length <= 254 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]{2,}$/.test(email);
  return ok ? [] : [issue('email', 'FORMAT', 'Enter an e-mail address like name@example.com.')];
}

/** A field is one line: what could start another on a label, in a file or in a letter's head becomes a space. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** Each field on one line and trimmed, country in capitals; nothing else is changed in what was typed. */
export function tidyAddress(address: AddressValue): AddressValue {
  const tidy = (text: string | null | undefined): string | null => oneLine(text ?? '') || null;
  return {
    name: oneLine(address.name),
    company: tidy(address.company),
    line1: oneLine(address.line1),
    line2: tidy(address.line2),
    city: oneLine(address.city),
    region: tidy(address.region),
    postalCode: oneLine(address.postalCode),
    countryCode: address.countryCode.trim().toUpperCase(),
    phone: tidy(address.phone),
  };
}
