import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import type { FragmentOf, ResultOf, VariablesOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, TextInput } from '../../kit/controls.tsx';
import { FormDialog, ReasonDialog } from '../../kit/dialog.tsx';
import { count, instant, money } from '../../kit/format.ts';
import { Go, useGo } from '../../kit/go.tsx';
import type { ListDefinition } from '../../kit/list.types.ts';
import { ListScreen } from '../../kit/list-screen.tsx';
import { useSession } from '../../session/session.tsx';
import { dismissProposal, orderProposals, proposalsQuery, recalculateProposals } from './purchasing.documents.ts';
import type { proposalRow } from './purchasing-rows.documents.ts';

type Row = FragmentOf<typeof proposalRow>;
type List = ListDefinition<Row, ResultOf<typeof proposalsQuery>, VariablesOf<typeof proposalsQuery>, 'purchasingFeed'>;

export function ProposalsScreen() {
  const { may } = useSession();
  const { act, busy } = useAct();
  const [chosen, setChosen] = useState<{ rows: readonly Row[]; done: () => void } | null>(null);
  const [shown, setShown] = useState<Row | null>(null);
  const list: List = {
    id: 'proposals',
    title: 'What to order',
    document: proposalsQuery,
    variables: (values) => ({ first: 100, urgentOnly: values.urgent === 'yes' }),
    connection: (data) => data.replenishmentProposals,
    idOf: (row) => row.id,
    filters: [{ kind: 'toggle', name: 'urgent', label: 'Urgent only' }],
    columns: [
      {
        id: 'sku',
        label: 'SKU',
        width: '13rem',
        cell: (row) => (
          <button type="button" className="link" onClick={() => setShown(row)}>
            {row.sku}
          </button>
        ),
        text: (row) => row.sku,
      },
      {
        id: 'name',
        label: 'Item',
        width: 'minmax(10rem,2fr)',
        cell: (row) => row.itemName,
        text: (row) => row.itemName,
      },
      {
        id: 'urgent',
        label: 'Urgency',
        width: '4.5rem',
        cell: (row) => row.urgent && <Badge code="URGENT" tone="bad" />,
        text: (row) => (row.urgent ? 'urgent' : ''),
      },
      {
        id: 'reason',
        label: 'Why',
        width: 'minmax(8rem,1fr)',
        cell: (row) => <span title={row.reason}>{row.reason}</span>,
        text: (row) => row.reason,
      },
      {
        id: 'formula',
        label: 'The sum behind it',
        width: 'minmax(14rem,2fr)',
        cell: (row) => (
          <span title={row.formula} className="tabular">
            {row.formula}
          </span>
        ),
        text: (row) => row.formula,
      },
      {
        id: 'quantity',
        label: 'Order',
        width: '4.5rem',
        alignEnd: true,
        cell: (row) => <strong>{count(row.quantity)}</strong>,
        text: (row) => row.quantity,
      },
      {
        id: 'cost',
        label: 'Each',
        width: '5.5rem',
        alignEnd: true,
        cell: (row) => money(row.unitCost),
        text: (row) => row.unitCost.amount,
      },
      {
        id: 'supplier',
        label: 'Supplier',
        width: '10rem',
        cell: (row) => row.supplier.name,
        text: (row) => row.supplier.name,
      },
      {
        id: 'onHand',
        label: 'On hand',
        width: '5rem',
        alignEnd: true,
        cell: (row) => count(row.onHand),
        text: (row) => row.onHand,
        optional: true,
      },
      {
        id: 'onOrder',
        label: 'On order',
        width: '5rem',
        alignEnd: true,
        cell: (row) => count(row.onOrder),
        text: (row) => row.onOrder,
        optional: true,
      },
      {
        id: 'created',
        label: 'Since',
        width: '10rem',
        cell: (row) => instant(row.createdAt),
        text: (row) => row.createdAt,
        optional: true,
      },
    ],
    feed: {
      name: 'purchasingFeed',
      pick: (event) => event.proposal,
      matches: (row, values) => row.status === 'OPEN' && (values.urgent !== 'yes' || row.urgent),
      newestAt: 'elsewhere',
    },
    bulk: [{ label: 'Create purchase orders…', tone: 'primary', run: (rows, done) => setChosen({ rows, done }) }],
    actions: may('buy') && (
      <Button
        busy={busy}
        onClick={() => void act(recalculateProposals, {}, { done: (n) => `${String(n)} proposals after the new sum.` })}
      >
        Calculate again
      </Button>
    ),
    empty: {
      title: 'Nothing needs ordering',
      hint: 'Proposals appear when stock falls to its reorder point or an order waits for goods.',
    },
  };
  return (
    <>
      <ListScreen list={list} />
      {chosen && <OrderDialog {...chosen} onClose={() => setChosen(null)} />}
      {shown && <ProposalDialog row={shown} onClose={() => setShown(null)} />}
    </>
  );
}

function OrderDialog(props: { rows: readonly Row[]; done: () => void; onClose: () => void }) {
  const { act } = useAct();
  const go = useGo();
  const [quantities, setQuantities] = useState<Record<string, string>>(
    Object.fromEntries(props.rows.map((row) => [row.id, String(row.quantity)])),
  );
  const suppliers = [...new Map(props.rows.map((row) => [row.supplier.id, row.supplier])).values()];
  return (
    <FormDialog
      wide
      title={suppliers.length === 1 ? `Order from ${suppliers[0]?.name}` : `Order from ${suppliers.length} suppliers`}
      consequence={`${suppliers.length === 1 ? 'One purchase order is' : `${suppliers.length} purchase orders are`} made. Nothing is sent before approval.`}
      submit="Create purchase orders"
      onClose={props.onClose}
      onSubmit={async () => {
        const made = await act(
          orderProposals,
          {
            proposalIds: props.rows.map((row) => row.id),
            quantities: props.rows.map((row) => Number(quantities[row.id])),
          },
          { done: (answer) => `Made ${answer.purchaseOrders.map((order) => order.number).join(', ')}.` },
        );
        if (!made) return false;
        props.done();
        const only = made.purchaseOrders.length === 1 ? made.purchaseOrders[0] : undefined;
        go(only ? `/purchase-orders/${only.number}` : '/purchase-orders');
        return true;
      }}
    >
      <table className="grid-table">
        <tbody>
          {props.rows.map((row) => (
            <tr key={row.id}>
              <td>
                <p className="font-medium">{row.sku}</p>
                <p className="text-ink-soft text-xs">{row.formula}</p>
              </td>
              <td>{row.supplier.name}</td>
              <td className="num">{money(row.unitCost)}</td>
              <td className="w-28">
                <TextInput
                  aria-label={`Quantity of ${row.sku}`}
                  type="number"
                  min={1}
                  required
                  value={quantities[row.id] ?? ''}
                  onChange={(e) => setQuantities((now) => ({ ...now, [row.id]: e.target.value }))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </FormDialog>
  );
}

/** The sum behind the number, part by part. */
function ProposalDialog(props: { row: Row; onClose: () => void }) {
  const { act } = useAct();
  const { may } = useSession();
  const { row } = props;
  const parts = [
    ['Demand a day', row.dailyDemand],
    ['Lead time', `${row.leadTimeDays} d`],
    ['Safety stock', count(row.safetyStock)],
    ['Reorder point', count(row.reorderPoint)],
    ['On hand', count(row.onHand)],
    ['Reserved', count(row.reserved)],
    ['On order', count(row.onOrder)],
    ['Proposed', count(row.quantity)],
  ] as const;
  return (
    <FormDialog
      title={row.itemName}
      consequence={row.reason}
      submit="Close"
      onClose={props.onClose}
      onSubmit={async () => true}
    >
      <p className="rounded bg-sunken px-3 py-2 font-medium tabular">{row.formula}</p>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-1 tabular">
        {parts.map(([label, value]) => (
          <div key={label} className="flex justify-between border-line border-b py-0.5">
            <dt className="text-ink-soft">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {row.demandReferences.length > 0 && (
        <p className="text-ink-soft">Asked for by {whoWaits(row.demandReferences)}</p>
      )}
      <p>
        <Go to={`/suppliers/${row.supplier.id}`}>{row.supplier.name}</Go>
      </p>
      {may('buy') && (
        <ReasonDialog
          trigger={<Button tone="danger">Dismiss this proposal</Button>}
          title="Dismiss this proposal?"
          consequence="It comes back when the sum says so again. The reason is kept."
          submit="Dismiss"
          onSubmit={async (reason) => {
            const done = await act(dismissProposal, { id: row.id, reason }, { done: 'Dismissed.' });
            if (done) props.onClose();
            return Boolean(done);
          }}
        />
      )}
    </FormDialog>
  );
}

/** References are made of ids; a buyer wants to know how many of which kind. */
function whoWaits(references: readonly string[]): string {
  const jobs = references.filter((reference) => reference.startsWith('job:')).length;
  const orders = references.length - jobs;
  const count = (number: number, one: string) =>
    number === 0 ? [] : [number === 1 ? `one ${one}` : `${number} ${one}s`];
  return [...count(jobs, 'lab job'), ...count(orders, 'order')].join(' and ');
}
