import type { OutgoingOrder } from '../edi-documents.ts';
import { type EdifactEnvelope, type PlainSegment, writeEdifact } from './edifact-interchange.ts';

/** Order, original. GTINs go into LIN; a supplier's own number goes into PIA with qualifier SA. */
export function writeOrders(order: OutgoingOrder, envelope: Omit<EdifactEnvelope, 'messageType'>): string {
  const date = (iso: string) => iso.replaceAll('-', '');
  const lines = order.lines.flatMap((line, i): PlainSegment[] => [
    line.code.kind === 'GTIN' ? ['LIN', String(i + 1), '', [line.code.value, 'EN']] : ['LIN', String(i + 1)],
    ...(line.code.kind === 'GTIN'
      ? []
      : [['PIA', '5', [line.code.value, line.code.kind === 'VENDOR' ? 'SA' : 'BP']] as PlainSegment]),
    ['QTY', ['21', String(line.quantity), 'PCE']],
    ['PRI', ['AAA', line.unitCost]],
  ]);
  return writeEdifact({ ...envelope, messageType: 'ORDERS:D:96A:UN:EAN008' }, [
    ['BGM', '220', order.number, '9'],
    ['DTM', ['137', date(order.orderedOn), '102']],
    ...(order.requestedOn ? [['DTM', ['2', date(order.requestedOn), '102']] as PlainSegment] : []),
    ['NAD', 'BY', [envelope.senderGln, '', '9']],
    ['NAD', 'SU', [envelope.receiverGln, '', '9']],
    ['CUX', ['2', order.currency, '9']],
    ...lines,
    ['UNS', 'S'],
    ['CNT', ['2', String(order.lines.length)]],
  ]);
}
