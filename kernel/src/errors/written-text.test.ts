import { describe, expect, it } from 'vitest';
import { amountInput } from '../money/amount-input.ts';
import { isRefusal } from './refusal.ts';
import { writtenText } from './written-text.ts';

const refusalOf = (run: () => unknown) => {
  try {
    return run();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { code: error.code, message: error.message, fields: error.issues.map(({ field }) => field) };
  }
};

describe('a written text', () => {
  it('is kept whole without the space around it, and is nothing when it is only space', () => {
    expect(writtenText(`  ${'a'.repeat(300)}\n`, 300, 'note')).toBe('a'.repeat(300));
    for (const nothing of [' \n ', '', null, undefined]) expect(writtenText(nothing, 300, 'note')).toBeNull();
  });

  it('is refused, never cut, where it is too long', () => {
    expect(refusalOf(() => writtenText('a'.repeat(301), 300, 'note'))).toEqual({
      code: 'TEXT_TOO_LONG',
      message: 'This text has 301 characters; at most 300 are kept. Shorten it.',
      fields: ['note'],
    });
  });
});

describe('an amount that was typed', () => {
  it('is read in the decimals of its currency', () => {
    expect(amountInput('198.5', 'USD', 'amount')).toEqual({ amountMinor: 19_850n, currency: 'USD' });
    expect(amountInput('500', 'JPY', 'amount').amountMinor).toBe(500n);
  });

  it.each([
    ['0.001', 'USD'],
    ['1.5', 'JPY'],
    ['99999999999999999999', 'USD'],
    ['twelve', 'USD'],
    ['', 'USD'],
  ])('is refused at its field as %s %s', (text, currency) => {
    expect(refusalOf(() => amountInput(text, currency, 'cost'))).toMatchObject({
      code: 'AMOUNT_UNREADABLE',
      fields: ['cost'],
    });
  });
});
