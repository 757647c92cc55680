import { expect, test } from 'vitest';
import { openLines, readScan } from './read-scan.ts';

const aLine = {
  sku: 'FR-ANA-52',
  gtin: '4006381333931',
  quantity: 1,
  pickedQuantity: 0,
  fromLab: false,
  waiting: false,
  bin: { code: 'A-01-2' },
};

test('bin first, then item', () => {
  expect(readScan([aLine], null, 'a-01-2')).toEqual({ kind: 'bin', binCode: 'a-01-2' });
  expect(readScan([aLine], 'A-01-2', '4006381333931')).toEqual({
    kind: 'pick',
    binCode: 'A-01-2',
    code: '4006381333931',
  });
});

test('an item without a bin is asked back', () => {
  expect(readScan([aLine], null, 'fr-ana-52').kind).toBe('ask');
});

test('another bin may be scanned at any time', () => {
  const lines = [aLine, { ...aLine, sku: 'B', bin: { code: 'B-09' } }];

  expect(readScan(lines, 'A-01-2', 'B-09')).toEqual({ kind: 'bin', binCode: 'B-09' });
});

test('a stranger with a bin chosen goes to the server to be refused', () => {
  expect(readScan([aLine], 'A-01-2', '999')).toEqual({ kind: 'pick', binCode: 'A-01-2', code: '999' });
});

test('walks the bins in order and leaves out what the lab brings or what has not arrived', () => {
  const lines = [
    { ...aLine, sku: 'last', bin: { code: 'Z' } },
    { ...aLine, sku: 'lab', fromLab: true },
    { ...aLine, sku: 'waiting', waiting: true },
    { ...aLine, sku: 'done', pickedQuantity: 1 },
    { ...aLine, sku: 'first', bin: { code: 'A' } },
  ];

  expect(openLines(lines).map((line) => line.sku)).toEqual(['first', 'last']);
});
