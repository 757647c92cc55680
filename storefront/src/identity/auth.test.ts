import { expect, it } from 'vitest';
import { problemOf, safeNext } from './auth.ts';

it('tells a wrong password from too many attempts', () => {
  expect(problemOf(401, 'INVALID_EMAIL_OR_PASSWORD')).toBe('wrong');
  expect(problemOf(429, undefined)).toBe('tooMany');
  expect(problemOf(500, undefined)).toBe('failed');
});

it('tells an address and a password that cannot be taken from a wrong one', () => {
  expect(problemOf(400, 'INVALID_EMAIL')).toBe('badEmail');
  expect(problemOf(400, 'PASSWORD_TOO_SHORT')).toBe('tooShort');
  expect(problemOf(400, 'PASSWORD_TOO_LONG')).toBe('tooLong');
});

it('never leads to another site after signing in', () => {
  expect(safeNext('/cart?x=1', '/account')).toBe('/cart?x=1');
  for (const bad of ['https://evil.example', '//evil.example', '/\\evil.example', undefined])
    expect(safeNext(bad, '/account')).toBe('/account');
});
