import { EdiError } from '../edi-error.ts';

/** Element 0 is the segment's name; element n is what the standard calls nn. */
export type Segment = readonly string[];

export interface TransactionSet {
  code: string;
  controlNumber: string;
  /** Without ST and SE. */
  body: Segment[];
}

export interface FunctionalGroup {
  code: string;
  controlNumber: string;
  sets: TransactionSet[];
}

export interface X12Interchange {
  senderQualifier: string;
  senderId: string;
  receiverQualifier: string;
  receiverId: string;
  controlNumber: string;
  isTest: boolean;
  groups: FunctionalGroup[];
}

const ISA_LENGTH = 106;
/** Widths of ISA01 to ISA16. */
const ISA_WIDTHS = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];
/** Interchange id qualifiers in use: DUNS, IATA, phone, UCC, HIN, GLN, carrier and mutually defined. */
const QUALIFIERS = new Set([
  '01',
  '02',
  '03',
  '04',
  '08',
  '09',
  '12',
  '14',
  '16',
  '19',
  '20',
  '27',
  '28',
  '29',
  '30',
  '33',
  'ZZ',
]);

/**
 * Reads the envelopes and checks every count and control number. Separators come from the fixed positions of ISA, never from habit.
 * @throws EdiError naming the broken rule
 */
export function readX12(text: string): X12Interchange {
  const isa = readIsa(text);
  const segments = text
    .slice(ISA_LENGTH)
    .split(isa.terminator)
    // Line breaks behind a terminator are allowed noise.
    .map((segment) => segment.replace(/^[\r\n]+|[\r\n]+$/g, ''))
    .filter((segment) => segment.trim() !== '')
    .map((segment): Segment => segment.split(isa.separator));

  const groups: FunctionalGroup[] = [];
  let position = 0;
  const next = (name: string): Segment => {
    const segment = segments[position];
    if (segment?.[0] !== name) throw new EdiError(name, `${name} is expected, found ${segment?.[0] ?? 'the end'}.`);
    position += 1;
    return segment;
  };
  while (segments[position]?.[0] === 'GS') groups.push(readGroup());
  const iea = next('IEA');
  if (position !== segments.length) throw new EdiError('IEA', 'There is text behind the end of the interchange.');
  expectNumber('IEA01', iea[1], groups.length, 'groups');
  expectSame('IEA02', iea[2], isa.controlNumber);
  return { ...isa.parties, controlNumber: isa.controlNumber, isTest: isa.isTest, groups };

  function readGroup(): FunctionalGroup {
    const gs = next('GS');
    const sets: TransactionSet[] = [];
    while (segments[position]?.[0] === 'ST') sets.push(readSet());
    const ge = next('GE');
    expectNumber('GE01', ge[1], sets.length, 'transaction sets');
    expectSame('GE02', ge[2], gs[6] ?? '');
    return { code: gs[1] ?? '', controlNumber: gs[6] ?? '', sets };
  }

  function readSet(): TransactionSet {
    const start = position;
    const st = next('ST');
    const body: Segment[] = [];
    while (position < segments.length && segments[position]![0] !== 'SE') {
      if (['ST', 'GE', 'IEA', 'GS'].includes(segments[position]![0]!)) break;
      body.push(segments[position]!);
      position += 1;
    }
    const se = next('SE');
    expectNumber('SE01', se[1], position - start, 'segments including ST and SE');
    expectSame('SE02', se[2], st[2] ?? '');
    return { code: st[1] ?? '', controlNumber: st[2] ?? '', body };
  }
}

function readIsa(text: string) {
  if (!text.startsWith('ISA')) throw new EdiError('ISA', 'An X12 interchange starts with ISA.');
  if (text.length < ISA_LENGTH) throw new EdiError('ISA', `ISA is ${ISA_LENGTH} characters long with its terminator.`);
  const separator = text[3]!;
  const terminator = text[ISA_LENGTH - 1]!;
  const elements = text.slice(0, ISA_LENGTH - 1).split(separator);
  const widths = elements.slice(1).map((element) => element.length);
  if (
    widths.length !== 16 ||
    widths.some((width, i) => width !== ISA_WIDTHS[i]) ||
    /[\w\s]/.test(terminator + separator)
  ) {
    throw new EdiError(
      'ISA',
      `ISA is ${ISA_LENGTH} characters long with its terminator, and every element has a fixed width.`,
    );
  }
  for (const [name, value] of [
    ['ISA05', elements[5]!],
    ['ISA07', elements[7]!],
  ] as const) {
    if (!QUALIFIERS.has(value)) throw new EdiError(name, `${name} ${value} is not a known qualifier.`);
  }
  if (!/^\d{9}$/.test(elements[13]!)) throw new EdiError('ISA13', 'ISA13 has nine digits.');
  if (!['T', 'P'].includes(elements[15]!)) throw new EdiError('ISA15', 'ISA15 is T for test or P for production.');
  return {
    separator,
    terminator,
    controlNumber: elements[13]!,
    isTest: elements[15] === 'T',
    parties: {
      senderQualifier: elements[5]!,
      senderId: elements[6]!.trimEnd(),
      receiverQualifier: elements[7]!,
      receiverId: elements[8]!.trimEnd(),
    },
  };
}

function expectNumber(rule: string, found: string | undefined, expected: number, what: string): void {
  if (!/^\d+$/.test(found ?? '') || Number(found) !== expected) {
    throw new EdiError(rule, `${rule} says ${found ?? 'nothing'}, but there are ${expected} ${what}.`);
  }
}

function expectSame(rule: string, found: string | undefined, expected: string): void {
  if (found !== expected)
    throw new EdiError(rule, `${rule} is ${found ?? 'empty'}, but the envelope opened with ${expected}.`);
}

/** CTT01 counts the loops of the detail. @throws EdiError when it does not */
export function checkLineCount(body: readonly Segment[], loops: number): void {
  const ctt = body.find((segment) => segment[0] === 'CTT');
  if (ctt) expectNumber('CTT01', ctt[1], loops, 'lines');
}

export interface X12Envelope {
  senderQualifier: string;
  senderId: string;
  receiverQualifier: string;
  receiverId: string;
  controlNumber: number;
  /** Code of the group, such as PO. */
  groupCode: string;
  setCode: string;
  at: Date;
  isTest: boolean;
}

/** Wraps one transaction set. Values lose separators and control characters; X12 cannot escape them. */
export function writeX12(envelope: X12Envelope, body: readonly Segment[]): string {
  const stamp = envelope.at.toISOString();
  const date = stamp.slice(0, 10).replaceAll('-', '');
  const time = stamp.slice(11, 16).replace(':', '');
  const control = String(envelope.controlNumber);
  const isaControl = control.padStart(9, '0');
  const isa = [
    'ISA',
    '00',
    ' '.repeat(10),
    '00',
    ' '.repeat(10),
    envelope.senderQualifier,
    envelope.senderId.padEnd(15),
    envelope.receiverQualifier,
    envelope.receiverId.padEnd(15),
    date.slice(2),
    time,
    'U',
    '00401',
    isaControl,
    '0',
    envelope.isTest ? 'T' : 'P',
    '>',
  ];
  const segments: Segment[] = [
    isa,
    ['GS', envelope.groupCode, envelope.senderId, envelope.receiverId, date, time, control, 'X', '004010'],
    ['ST', envelope.setCode, '0001'],
    ...body.map(clean),
    ['SE', String(body.length + 2), '0001'],
    ['GE', '1', control],
    ['IEA', '1', isaControl],
  ];
  return segments.map((segment) => `${segment.join('*')}~`).join('\n');
}

/** Also drops trailing empty elements, which X12 forbids. */
function clean(segment: Segment): Segment {
  const elements = segment.map((element) =>
    element
      .replace(/[*~>\p{Cc}]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  while (elements.at(-1) === '') elements.pop();
  return elements;
}

/** N2: an integer with two implied decimals, `6500` is 65.00. */
export function impliedDecimal(text: string): string {
  const negative = text.startsWith('-');
  const digits = text.replace('-', '').padStart(3, '0');
  return `${negative ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** R: no trailing zeros and no point without need. */
export function plainDecimal(text: string): string {
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
}

/** `20260301` to `2026-03-01`; null for anything else. */
export function isoDate(text: string | undefined): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text ?? '');
  return match ? `${match[1]}-${match[2]}-${match[3]}` : null;
}
