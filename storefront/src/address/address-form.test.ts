import { expect, it } from 'vitest';
import { addressInput, addressLines, addressText, differs, emptyAddress, missingFields } from './address-form.ts';

it('names what is missing, with the state only where there are states', () => {
  expect(missingFields(emptyAddress('US'))).toEqual(['name', 'line1', 'city', 'region', 'postalCode']);
  expect(missingFields(emptyAddress('DE'))).not.toContain('region');
});

it('sends nothing for an empty field', () => {
  expect(addressInput({ ...emptyAddress(), name: ' Ada ', line2: ' ' })).toMatchObject({ name: 'Ada', line2: null });
});

it('asks about another spelling only when it is another one', () => {
  const mine = addressText({ line1: '417 Montgomery street', city: 'San Francisco' });

  expect(differs(mine, addressText({ line1: '417 MONTGOMERY STREET', city: 'SAN FRANCISCO' }))).toBe(false);
  expect(differs(mine, addressText({ line1: '417 Montgomery St', city: 'San Francisco' }))).toBe(true);
});

it('writes an address like a label', () => {
  const address = {
    name: 'Ada',
    line1: '1 Main St',
    city: 'Reno',
    region: 'NV',
    postalCode: '89501',
    countryCode: 'US',
  };

  expect(addressLines(address, 'en')).toEqual(['Ada', '1 Main St', 'Reno, NV 89501', 'United States']);
  expect(addressLines(address, 'de').at(-1)).toBe('Vereinigte Staaten');
});
