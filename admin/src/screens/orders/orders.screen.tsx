import type { FragmentOf, ResultOf, VariablesOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { daysUntil, due, instant, money, sayCode } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import type { ListDefinition } from '../../kit/list.types.ts';
import { ListScreen } from '../../kit/list-screen.tsx';
import { type AwaitedState, missingRx } from './awaited-state.ts';
import { matchesOrder } from './order-filter.ts';
import type { orderRow } from './order-row.documents.ts';
import { ordersQuery } from './orders.documents.ts';

type OrderRow = FragmentOf<typeof orderRow>;
const statuses = [
  'PENDING_PAYMENT',
  'PLACED',
  'IN_PRODUCTION',
  'READY_TO_SHIP',
  'SHIPPED',
  'DELIVERED',
  'CANCELLED',
] as const;
type Status = (typeof statuses)[number];

const isOpen = (row: OrderRow) => !['SHIPPED', 'DELIVERED', 'CANCELLED'].includes(row.status);

const list: ListDefinition<OrderRow, ResultOf<typeof ordersQuery>, VariablesOf<typeof ordersQuery>, 'orderFeed'> = {
  id: 'orders',
  title: 'Orders',
  document: ordersQuery,
  variables: (values) => ({
    first: 50,
    sort: (values.sort as 'NEWEST' | undefined) ?? 'NEWEST',
    filter: {
      query: values.query || null,
      status: values.status ? (values.status.split(',') as Status[]) : null,
      hasLab: values.hasLab === 'yes' ? true : null,
      awaitsPrescription: values.rxMissing === 'yes' ? true : null,
      from: values.from || null,
      to: values.to || null,
    },
  }),
  connection: (data) => data.orders,
  idOf: (row) => row.id,
  hrefOf: (row) => `/orders/${row.number}`,
  filters: [
    { kind: 'search', name: 'query', label: 'Number, name, e-mail' },
    {
      kind: 'choice',
      name: 'status',
      label: 'Status',
      many: true,
      options: statuses.map((value) => ({ value, label: sayCode(value) })),
    },
    {
      kind: 'choice',
      name: 'sort',
      label: 'Sort',
      always: true,
      options: [
        { value: 'NEWEST', label: 'Newest first' },
        { value: 'OLDEST', label: 'Oldest first' },
        { value: 'PROMISE_DATE', label: 'Promise date' },
        { value: 'TOTAL_DESC', label: 'Highest total' },
      ],
    },
    { kind: 'toggle', name: 'hasLab', label: 'With lenses' },
    { kind: 'toggle', name: 'rxMissing', label: 'Rx missing' },
    { kind: 'date', name: 'from', label: 'From' },
    { kind: 'date', name: 'to', label: 'To' },
  ],
  columns: [
    {
      id: 'number',
      label: 'Order',
      width: '8.5rem',
      cell: (row) => (
        <Go to={`/orders/${row.number}`} tabIndex={-1}>
          {row.number}
        </Go>
      ),
      text: (row) => row.number,
    },
    {
      id: 'placed',
      label: 'Placed',
      width: '10.5rem',
      cell: (row) => instant(row.placedAt ?? row.createdAt),
      text: (row) => row.placedAt ?? row.createdAt,
    },
    {
      id: 'status',
      label: 'Status',
      width: '9rem',
      cell: (row) => <Badge code={row.status} />,
      text: (row) => row.status,
    },
    {
      id: 'customer',
      label: 'Customer',
      width: 'minmax(9rem,1fr)',
      cell: (row) => row.shippingAddress.name,
      text: (row) => row.shippingAddress.name,
    },
    {
      id: 'items',
      label: 'Items',
      width: 'minmax(12rem,2fr)',
      cell: (row) =>
        row.lines
          .filter(({ quantity }) => quantity > 0)
          .map((line) => (line.quantity > 1 ? `${line.quantity} × ${line.title}` : line.title))
          .join(', '),
      text: (row) => row.lines.map((line) => `${line.quantity} × ${line.title}`).join('; '),
    },
    {
      id: 'lab',
      label: 'Lab',
      width: '3rem',
      cell: (row) => (row.lines.some((line) => line.requiresLab) ? 'Lab' : ''),
      text: (row) => (row.lines.some((line) => line.requiresLab) ? 'yes' : 'no'),
    },
    {
      id: 'promise',
      label: 'Promised',
      width: '7rem',
      cell: (row) =>
        missingRx(row) ? (
          <MissingRx awaited={missingRx(row)} />
        ) : isOpen(row) && row.promiseDate ? (
          <span className={daysUntil(row.promiseDate) < 0 ? 'font-medium text-bad' : undefined}>
            {due(row.promiseDate)}
          </span>
        ) : (
          ''
        ),
      text: (row) => row.promiseDate,
    },
    {
      id: 'total',
      label: 'Total',
      width: '6.5rem',
      alignEnd: true,
      cell: (row) => money(row.totals.total),
      text: (row) => row.totals.total.amount,
    },
    {
      id: 'email',
      label: 'E-mail',
      width: 'minmax(10rem,1fr)',
      cell: (row) => row.email,
      text: (row) => row.email,
      optional: true,
    },
    {
      id: 'channel',
      label: 'Channel',
      width: '6rem',
      cell: (row) => sayCode(row.channel),
      text: (row) => row.channel,
      optional: true,
    },
    {
      id: 'place',
      label: 'To',
      width: '9rem',
      cell: (row) => `${row.shippingAddress.city}, ${row.shippingAddress.countryCode}`,
      text: (row) => `${row.shippingAddress.city}, ${row.shippingAddress.countryCode}`,
      optional: true,
    },
  ],
  feed: { name: 'orderFeed', pick: (event) => event.order, matches: matchesOrder, newestAt: 'top' },
  empty: { title: 'No orders here', hint: 'Change the filters, or choose “As it comes” under Views.' },
};

/** In place of a promise: it begins with the prescription. */
function MissingRx({ awaited }: { awaited: AwaitedState | null }) {
  return awaited?.overdue ? (
    <span className="font-medium text-bad">Rx missing: call</span>
  ) : (
    <span className="text-warn">Rx missing</span>
  );
}

export function OrdersScreen() {
  return <ListScreen list={list} />;
}
