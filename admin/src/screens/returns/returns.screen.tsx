import type { ResultOf, VariablesOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { instant, money, sayCode } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import type { ListDefinition } from '../../kit/list.types.ts';
import { ListScreen } from '../../kit/list-screen.tsx';
import { returnsQuery } from './returns.documents.ts';

type Row = ResultOf<typeof returnsQuery>['returns']['edges'][number]['node'];
const statuses = [
  'REQUESTED',
  'APPROVED',
  'LABEL_SENT',
  'RECEIVED',
  'INSPECTED',
  'REFUNDED',
  'REJECTED',
  'CANCELLED',
] as const;

const list: ListDefinition<Row, ResultOf<typeof returnsQuery>, VariablesOf<typeof returnsQuery>> = {
  id: 'returns',
  title: 'Returns',
  document: returnsQuery,
  variables: (values) => ({ first: 50, status: values.status ? (values.status.split(',') as Row['status'][]) : null }),
  connection: (data) => data.returns,
  idOf: (row) => row.id,
  hrefOf: (row) => `/returns/${row.id}`,
  filters: [
    {
      kind: 'choice',
      name: 'status',
      label: 'Status',
      many: true,
      options: statuses.map((value) => ({ value, label: sayCode(value) })),
    },
  ],
  columns: [
    {
      id: 'number',
      label: 'Return',
      width: '9rem',
      cell: (row) => (
        <Go to={`/returns/${row.id}`} tabIndex={-1}>
          {row.number}
        </Go>
      ),
      text: (row) => row.number,
    },
    {
      id: 'status',
      label: 'Status',
      width: '8rem',
      cell: (row) => <Badge code={row.status} />,
      text: (row) => row.status,
    },
    { id: 'order', label: 'Order', width: '9rem', cell: (row) => row.order.number, text: (row) => row.order.number },
    {
      id: 'customer',
      label: 'Customer',
      width: 'minmax(9rem,1fr)',
      cell: (row) => row.order.shippingAddress.name,
      text: (row) => row.order.shippingAddress.name,
    },
    {
      id: 'items',
      label: 'Items',
      width: 'minmax(12rem,2fr)',
      cell: (row) => row.lines.map((line) => line.orderLine.title).join(', '),
      text: (row) => row.lines.map((line) => line.orderLine.title).join('; '),
    },
    {
      id: 'reason',
      label: 'Reason',
      width: '10rem',
      cell: (row) => [...new Set(row.lines.map((line) => line.reasonText))].join(', '),
      text: (row) => row.lines.map((line) => line.reasonText).join(' '),
    },
    {
      id: 'refund',
      label: 'Refund',
      width: '6rem',
      alignEnd: true,
      cell: (row) => money(row.refund),
      text: (row) => row.refund?.amount,
    },
    {
      id: 'created',
      label: 'Asked',
      width: '11rem',
      cell: (row) => instant(row.createdAt),
      text: (row) => row.createdAt,
    },
  ],
  empty: { title: 'No returns here' },
};

export function ReturnsScreen() {
  return <ListScreen list={list} />;
}
