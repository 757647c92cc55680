import type { FragmentOf, ResultOf, VariablesOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { axis, day, instant, power, prisms, sayCode, waited } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import type { ListDefinition } from '../../kit/list.types.ts';
import { ListScreen } from '../../kit/list-screen.tsx';
import { MissingStrip } from './missing-strip.tsx';
import type { prescriptionRow } from './prescription-row.documents.ts';
import { prescriptionsQuery } from './prescriptions.documents.ts';
import { timeLeft } from './verification-clock.ts';

type Row = FragmentOf<typeof prescriptionRow>;
const statuses = ['IN_REVIEW', 'ENTERED', 'SIGNED_OFF', 'REJECTED', 'REVOKED'] as const;

const powersOf = (eye: NonNullable<Row['od']>) =>
  `${power(eye.sphere)}${eye.cylinder ? ` ${power(eye.cylinder)} ×${axis(eye.axis)}` : ''}${eye.add ? ` ADD ${power(eye.add)}` : ''}`;

const eyeText = (eye: Row['od']) =>
  eye ? [powersOf(eye), ...(eye.prisms.length > 0 ? [prisms(eye.prisms)] : [])].join(' ') : '—';

/** Prism stands on a line of its own: no value of a prescription may be cut off. */
function Eye({ eye }: { eye: Row['od'] }) {
  if (!eye || eye.prisms.length === 0) return eyeText(eye);
  return (
    <span className="block text-xs leading-4" title={eyeText(eye)}>
      <span className="block">{powersOf(eye)}</span>
      <span className="block">{prisms(eye.prisms)}</span>
    </span>
  );
}

/** Only the paper came; an optician types it in. */
const isPaperAlone = ({ product, od, os, documents }: Row) =>
  product === 'GLASSES' && !od && !os && documents.length > 0;

const list: ListDefinition<
  Row,
  ResultOf<typeof prescriptionsQuery>,
  VariablesOf<typeof prescriptionsQuery>,
  'prescriptionQueue'
> = {
  id: 'prescriptions',
  title: 'Prescriptions',
  document: prescriptionsQuery,
  variables: (values) => ({
    first: 50,
    query: values.query || null,
    status: values.status ? (values.status.split(',') as Row['status'][]) : null,
  }),
  connection: (data) => data.prescriptions,
  idOf: (row) => row.id,
  hrefOf: (row) => `/prescriptions/${row.id}`,
  defaults: { status: 'IN_REVIEW' },
  filters: [
    { kind: 'search', name: 'query', label: 'Patient or order' },
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
      id: 'patient',
      label: 'Patient',
      width: 'minmax(8rem,1fr)',
      cell: (row) => (
        <Go to={`/prescriptions/${row.id}`} tabIndex={-1}>
          {row.patientName ?? row.customer?.name ?? 'No name'}
        </Go>
      ),
    },
    {
      id: 'status',
      label: 'Status',
      width: '7rem',
      cell: (row) => <Badge code={row.status} />,
      text: (row) => row.status,
    },
    {
      id: 'waiting',
      label: 'Waiting',
      width: '5rem',
      cell: (row) => (row.status === 'IN_REVIEW' ? waited(row.queuedAt ?? row.createdAt) : ''),
      text: (row) => row.queuedAt,
    },
    {
      id: 'order',
      label: 'For order',
      width: '6.5rem',
      cell: (row) => row.orderNumber ?? '',
      text: (row) => row.orderNumber,
    },
    { id: 'od', label: 'OD', width: '12rem', cell: (row) => <Eye eye={row.od} />, text: (row) => eyeText(row.od) },
    { id: 'os', label: 'OS', width: '12rem', cell: (row) => <Eye eye={row.os} />, text: (row) => eyeText(row.os) },
    {
      id: 'issues',
      label: 'Findings',
      width: 'minmax(7rem,1fr)',
      cell: (row) => {
        // Without a value there is nothing to find yet.
        if (isPaperAlone(row)) return <span className="text-accent">Paper, to be typed in</span>;
        const worst =
          row.issues.find((issue) => issue.severity === 'ERROR') ??
          row.issues.find((issue) => issue.severity === 'WARNING');
        return worst ? (
          <span className={worst.severity === 'ERROR' ? 'text-bad' : 'text-warn'} title={worst.message}>
            {worst.message}
          </span>
        ) : (
          ''
        );
      },
      text: (row) => row.issues.map((issue) => issue.code).join(' '),
    },
    {
      id: 'expires',
      label: 'Expires',
      width: '7rem',
      cell: (row) =>
        row.expired ? <span className="font-medium text-bad">{day(row.expiresOn)}</span> : day(row.expiresOn),
      text: (row) => row.expiresOn,
    },
    {
      id: 'paper',
      label: 'Paper',
      width: '9rem',
      cell: (row) => <Waits row={row} />,
      text: (row) => (row.documents.length > 0 ? 'paper' : (row.verifications[0]?.status ?? '')),
    },
    { id: 'source', label: 'Source', width: '6rem', cell: (row) => sayCode(row.source), text: (row) => row.source },
    {
      id: 'created',
      label: 'Entered',
      width: '11rem',
      cell: (row) => instant(row.createdAt),
      text: (row) => row.createdAt,
      optional: true,
    },
  ],
  feed: {
    name: 'prescriptionQueue',
    pick: (event) => event.prescription,
    matches: (row, values) =>
      (!values.status || values.status.split(',').includes(row.status)) &&
      (!values.query ||
        `${row.patientName ?? row.customer?.name ?? ''} ${row.orderNumber ?? ''}`
          .toLowerCase()
          .includes(values.query.toLowerCase())),
    newestAt: 'bottom',
  },
  empty: { title: 'Nobody is waiting', hint: 'Prescriptions of new orders appear here by themselves.' },
};

/** What it can be compared with: a paper, or the prescriber, with the clock when one runs. */
function Waits({ row }: { row: Row }) {
  const [asked] = row.verifications;
  const left =
    asked?.status === 'DELIVERED' && asked.deadlineAt ? timeLeft({ ...asked, deadlineAt: asked.deadlineAt }) : null;
  if (left) return <span className="tabular text-accent">{left} to answer</span>;
  if (asked) return <span className="text-ink-soft">{sayCode(asked.status)}</span>;
  return row.documents.length > 0 ? 'Sent in' : <span className="text-ink-soft">None yet</span>;
}

export function PrescriptionsScreen() {
  return <ListScreen list={list} note={<MissingStrip />} />;
}
