import type {
  IncomingDocument,
  IncomingInvoice,
  IncomingMessage,
  ItemCode,
  LineAnswer,
  OrderResponse,
  ShipNotice,
} from '../edi-documents.ts';
import { EdiError } from '../edi-error.ts';
import {
  checkLineCount,
  impliedDecimal,
  isoDate,
  readX12,
  type Segment,
  type TransactionSet,
} from './x12-interchange.ts';

const READERS: Record<string, (body: readonly Segment[]) => IncomingDocument> = {
  '997': read997,
  '855': read855,
  '856': read856,
  '810': read810,
};

/** One message per transaction set. @throws EdiError */
export function readX12Documents(text: string): IncomingMessage[] {
  const interchange = readX12(text);
  return interchange.groups.flatMap((group) =>
    group.sets.map((set: TransactionSet) => {
      const read = READERS[set.code];
      if (!read) throw new EdiError('ST01', `Documents of type ${set.code} are not taken in here.`);
      return {
        format: 'X12' as const,
        code: set.code,
        senderId: interchange.senderId,
        receiverId: interchange.receiverId,
        controlNumber: `${interchange.controlNumber}.${set.controlNumber}`,
        isTest: interchange.isTest,
        document: read(set.body),
      };
    }),
  );
}

const first = (body: readonly Segment[], name: string): Segment | undefined =>
  body.find((segment) => segment[0] === name);

function must(body: readonly Segment[], name: string, element: number): string {
  const value = first(body, name)?.[element];
  if (!value)
    throw new EdiError(`${name}${String(element).padStart(2, '0')}`, `${name} with element ${element} is missing.`);
  return value;
}

/** Starts a new part at every segment of the given name; what precedes the first one is left out. */
function loopsOf(body: readonly Segment[], name: string): Segment[][] {
  const loops: Segment[][] = [];
  for (const segment of body) {
    if (segment[0] === name) loops.push([segment]);
    else if (segment[0] !== 'CTT') loops.at(-1)?.push(segment);
  }
  return loops;
}

const KINDS: Record<string, ItemCode['kind']> = { VN: 'VENDOR', BP: 'BUYER', UP: 'GTIN', EN: 'GTIN', UK: 'GTIN' };

/** Pairs of qualifier and value from an element on. @throws EdiError when none of them is known */
function codesFrom(segment: Segment, start: number): ItemCode[] {
  const codes: ItemCode[] = [];
  for (let i = start; i + 1 < segment.length; i += 2) {
    const kind = KINDS[segment[i]!];
    if (kind && segment[i + 1]) codes.push({ kind, value: segment[i + 1]! });
  }
  if (codes.length === 0) {
    throw new EdiError(
      segment[0]!,
      `${segment[0]} names its item by an unknown qualifier (${segment[start] ?? 'none'}).`,
    );
  }
  return codes;
}

function numberOf(segment: Segment, element: number): number {
  const value = Number(segment[element]);
  if (!segment[element] || !Number.isFinite(value))
    throw new EdiError(
      `${segment[0]}${String(element).padStart(2, '0')}`,
      `${segment[0]} has no number in element ${element}.`,
    );
  return value;
}

function read997(body: readonly Segment[]): IncomingDocument {
  const verdict = must(body, 'AK9', 1);
  return { kind: 'SYNTAX_ACK', groupControlNumber: must(body, 'AK1', 2), accepted: verdict === 'A' || verdict === 'E' };
}

const OUTCOMES: Record<string, OrderResponse['outcome']> = {
  AC: 'CHANGED',
  AD: 'ACCEPTED',
  AK: 'ACCEPTED',
  RJ: 'REJECTED',
};
const ANSWERS: Record<string, LineAnswer> = {
  IA: 'ACCEPTED',
  IB: 'BACK_ORDERED',
  IC: 'CHANGED',
  ID: 'REJECTED',
  IP: 'CHANGED',
  IQ: 'CHANGED',
  IR: 'REJECTED',
  IS: 'CHANGED',
  DR: 'CHANGED',
};

function read855(body: readonly Segment[]): OrderResponse {
  const code = must(body, 'BAK', 2);
  const outcome = OUTCOMES[code];
  if (!outcome) throw new EdiError('BAK02', `BAK02 ${code} is not a known acknowledgement type.`);
  const loops = loopsOf(body, 'PO1');
  checkLineCount(body, loops.length);
  const lines = loops.map((loop) => {
    const po1 = loop[0]!;
    const ordered = numberOf(po1, 2);
    const parts = loop
      .filter((segment) => segment[0] === 'ACK')
      .map((ack) => {
        const answer = ANSWERS[ack[1] ?? ''];
        if (!answer) throw new EdiError('ACK01', `ACK01 ${ack[1] ?? ''} is not a known line status.`);
        return { answer, quantity: numberOf(ack, 2), expectedOn: ack[4] === '068' ? isoDate(ack[5]) : null };
      });
    const answered = parts.reduce((sum, part) => sum + part.quantity, 0);
    if (parts.length > 0 && answered !== ordered) {
      throw new EdiError('ACK02', `The answers of line ${po1[1]} add up to ${answered}, but ${ordered} were ordered.`);
    }
    return { codes: codesFrom(po1, 6), ordered, parts };
  });
  return { kind: 'ORDER_RESPONSE', orderNumber: must(body, 'BAK', 3), outcome, lines };
}

function read856(body: readonly Segment[]): ShipNotice {
  const loops = loopsOf(body, 'HL');
  checkLineCount(body, loops.length);
  const seen = new Set<string>();
  for (const [hl] of loops) {
    if (hl![2] && !seen.has(hl![2]))
      throw new EdiError('HL02', `HL ${hl![1]} names a parent that does not come before it.`);
    seen.add(hl![1] ?? '');
  }
  const lines = loops
    .filter(([hl]) => hl![3] === 'I')
    .map((loop) => {
      const lin = first(loop, 'LIN');
      const sn1 = first(loop, 'SN1');
      if (!lin || !sn1) throw new EdiError('LIN', 'An item of the ship notice needs LIN and SN1.');
      const lot = lin.indexOf('LT');
      return { codes: codesFrom(lin, 2), quantity: numberOf(sn1, 2), lot: lot > 0 ? (lin[lot + 1] ?? null) : null };
    });
  return {
    kind: 'SHIP_NOTICE',
    number: must(body, 'BSN', 2),
    orderNumber: must(body, 'PRF', 1),
    shippedOn: isoDate(body.find((segment) => segment[0] === 'DTM' && segment[1] === '011')?.[2]),
    trackingCode: body.find((segment) => segment[0] === 'REF' && segment[1] === 'CN')?.[2] ?? null,
    lines,
  };
}

function read810(body: readonly Segment[]): IncomingInvoice {
  const loops = loopsOf(body, 'IT1');
  checkLineCount(body, loops.length);
  const tax = body
    .filter((segment) => segment[0] === 'TXI')
    .reduce((sum, segment) => sum + Math.round(Number(segment[2] ?? 0) * 100), 0);
  const total = first(body, 'TDS')?.[1];
  return {
    kind: 'INVOICE',
    number: must(body, 'BIG', 2),
    issuedOn: isoDate(first(body, 'BIG')?.[1]),
    orderNumber: must(body, 'BIG', 4),
    lines: loops.map(([it1]) => ({ codes: codesFrom(it1!, 6), quantity: numberOf(it1!, 2), unitCost: it1![4] ?? '0' })),
    total: total ? impliedDecimal(total) : null,
    tax: tax === 0 ? null : impliedDecimal(String(tax)),
  };
}
