import { expect, test } from 'vitest';
import { readEdi } from '../read-edi.ts';
import { at, readEdifact } from './edifact-interchange.ts';
import { writeOrders } from './write-orders.ts';

const wrap = (message: string) =>
  `UNA:+.? '\nUNB+UNOC:3+4012345000092:14+5412345000013:14+260302:0900+SUP77'\n${message.replaceAll("' ", "'\n")}\nUNZ+1+SUP77'\n`;
const ORDRSP =
  "UNH+1+ORDRSP:D:96A:UN:EAN005' BGM+231+OR-5567+4' DTM+137:20260302:102' RFF+ON:PO-10045' NAD+BY+5412345000013::9' NAD+SU+4012345000092::9' LIN+1+3+4012345678901:EN' QTY+21:20:PCE' QTY+12:15:PCE' UNS+S' UNT+11+1'";
const DESADV =
  "UNH+1+DESADV:D:96A:UN:EAN005' BGM+351+DA-889+9' DTM+137:20260304:102' DTM+11:20260304:102' RFF+ON:PO-10045' NAD+BY+5412345000013::9' NAD+SU+4012345000092::9' CPS+1' PAC+1++CT' LIN+1++4012345678901:EN' QTY+12:20:PCE' CNT+2:1' UNT+13+1'";
const INVOIC =
  "UNH+1+INVOIC:D:96A:UN:EAN008' BGM+380+INV7788+9' DTM+137:20260304:102' RFF+ON:PO-10045' NAD+BY+5412345000013::9' NAD+SU+4012345000092::9' CUX+2:EUR:4' LIN+1++4012345678901:EN' QTY+47:20:PCE' MOA+203:65.00' PRI+AAA:3.25' TAX+7+VAT+++:::20' UNS+S' CNT+2:1' MOA+79:65.00' MOA+124:13.00' MOA+77:78.00' UNT+18+1'";

const ORDER = {
  number: 'PO-10045',
  orderedOn: '2026-03-01',
  requestedOn: '2026-03-05',
  currency: 'EUR',
  shipTo: { name: 'MAIN LAB', code: 'LAB01' },
  lines: [
    { quantity: 20, unitCost: '3.25', code: { kind: 'GTIN' as const, value: '4012345678901' }, description: null },
  ],
};
const FROM = {
  senderGln: '5412345000013',
  receiverGln: '4012345000092',
  controlReference: 'REF0001',
  at: new Date('2026-03-01T12:00:00Z'),
  isTest: false,
};

test('writes ORDERS as partners read it', () => {
  expect(writeOrders(ORDER, FROM)).toBe(`UNA:+.? '
UNB+UNOC:3+5412345000013:14+4012345000092:14+260301:1200+REF0001'
UNH+1+ORDERS:D:96A:UN:EAN008'
BGM+220+PO-10045+9'
DTM+137:20260301:102'
DTM+2:20260305:102'
NAD+BY+5412345000013::9'
NAD+SU+4012345000092::9'
CUX+2:EUR:9'
LIN+1++4012345678901:EN'
QTY+21:20:PCE'
PRI+AAA:3.25'
UNS+S'
CNT+2:1'
UNT+13+1'
UNZ+1+REF0001'`);
});

test('signs with a meaning are released and come back as they were', () => {
  const text = writeOrders({ ...ORDER, number: "O'NEIL+1:2?" }, FROM);

  expect(text).toContain("BGM+220+O?'NEIL?+1?:2??+9'");
  const [message] = readEdifact(text).messages;
  expect(at(message!.body[0], 2)).toBe("O'NEIL+1:2?");
});

test('reads the order response: 15 now, 5 later', () => {
  expect(readEdi(wrap(ORDRSP))).toMatchObject([
    {
      format: 'EDIFACT',
      code: 'ORDRSP',
      senderId: '4012345000092',
      controlNumber: 'SUP77.1',
      document: {
        kind: 'ORDER_RESPONSE',
        orderNumber: 'PO-10045',
        outcome: 'CHANGED',
        lines: [
          {
            codes: [{ kind: 'GTIN', value: '4012345678901' }],
            ordered: 20,
            parts: [
              { answer: 'CHANGED', quantity: 15 },
              { answer: 'BACK_ORDERED', quantity: 5 },
            ],
          },
        ],
      },
    },
  ]);
});

test('reads the despatch advice', () => {
  expect(readEdi(wrap(DESADV))[0]!.document).toMatchObject({
    kind: 'SHIP_NOTICE',
    number: 'DA-889',
    orderNumber: 'PO-10045',
    shippedOn: '2026-03-04',
    lines: [{ quantity: 20 }],
  });
});

test('reads the invoice with its tax', () => {
  expect(readEdi(wrap(INVOIC))[0]!.document).toEqual({
    kind: 'INVOICE',
    number: 'INV7788',
    issuedOn: '2026-03-04',
    orderNumber: 'PO-10045',
    lines: [{ codes: [{ kind: 'GTIN', value: '4012345678901' }], quantity: 20, unitCost: '3.25' }],
    total: '78.00',
    tax: '13.00',
  });
});

test('the signs are read from UNA, and are the usual ones without it', () => {
  const other = wrap(ORDRSP)
    .replace("UNA:+.? '", 'UNA|*.! ~')
    .replaceAll(':', '|')
    .replaceAll('+', '*')
    .replaceAll("'", '~');
  expect(readEdi(other)[0]!.code).toBe('ORDRSP');
  expect(readEdi(wrap(ORDRSP).replace("UNA:+.? '\n", ''))[0]!.code).toBe('ORDRSP');
});

const good = wrap(INVOIC);
test.each([
  ['UNT01', good.replace('UNT+18', 'UNT+17')],
  ['UNT02', good.replace('UNT+18+1', 'UNT+18+2')],
  ['UNZ01', good.replace('UNZ+1', 'UNZ+2')],
  ['UNZ02', good.replace('UNZ+1+SUP77', 'UNZ+1+SUP78')],
  ['CNT', good.replace('CNT+2:1', 'CNT+2:2')],
  ['UNB sender', good.replace('4012345000092:14', '4012345000093:14')],
  ['UNZ', good.replace("UNZ+1+SUP77'", '')],
  ['TAG', good.replace("UNZ+1+SUP77'", 'UNZ+1+SUP77')],
  ['UNH02', wrap("UNH+1+PRICAT:D:96A:UN' BGM+9' UNT+3+1'")],
  ['RFF+ON', good.replace("RFF+ON:PO-10045'\n", '').replace('UNT+18', 'UNT+17')],
])('refuses a file that breaks %s', (rule, text) => {
  expect(() => readEdi(text)).toThrow(expect.objectContaining({ rule }));
});

test('refuses what is neither syntax', () => {
  expect(() => readEdi('hello')).toThrow(expect.objectContaining({ rule: 'SYNTAX' }));
});
