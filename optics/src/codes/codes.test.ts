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
