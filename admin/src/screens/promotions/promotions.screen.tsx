import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import type { ResultOf, VariablesOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { count, instant, money } from '../../kit/format.ts';
import type { ListDefinition } from '../../kit/list.types.ts';
import { ListScreen } from '../../kit/list-screen.tsx';
import { useSession } from '../../session/session.tsx';
import { createPromotion, endPromotion, promotionsQuery } from './promotions.documents.ts';

type Row = ResultOf<typeof promotionsQuery>['promotions']['edges'][number]['node'];
type List = ListDefinition<Row, ResultOf<typeof promotionsQuery>, VariablesOf<typeof promotionsQuery>>;

const off = (row: Row) => (row.percentOff ? `${Number(row.percentOff)} %` : money(row.amountOff));

export function PromotionsScreen() {
  const { may } = useSession();
  // A new number of the list makes it load again after a change.
  const [version, setVersion] = useState(0);
  const changed = () => setVersion((n) => n + 1);
  const mayKeep = may('keepPromotions');
  const list: List = {
    id: 'promotions',
    title: 'Promotions',
    document: promotionsQuery,
    variables: () => ({ first: 50 }),
    connection: (data) => data.promotions,
    idOf: (row) => row.id,
    filters: [],
    columns: [
      { id: 'name', label: 'Name', width: 'minmax(12rem,2fr)', cell: (row) => row.name, text: (row) => row.name },
      {
        id: 'code',
        label: 'Code',
        width: '10rem',
        cell: (row) => <code>{row.couponCode}</code>,
        text: (row) => row.couponCode,
      },
      {
        id: 'active',
        label: 'State',
        width: '6rem',
        cell: (row) => (
          <Badge
            code={row.active ? 'ACTIVE' : 'CLOSED'}
            label={row.active ? 'Active' : 'Ended'}
            tone={row.active ? 'good' : 'neutral'}
          />
        ),
        text: (row) => (row.active ? 'active' : 'ended'),
      },
      { id: 'off', label: 'Off', width: '6rem', alignEnd: true, cell: off, text: off },
      {
        id: 'from',
        label: 'From a subtotal of',
        width: '9rem',
        alignEnd: true,
        cell: (row) => money(row.minimumSubtotal),
        text: (row) => row.minimumSubtotal?.amount,
      },
      {
        id: 'used',
        label: 'Used',
        width: '7rem',
        alignEnd: true,
        cell: (row) => (row.usageLimit ? `${count(row.timesUsed)} of ${count(row.usageLimit)}` : count(row.timesUsed)),
        text: (row) => row.timesUsed,
      },
      {
        id: 'starts',
        label: 'Starts',
        width: '11rem',
        cell: (row) => instant(row.startsAt),
        text: (row) => row.startsAt,
      },
      { id: 'ends', label: 'Ends', width: '11rem', cell: (row) => instant(row.endsAt), text: (row) => row.endsAt },
      {
        id: 'end',
        label: 'Action',
        width: '5rem',
        cell: (row) => mayKeep && row.active && <EndDialog row={row} onDone={changed} />,
      },
    ],
    actions: mayKeep && <CreateDialog onDone={changed} />,
    empty: { title: 'No promotions yet', hint: 'Create one; its code works in the cart at once.' },
  };
  return <ListScreen key={version} list={list} />;
}

function EndDialog({ row, onDone }: { row: Row; onDone: () => void }) {
  const { act } = useAct();
  return (
    <FormDialog
      trigger={<Button className="h-7">End</Button>}
      title={`End “${row.name}”?`}
      consequence="The code stops working at once; carts that hold it are priced anew and say so. Orders keep their discount. This cannot be undone."
      submit="End promotion"
      tone="danger"
      onSubmit={async () => {
        const done = await act(endPromotion, { id: row.id }, { done: `${row.name} has ended.` });
        if (done) onDone();
        return done !== null;
      }}
    />
  );
}

function CreateDialog({ onDone }: { onDone: () => void }) {
  const { act } = useAct();
  const [kind, setKind] = useState('percent');
  const [form, setForm] = useState({ name: '', code: '', value: '', minimum: '', limit: '', endsAt: '' });
  const set = (part: Partial<typeof form>) => setForm((now) => ({ ...now, ...part }));
  return (
    <FormDialog
      trigger={<Button tone="primary">New promotion</Button>}
      title="New promotion"
      submit="Create"
      onSubmit={async () => {
        const done = await act(
          createPromotion,
          {
            input: {
              name: form.name.trim(),
              code: form.code.trim().toUpperCase(),
              percentOff: kind === 'percent' ? form.value : null,
              amountOff: kind === 'amount' ? form.value : null,
              minimumSubtotal: form.minimum || null,
              usageLimit: form.limit ? Number(form.limit) : null,
              endsAt: form.endsAt ? new Date(form.endsAt).toISOString() : null,
            },
          },
          { done: (made) => `${made.name} is active.` },
        );
        if (done) onDone();
        return done !== null;
      }}
    >
      <Field label="Name">
        <TextInput required autoFocus value={form.name} onChange={(e) => set({ name: e.target.value })} />
      </Field>
      <Field label="Code">
        <TextInput
          required
          pattern="[A-Za-z0-9\-]{3,40}"
          className="uppercase"
          value={form.code}
          onChange={(e) => set({ code: e.target.value })}
        />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Kind">
          <Select
            value={kind}
            onChange={(e) => setKind(e.target.value)}
            options={[
              { value: 'percent', label: 'Percent off' },
              { value: 'amount', label: 'Amount off' },
            ]}
          />
        </Field>
        <Field label={kind === 'percent' ? 'Percent' : 'Amount'}>
          <TextInput
            required
            inputMode="decimal"
            pattern="\d+(\.\d{1,2})?"
            value={form.value}
            onChange={(e) => set({ value: e.target.value })}
          />
        </Field>
        <Field label="From a subtotal of">
          <TextInput
            inputMode="decimal"
            pattern="\d+(\.\d{1,2})?"
            value={form.minimum}
            onChange={(e) => set({ minimum: e.target.value })}
          />
        </Field>
        <Field label="At most, times">
          <TextInput type="number" min={1} value={form.limit} onChange={(e) => set({ limit: e.target.value })} />
        </Field>
      </div>
      <Field label="Ends" hint="In the zone of this device">
        <TextInput type="datetime-local" value={form.endsAt} onChange={(e) => set({ endsAt: e.target.value })} />
      </Field>
    </FormDialog>
  );
}
