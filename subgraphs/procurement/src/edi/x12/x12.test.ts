import { expect, test } from 'vitest';
import { readEdi } from '../read-edi.ts';
import { readX12Documents } from './read-x12-documents.ts';
import { write850 } from './write-850.ts';
import { impliedDecimal, plainDecimal, readX12 } from './x12-interchange.ts';

const ISA =
  'ISA*00*          *00*          *ZZ*LENSVENDOR     *ZZ*OPTISTORE      *260301*1200*U*00401*000000207*0*T*>~';
const envelope = (body: string, group = 'PR', count = 1) =>
  `${ISA}\nGS*${group}*LENSVENDOR*OPTISTORE*20260301*1200*207*X*004010~\n${body.trim()}\nGE*${count}*207~\nIEA*1*000000207~\n`;
const S997 = 'ST*997*0001~ AK1*PO*101~ AK2*850*0001~ AK5*A~ AK9*A*1*1*1~ SE*6*0001~'.replaceAll('~ ', '~\n');
const S855 = `ST*855*0001~BAK*00*AC*PO-10045*20260301*****20260302~
PO1*1*20*EA*3.25*PE*VN*SV150-70-M0200~ACK*IA*20*EA*068*20260304~
PO1*2*4*EA*48*PE*VN*AURA-52-BLK~ACK*IB*4*EA*068*20260320~CTT*2~SE*8*0001~`;
const S856 = `ST*856*0001~BSN*00*SHIP9001*20260304*0930*0004~
HL*1**S~TD1*CTN*1~TD5*B*2*UPSN~REF*CN*1Z999AA10123456784~DTM*011*20260304~N1*ST*MAIN LAB*92*LAB01~
HL*2*1*O~PRF*PO-10045***20260301~
HL*3*2*I~LIN*1*VN*SV150-70-M0200*LT*L2602A~SN1*1*20*EA~CTT*3~SE*15*0001~`;
const S810 = `ST*810*0001~BIG*20260304*INV7788*20260301*PO-10045~ITD*01*3*1**15**30~
IT1*1*20*EA*3.25*PE*VN*SV150-70-M0200~TDS*6500~CTT*1~SE*7*0001~`;

const ORDER = {
  number: 'PO-10045',
  orderedOn: '2026-03-01',
  requestedOn: '2026-03-05',
  currency: 'USD',
  shipTo: { name: 'MAIN LAB', code: 'LAB01' },
  lines: [
    {
      quantity: 20,
      unitCost: '3.25',
      code: { kind: 'VENDOR' as const, value: 'SV150-70-M0200' },
      description: '1.50 FSV HC 70MM SPH -2.00 CYL 0.00',
    },
    { quantity: 4, unitCost: '48.00', code: { kind: 'VENDOR' as const, value: 'AURA-52-BLK' }, description: null },
  ],
};
const FROM = {
  senderQualifier: 'ZZ',
  senderId: 'OPTISTORE',
  receiverQualifier: 'ZZ',
  receiverId: 'LENSVENDOR',
  controlNumber: 101,
  at: new Date('2026-03-01T12:00:00Z'),
  isTest: true,
};

test('writes an 850 as partners read it', () => {
  const text = write850(ORDER, FROM);

  expect(text.split('\n')[0]).toHaveLength(106);
  expect(
    text,
  ).toBe(`ISA*00*          *00*          *ZZ*OPTISTORE      *ZZ*LENSVENDOR     *260301*1200*U*00401*000000101*0*T*>~
GS*PO*OPTISTORE*LENSVENDOR*20260301*1200*101*X*004010~
ST*850*0001~
BEG*00*SA*PO-10045**20260301~
CUR*BY*USD~
DTM*002*20260305~
N1*ST*MAIN LAB*92*LAB01~
PO1*1*20*EA*3.25*PE*VN*SV150-70-M0200~
PID*F****1.50 FSV HC 70MM SPH -2.00 CYL 0.00~
PO1*2*4*EA*48*PE*VN*AURA-52-BLK~
CTT*2*24~
SE*10*0001~
GE*1*101~
IEA*1*000000101~`);
  expect(readX12(text).groups[0]!.sets[0]!.body).toHaveLength(8);
});

test('a value cannot end a segment or smuggle one in', () => {
  const text = write850({ ...ORDER, shipTo: { name: 'LAB~SE*1*0001~\r\nX', code: 'L*1' } }, FROM);

  expect(readX12(text).groups[0]!.sets[0]!.body.find((segment) => segment[0] === 'N1')).toEqual([
    'N1',
    'ST',
    'LAB SE 1 0001 X',
    '92',
    'L 1',
  ]);
});

test('reads the syntax acknowledgement, which confirms nothing', () => {
  expect(readEdi(envelope(S997, 'FA'))).toMatchObject([
    {
      format: 'X12',
      code: '997',
      senderId: 'LENSVENDOR',
      controlNumber: '000000207.0001',
      isTest: true,
      document: { kind: 'SYNTAX_ACK', groupControlNumber: '101', accepted: true },
    },
  ]);
  expect(readEdi(envelope(S997.replace('AK9*A', 'AK9*R'), 'FA'))[0]!.document).toMatchObject({ accepted: false });
});

test('reads the commercial answer with its split lines', () => {
  expect(readEdi(envelope(S855))[0]!.document).toEqual({
    kind: 'ORDER_RESPONSE',
    orderNumber: 'PO-10045',
    outcome: 'CHANGED',
    lines: [
      {
        codes: [{ kind: 'VENDOR', value: 'SV150-70-M0200' }],
        ordered: 20,
        parts: [{ answer: 'ACCEPTED', quantity: 20, expectedOn: '2026-03-04' }],
      },
      {
        codes: [{ kind: 'VENDOR', value: 'AURA-52-BLK' }],
        ordered: 4,
        parts: [{ answer: 'BACK_ORDERED', quantity: 4, expectedOn: '2026-03-20' }],
      },
    ],
  });
});

test('reads the ship notice with lot and tracking', () => {
  expect(readEdi(envelope(S856, 'SH'))[0]!.document).toEqual({
    kind: 'SHIP_NOTICE',
    number: 'SHIP9001',
    orderNumber: 'PO-10045',
    shippedOn: '2026-03-04',
    trackingCode: '1Z999AA10123456784',
    lines: [{ codes: [{ kind: 'VENDOR', value: 'SV150-70-M0200' }], quantity: 20, lot: 'L2602A' }],
  });
});

test('reads the invoice; its total has two implied decimals', () => {
  expect(readEdi(envelope(S810, 'IN'))[0]!.document).toEqual({
    kind: 'INVOICE',
    number: 'INV7788',
    issuedOn: '2026-03-04',
    orderNumber: 'PO-10045',
    lines: [{ codes: [{ kind: 'VENDOR', value: 'SV150-70-M0200' }], quantity: 20, unitCost: '3.25' }],
    total: '65.00',
    tax: null,
  });
});

test('takes the separators from the file', () => {
  const other = envelope(S997, 'FA').replaceAll('*', '|').replaceAll('~', '!').replaceAll('\n', '');
  expect(readX12Documents(other)[0]!.document).toMatchObject({ accepted: true });
});

const good = envelope(S855);
test.each([
  ['SE01', good.replace('SE*8', 'SE*9')],
  ['SE02', good.replace('SE*8*0001', 'SE*8*0002')],
  ['GE01', good.replace('GE*1', 'GE*2')],
  ['GE02', good.replace('GE*1*207', 'GE*1*208')],
  ['IEA01', good.replace('IEA*1', 'IEA*2')],
  ['IEA02', good.replace('IEA*1*000000207', 'IEA*1*000000208')],
  ['ISA', good.replace('LENSVENDOR     *', 'LENSVENDOR    *')],
  ['ISA', 'ISA*00*short~'],
  ['ISA05', good.replace('*ZZ*LENSVENDOR', '*QQ*LENSVENDOR')],
  ['CTT01', good.replace('CTT*2', 'CTT*3')],
  ['PO1', good.replace('PE*VN*SV150', 'PE*XX*SV150')],
  ['ACK02', good.replace('ACK*IA*20', 'ACK*IA*19')],
  ['ACK01', good.replace('ACK*IA', 'ACK*ZZ')],
  ['BAK02', good.replace('BAK*00*AC', 'BAK*00*??')],
  ['ST01', envelope('ST*999*0001~SE*2*0001~')],
  ['SE', good.replace('SE*8*0001~', '')],
  ['IEA', `${good}ST*1~`],
])('refuses a file that breaks %s', (rule, text) => {
  expect(() => readX12Documents(text)).toThrow(expect.objectContaining({ rule }));
});

test('decimals of X12', () => {
  expect(['6500', '5', '-1250', '0'].map(impliedDecimal)).toEqual(['65.00', '0.05', '-12.50', '0.00']);
  expect(['3.25', '48.00', '3.50', '10'].map(plainDecimal)).toEqual(['3.25', '48', '3.5', '10']);
});
