import type { ItemCode, OutgoingOrder } from '../edi-documents.ts';
import { plainDecimal, type Segment, writeX12, type X12Envelope } from './x12-interchange.ts';

const QUALIFIER: Record<ItemCode['kind'], (value: string) => string> = {
  VENDOR: () => 'VN',
  BUYER: () => 'BP',
  GTIN: (value) => (value.length === 12 ? 'UP' : value.length === 14 ? 'UK' : 'EN'),
};

/** Purchase order, original, stand-alone. CTT02 is the hash total of the quantities. */
export function write850(order: OutgoingOrder, envelope: Omit<X12Envelope, 'groupCode' | 'setCode'>): string {
  const lines = order.lines.flatMap((line, i): Segment[] => [
    [
      'PO1',
      String(i + 1),
      String(line.quantity),
      'EA',
      plainDecimal(line.unitCost),
      'PE',
      QUALIFIER[line.code.kind](line.code.value),
      line.code.value,
    ],
    ...(line.description ? [['PID', 'F', '', '', '', line.description.slice(0, 80)]] : []),
  ]);
  const body: Segment[] = [
    ['BEG', '00', 'SA', order.number, '', order.orderedOn.replaceAll('-', '')],
    ['CUR', 'BY', order.currency],
    ...(order.requestedOn ? [['DTM', '002', order.requestedOn.replaceAll('-', '')]] : []),
    ['N1', 'ST', order.shipTo.name, '92', order.shipTo.code],
    ...lines,
    ['CTT', String(order.lines.length), String(order.lines.reduce((sum, line) => sum + line.quantity, 0))],
  ];
  return writeX12({ ...envelope, groupCode: 'PO', setCode: '850' }, body);
}
