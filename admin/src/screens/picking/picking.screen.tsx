import type { FragmentOf, ResultOf, VariablesOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { daysUntil, due, instant, sayCode, waited } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import type { ListDefinition } from '../../kit/list.types.ts';
import { ListScreen } from '../../kit/list-screen.tsx';
import type { pickTaskRow } from './pick-task-row.documents.ts';
import { pickTasksQuery } from './picking.documents.ts';

type Row = FragmentOf<typeof pickTaskRow>;
const statuses = ['OPEN', 'PICKED', 'PACKED', 'HANDED_OVER', 'CANCELLED'] as const;

const progress = (row: Row) => {
  const own = row.lines.filter((line) => !line.fromLab);
  return `${own.reduce((sum, line) => sum + line.pickedQuantity, 0)} / ${own.reduce((sum, line) => sum + line.quantity, 0)}`;
};
const remark = (row: Row) =>
  row.lines.some((line) => line.waiting)
    ? 'waits for goods'
    : row.lines.some((line) => line.fromLab && line.pickedQuantity < line.quantity)
      ? 'joined by the lab'
      : '';

const list: ListDefinition<
  Row,
  ResultOf<typeof pickTasksQuery>,
  VariablesOf<typeof pickTasksQuery>,
  'inventoryFeed'
> = {
  id: 'picking',
  title: 'Picking',
  document: pickTasksQuery,
  variables: (values) => ({
    first: 50,
    status: values.status ? (values.status.split(',') as Row['status'][]) : null,
    destination: (values.destination as Row['destination'] | undefined) || null,
  }),
  connection: (data) => data.pickTasks,
  idOf: (row) => row.id,
  hrefOf: (row) => `/picking/${row.number}`,
  defaults: { status: 'OPEN,PICKED' },
  filters: [
    {
      kind: 'choice',
      name: 'status',
      label: 'Status',
      many: true,
      options: statuses.map((value) => ({ value, label: sayCode(value) })),
    },
    {
      kind: 'choice',
      name: 'destination',
      label: 'To',
      options: [
        { value: 'LAB', label: 'Lab' },
        { value: 'PARCEL', label: 'Parcel' },
      ],
    },
  ],
  columns: [
    {
      id: 'number',
      label: 'Task',
      width: '8.5rem',
      cell: (row) => (
        <Go to={`/picking/${row.number}`} tabIndex={-1}>
          {row.number}
        </Go>
      ),
      text: (row) => row.number,
    },
    {
      id: 'status',
      label: 'Status',
      width: '7.5rem',
      cell: (row) => <Badge code={row.status} />,
      text: (row) => row.status,
    },
    { id: 'to', label: 'To', width: '5rem', cell: (row) => sayCode(row.destination), text: (row) => row.destination },
    {
      id: 'due',
      label: 'Due',
      width: '6rem',
      cell: (row) =>
        row.dueOn ? (
          <span className={daysUntil(row.dueOn) < 0 ? 'font-medium text-bad' : undefined}>{due(row.dueOn)}</span>
        ) : (
          ''
        ),
      text: (row) => row.dueOn,
    },
    { id: 'picked', label: 'Picked', width: '4.5rem', alignEnd: true, cell: progress, text: progress },
    {
      id: 'bins',
      label: 'Bins',
      width: 'minmax(8rem,1fr)',
      cell: (row) => [...new Set(row.lines.map((line) => line.bin?.code).filter(Boolean))].join(', '),
      text: (row) => row.lines.map((line) => line.bin?.code ?? '').join(' '),
    },
    {
      id: 'items',
      label: 'Items',
      width: 'minmax(12rem,2fr)',
      cell: (row) => row.lines.map((line) => line.sku).join(', '),
      text: (row) => row.lines.map((line) => line.sku).join(' '),
    },
    {
      id: 'remark',
      label: 'Remark',
      width: '9rem',
      cell: (row) => <span className="text-warn">{remark(row)}</span>,
      text: remark,
    },
    { id: 'order', label: 'Order', width: '8rem', cell: (row) => row.orderNumber, text: (row) => row.orderNumber },
    { id: 'by', label: 'Taken by', width: '8rem', cell: (row) => row.assignedTo ?? '', text: (row) => row.assignedTo },
    { id: 'waiting', label: 'Waiting', width: '5rem', cell: (row) => waited(row.createdAt), optional: true },
    {
      id: 'created',
      label: 'Created',
      width: '11rem',
      cell: (row) => instant(row.createdAt),
      text: (row) => row.createdAt,
      optional: true,
    },
  ],
  feed: {
    name: 'inventoryFeed',
    pick: (event) => event.pickTask,
    matches: (row, values) =>
      (!values.status || values.status.split(',').includes(row.status)) &&
      (!values.destination || values.destination === row.destination),
    newestAt: 'bottom',
  },
  empty: { title: 'Nothing to pick', hint: 'Tasks of new orders appear here by themselves.' },
};

export function PickingScreen() {
  return <ListScreen list={list} />;
}
