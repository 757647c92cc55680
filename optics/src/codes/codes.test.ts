import { expect, it } from 'vitest';
import { gtinCheckDigit, isValidGtin, toGtin14 } from './gtin.ts';
import { isValidNpi, passesLuhn } from './luhn.ts';

it('checks NPIs', () => {
  expect([isValidNpi('1234567893'), isValidNpi('1234567890'), isValidNpi('123456789')]).toEqual([true, false, false]);
  expect(passesLuhn('79927398713')).toBe(true);
  expect(passesLuhn('7992a')).toBe(false);
});

it('checks GTINs', () => {
  expect(isValidGtin('00888290123452')).toBe(true);
  expect(isValidGtin('00888290123453')).toBe(false);
  expect(gtinCheckDigit('0088829012345')).toBe(2);
  expect(toGtin14('96385074')).toBe('00000096385074');
  expect(() => gtinCheckDigit('12')).toThrow(RangeError);
});

it.each([
  ['0', true],
  ['18', true],
  ['19', false],
  ['91', true],
  ['59', true],
  ['67', true],
  ['79927398710', false],
  ['', false],
  ['a18', false],
  ['18a', false],
])('Luhn over "%s" is %s', (digits, passes) => expect(passesLuhn(digits)).toBe(passes));

it.each(['12345678905', '1234567893x', 'x1234567893', '12345678930', '1679576722x'])(
  'an NPI is ten digits, not "%s"',
  (npi) => expect(isValidNpi(npi)).toBe(false),
);

it.each([
  ['96385074', true],
  ['96385075', false],
  ['036000291452', true],
  ['4006381333931', true],
  ['00888290123452', true],
  ['123456789', false],
  ['40063813339310', false],
  ['x4006381333931', false],
  ['4006381333931x', false],
  ['x96385074', false],
  ['', false],
])('a GTIN of "%s" is %s', (gtin, valid) => expect(isValidGtin(gtin)).toBe(valid));

it.each([
  ['9638507', 4],
  ['03600029145', 2],
  ['400638133393', 1],
  ['0000000', 0],
])('the check digit of %s is %i', (body, digit) => expect(gtinCheckDigit(body)).toBe(digit));

it.each(['123456', '12345678', '1234567890', '12345678901234', 'x1234567', '1234567x', 'x12345678901', '12345678901x'])(
  'refuses "%s" as a body',
  (body) => expect(() => gtinCheckDigit(body)).toThrow('7, 11, 12 or 13 digits'),
);

it('keeps a key of fourteen digits', () => {
  expect(toGtin14('00888290123452')).toBe('00888290123452');
});
