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
import { at, type EdifactSegment, readEdifact } from './edifact-interchange.ts';

const READERS: Record<string, (body: readonly EdifactSegment[]) => IncomingDocument> = {
  ORDRSP: readOrderResponse,
  DESADV: readDespatchAdvice,
  INVOIC: readInvoice,
};

/** @throws EdiError */
export function readEdifactDocuments(text: string): IncomingMessage[] {
  const interchange = readEdifact(text);
  return interchange.messages.map((message) => {
    const read = READERS[message.type];
    if (!read) throw new EdiError('UNH02', `Messages of type ${message.type} are not taken in here.`);
    return {
      format: 'EDIFACT' as const,
      code: message.type,
      senderId: interchange.senderId,
      receiverId: interchange.receiverId,
      controlNumber: `${interchange.controlReference}.${message.reference}`,
      isTest: interchange.isTest,
      document: read(message.body),
    };
  });
}

/** The first segment of a tag whose first component of the first element is the qualifier, when one is asked for. */
function find(body: readonly EdifactSegment[], tag: string, qualifier?: string): EdifactSegment | undefined {
  return body.find((segment) => segment.tag === tag && (qualifier === undefined || at(segment, 1) === qualifier));
}

function must(value: string, rule: string): string {
  if (value === '') throw new EdiError(rule, `${rule} is missing.`);
  return value;
}

function dateOf(body: readonly EdifactSegment[], qualifier: string): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})/.exec(at(find(body, 'DTM', qualifier), 1, 2));
  return match ? `${match[1]}-${match[2]}-${match[3]}` : null;
}

/** Lines start at LIN and end before the summary. */
function linesOf(body: readonly EdifactSegment[]): EdifactSegment[][] {
  const loops: EdifactSegment[][] = [];
  for (const segment of body) {
    if (segment.tag === 'UNS' || segment.tag === 'CNT') break;
    if (segment.tag === 'LIN') loops.push([segment]);
    else loops.at(-1)?.push(segment);
  }
  return loops;
}

function codesOf(line: readonly EdifactSegment[]): ItemCode[] {
  const codes: ItemCode[] = [];
  const gtin = at(line[0], 3, 1);
  if (gtin) codes.push({ kind: 'GTIN', value: gtin });
  for (const pia of line.filter((segment) => segment.tag === 'PIA')) {
    const kind = at(pia, 2, 2) === 'SA' ? 'VENDOR' : at(pia, 2, 2) === 'BP' || at(pia, 2, 2) === 'IN' ? 'BUYER' : null;
    if (kind && at(pia, 2, 1)) codes.push({ kind, value: at(pia, 2, 1) });
  }
  if (codes.length === 0) throw new EdiError('LIN', `Line ${at(line[0], 1)} names its item by an unknown qualifier.`);
  return codes;
}

function quantityOf(line: readonly EdifactSegment[], qualifier: string): number | null {
  const text = at(find(line, 'QTY', qualifier), 1, 2);
  if (text === '') return null;
  const value = Number(text);
  if (!Number.isFinite(value)) throw new EdiError('QTY', `QTY ${text} is not a number.`);
  return value;
}

const OUTCOMES: Record<string, OrderResponse['outcome']> = {
  '4': 'CHANGED',
  '12': 'ACCEPTED',
  '27': 'REJECTED',
  '29': 'ACCEPTED',
};
const ACTIONS: Record<string, LineAnswer> = { '3': 'CHANGED', '5': 'ACCEPTED', '7': 'REJECTED' };

function readOrderResponse(body: readonly EdifactSegment[]): OrderResponse {
  const code = at(find(body, 'BGM'), 3);
  const outcome = OUTCOMES[code];
  if (!outcome) throw new EdiError('BGM03', `BGM function ${code || 'none'} is not an answer to an order.`);
  const expectedOn = dateOf(body, '2') ?? dateOf(body, '69');
  const lines = linesOf(body).map((line) => {
    const ordered = quantityOf(line, '21');
    // Partners write the confirmed quantity as 12 or as 113.
    const confirmed = quantityOf(line, '12') ?? quantityOf(line, '113') ?? ordered ?? 0;
    const answer = ACTIONS[at(line[0], 2)] ?? 'ACCEPTED';
    const parts: { answer: LineAnswer; quantity: number; expectedOn: string | null }[] = [
      {
        answer,
        quantity: answer === 'REJECTED' ? (ordered ?? confirmed) : confirmed,
        expectedOn: dateOf(line, '2') ?? dateOf(line, '69') ?? expectedOn,
      },
    ];
    const rest = (ordered ?? confirmed) - parts[0]!.quantity;
    if (rest > 0) parts.push({ answer: 'BACK_ORDERED', quantity: rest, expectedOn: null });
    return { codes: codesOf(line), ordered, parts };
  });
  return { kind: 'ORDER_RESPONSE', orderNumber: must(at(find(body, 'RFF', 'ON'), 1, 2), 'RFF+ON'), outcome, lines };
}

function readDespatchAdvice(body: readonly EdifactSegment[]): ShipNotice {
  return {
    kind: 'SHIP_NOTICE',
    number: must(at(find(body, 'BGM'), 2), 'BGM02'),
    orderNumber: must(at(find(body, 'RFF', 'ON'), 1, 2), 'RFF+ON'),
    shippedOn: dateOf(body, '11'),
    trackingCode: at(find(body, 'RFF', 'CN'), 1, 2) || null,
    lines: linesOf(body).map((line) => ({
      codes: codesOf(line),
      quantity: quantityOf(line, '12') ?? 0,
      lot:
        at(
          line.find((segment) => segment.tag === 'GIN' && at(segment, 1) === 'BX'),
          2,
        ) || null,
    })),
  };
}

function readInvoice(body: readonly EdifactSegment[]): IncomingInvoice {
  const amount = (qualifier: string) => {
    const summary = body.slice(body.findIndex((segment) => segment.tag === 'UNS'));
    return at(find(summary, 'MOA', qualifier), 1, 2) || null;
  };
  const tax = amount('124');
  return {
    kind: 'INVOICE',
    number: must(at(find(body, 'BGM'), 2), 'BGM02'),
    issuedOn: dateOf(body, '137'),
    orderNumber: must(at(find(body, 'RFF', 'ON'), 1, 2), 'RFF+ON'),
    lines: linesOf(body).map((line) => ({
      codes: codesOf(line),
      quantity: quantityOf(line, '47') ?? 0,
      unitCost: must(at(find(line, 'PRI', 'AAA'), 1, 2), 'PRI+AAA'),
    })),
    total: amount('77') ?? amount('79'),
    tax: tax === null || Number(tax) === 0 ? null : tax,
  };
}
