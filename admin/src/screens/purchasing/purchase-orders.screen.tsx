import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import type { FragmentOf, ResultOf, VariablesOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, TextArea } from '../../kit/controls.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { day, instant, money, sayCode } from '../../kit/format.ts';
import { Go, useGo } from '../../kit/go.tsx';
import type { ListDefinition } from '../../kit/list.types.ts';
import { ListScreen } from '../../kit/list-screen.tsx';
import { useSession } from '../../session/session.tsx';
import { purchaseOrdersQuery, receiveEdi } from './purchasing.documents.ts';
import type { purchaseOrderRow } from './purchasing-rows.documents.ts';

type Row = FragmentOf<typeof purchaseOrderRow>;
const statuses = [
  'DRAFT',
  'AWAITING_APPROVAL',
  'APPROVED',
  'SENT',
  'CONFIRMED',
  'PARTIALLY_RECEIVED',
  'RECEIVED',
  'CLOSED',
  'CANCELLED',
] as const;
const received = (row: Row) =>
  `${row.lines.reduce((sum, line) => sum + line.receivedQuantity, 0)} / ${row.lines.reduce((sum, line) => sum + line.quantity, 0)}`;

const list: ListDefinition<
  Row,
  ResultOf<typeof purchaseOrdersQuery>,
  VariablesOf<typeof purchaseOrdersQuery>,
  'purchasingFeed'
> = {
  id: 'purchase-orders',
  title: 'Purchase orders',
  document: purchaseOrdersQuery,
  variables: (values) => ({ first: 50, status: values.status ? (values.status.split(',') as Row['status'][]) : null }),
  connection: (data) => data.purchaseOrders,
  idOf: (row) => row.id,
  hrefOf: (row) => `/purchase-orders/${row.number}`,
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
      label: 'Number',
      width: '9rem',
      cell: (row) => (
        <Go to={`/purchase-orders/${row.number}`} tabIndex={-1}>
          {row.number}
        </Go>
      ),
      text: (row) => row.number,
    },
    {
      id: 'status',
      label: 'Status',
      width: '10rem',
      cell: (row) => <Badge code={row.status} />,
      text: (row) => row.status,
    },
    {
      id: 'supplier',
      label: 'Supplier',
      width: 'minmax(10rem,1fr)',
      cell: (row) => row.supplier.name,
      text: (row) => row.supplier.name,
    },
    {
      id: 'lines',
      label: 'Lines',
      width: '4rem',
      alignEnd: true,
      cell: (row) => row.lines.length,
      text: (row) => row.lines.length,
    },
    { id: 'received', label: 'Received', width: '6rem', alignEnd: true, cell: received, text: received },
    {
      id: 'total',
      label: 'Total',
      width: '7rem',
      alignEnd: true,
      cell: (row) => money(row.total),
      text: (row) => row.total.amount,
    },
    {
      id: 'requested',
      label: 'Wanted on',
      width: '7rem',
      cell: (row) => day(row.requestedOn),
      text: (row) => row.requestedOn,
    },
    {
      id: 'created',
      label: 'Created',
      width: '11rem',
      cell: (row) => instant(row.createdAt),
      text: (row) => row.createdAt,
    },
    { id: 'by', label: 'By', width: '9rem', cell: (row) => row.createdBy, text: (row) => row.createdBy },
    {
      id: 'sent',
      label: 'Sent',
      width: '11rem',
      cell: (row) => instant(row.sentAt),
      text: (row) => row.sentAt,
      optional: true,
    },
  ],
  feed: {
    name: 'purchasingFeed',
    pick: (event) => event.purchaseOrder,
    matches: (row, values) => !values.status || values.status.split(',').includes(row.status),
    newestAt: 'top',
  },
  empty: { title: 'No purchase orders here', hint: 'Choose proposals under “What to order” and create one from them.' },
};

export function PurchaseOrdersScreen() {
  const { may } = useSession();
  const { act } = useAct();
  const go = useGo();
  const [text, setText] = useState('');
  return (
    <ListScreen
      list={{
        ...list,
        actions: may('buy') && (
          <FormDialog
            wide
            trigger={<Button>Take in EDI</Button>}
            title="Take in an EDI document"
            consequence="X12 855, 856, 810 or 997, or EDIFACT ORDRSP, DESADV or INVOIC. It changes the purchase order that it names. A document that was taken in before changes nothing."
            submit="Take in"
            onSubmit={async () => {
              const order = await act(receiveEdi, { text }, { done: (one) => `Taken in for ${one.number}.` });
              if (!order) return false;
              setText('');
              go(`/purchase-orders/${order.number}`);
              return true;
            }}
          >
            <Field label="Text of the document">
              <TextArea
                required
                rows={10}
                className="font-mono text-xs"
                value={text}
                onChange={(e) => setText(e.target.value)}
              />
            </Field>
          </FormDialog>
        ),
      }}
    />
  );
}
