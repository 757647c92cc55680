import { expect, test } from 'vitest';
import { csvCell, csvText } from './csv.ts';

test('a formula cannot run in a spreadsheet', () => {
  expect(csvCell('=HYPERLINK("http://x")')).toBe(`"'=HYPERLINK(""http://x"")"`);
  expect(csvCell('@SUM(A1)')).toBe("'@SUM(A1)");
  expect(csvCell('-2+3')).toBe("'-2+3");
});

test('a signed power stays a number', () => {
  expect(csvCell('−2.25')).toBe('-2.25');
  expect(csvCell('+1.00')).toBe('+1.00');
});

test('quotes what needs quotes', () => {
  expect(csvText(['a', 'b'], [['x,y', null]])).toBe('\uFEFFa,b\r\n"x,y",\r\n');
});
