import { expect, test } from 'vitest';
import { matchInvoice } from './three-way-match.rules.ts';

const tolerance = { absoluteMinor: 5n, relativeBps: 100, taxBps: 0 };
const match = (received: number, unitCostMinor: bigint, options: object = {}, already: [string, number][] = []) =>
  matchInvoice(
    {
      lines: [{ sku: 'SV150', quantity: 20, unitCostMinor }],
      statedTotalMinor: null,
      statedTaxMinor: null,
      isDuplicate: false,
      ...options,
    },
    [{ id: 'l1', sku: 'SV150', quantity: 20, received, unitCostMinor: 325n }],
    new Map(already),
    tolerance,
  );
const codes = (result: ReturnType<typeof match>) => result.holds.map((hold) => [hold.code, hold.amountMinor]);

test('the cases of the reference', () => {
  expect(match(20, 325n)).toMatchObject({ status: 'APPROVED', payableMinor: 6500n, varianceMinor: 0n });
  expect(codes(match(18, 325n))).toEqual([['QTY_OVER', 650n]]);
  expect(match(20, 330n)).toMatchObject({ status: 'APPROVED', payableMinor: 6600n, varianceMinor: 100n });
  expect(codes(match(20, 340n))).toEqual([['PRICE', 300n]]);
  expect(match(20, 325n, { isDuplicate: true })).toMatchObject({ status: 'DUPLICATE', payableMinor: 0n });
});

test('two rejected of twenty hold the invoice until they are credited', () => {
  expect(match(18, 325n)).toMatchObject({ status: 'HELD', payableMinor: 0n });
});

test('invoices add up over time', () => {
  expect(codes(match(20, 325n, {}, [['l1', 15]]))).toEqual([['QTY_OVER', 4875n]]);
  expect(match(40, 325n, {}, [['l1', 20]]).status).toBe('APPROVED');
});

test('nothing received, unknown items, wrong tax and extra charges are held apart', () => {
  expect(codes(match(0, 325n))).toEqual([['NOT_RECEIVED', 6500n]]);
  expect(codes(match(20, 325n, { statedTotalMinor: 6900n }))).toEqual([['CHARGE', 400n]]);
  expect(codes(match(20, 325n, { statedTaxMinor: 1300n, statedTotalMinor: 7800n }))).toEqual([['TAX', 1300n]]);
  const other = matchInvoice(
    {
      lines: [{ sku: 'X', quantity: 2, unitCostMinor: 100n }],
      statedTotalMinor: null,
      statedTaxMinor: null,
      isDuplicate: false,
    },
    [],
    new Map(),
    tolerance,
  );
  expect(codes(other)).toEqual([['NO_PO', 200n]]);
});

test('agreed tax passes', () => {
  const result = matchInvoice(
    {
      lines: [{ sku: 'S', quantity: 20, unitCostMinor: 325n }],
      statedTotalMinor: 7800n,
      statedTaxMinor: 1300n,
      isDuplicate: false,
    },
    [{ id: 'l', sku: 'S', quantity: 20, received: 20, unitCostMinor: 325n }],
    new Map(),
    { ...tolerance, taxBps: 2000 },
  );
  expect(result).toMatchObject({ status: 'APPROVED', payableMinor: 7800n });
});

test('one per cent of a small price is not rounded away', () => {
  expect(
    matchInvoice(
      {
        lines: [{ sku: 'S', quantity: 1, unitCostMinor: 1010n }],
        statedTotalMinor: null,
        statedTaxMinor: null,
        isDuplicate: false,
      },
      [{ id: 'l', sku: 'S', quantity: 1, received: 1, unitCostMinor: 1000n }],
      new Map(),
      tolerance,
    ).status,
  ).toBe('APPROVED');
});
