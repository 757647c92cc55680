import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { requestReturn } from './order.documents.ts';
import type { OrderDetail } from './order.screen.tsx';

type Line = OrderDetail['lines'][number];
type Reason = Line['returnReasons'][number]['code'];

export function ReturnDialog({ order, reload }: { order: OrderDetail; reload: () => void }) {
  const { act } = useAct();
  const [quantities, setQuantities] = useState<Record<string, number>>({});
  const [chosenReason, setReason] = useState<Reason | null>(null);
  const returnable = order.lines.filter((line) => line.returnableQuantity > 0);
  const reasons = returnable[0]?.returnReasons ?? [];
  const reason = chosenReason ?? reasons[0]?.code;
  const chosen = order.lines.filter((line) => (quantities[line.id] ?? 0) > 0);
  return (
    <FormDialog
      trigger={<Button>Start return</Button>}
      title="Start a return"
      consequence="The customer gets a return label when the return is approved. Money goes back after the goods were inspected. Lenses made to order come back only to be made again."
      submit="Start return"
      onSubmit={async () => {
        if (chosen.length === 0 || !reason) return false;
        const done = await act(
          requestReturn,
          {
            orderId: order.id,
            lines: chosen.map((line) => ({ orderLineId: line.id, quantity: quantities[line.id] ?? 0, reason })),
          },
          { done: (made) => `Return ${made.number} started.` },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="Reason">
        <Select
          options={reasons.map(({ code, label }) => ({ value: code, label }))}
          value={reason}
          onChange={(e) => setReason(e.target.value as Reason)}
        />
      </Field>
      {returnable.map((line) => (
        <Field key={line.id} label={line.title} hint={`Up to ${line.returnableQuantity}`}>
          <TextInput
            type="number"
            min={0}
            max={line.returnableQuantity}
            value={quantities[line.id] ?? 0}
            onChange={(e) => setQuantities((now) => ({ ...now, [line.id]: Number(e.target.value) }))}
          />
        </Field>
      ))}
    </FormDialog>
  );
}
