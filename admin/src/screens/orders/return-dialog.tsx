import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { requestReturn } from './order.documents.ts';
import type { OrderDetail } from './order.screen.tsx';

const reasons = [
  { value: 'FIT', label: 'Does not fit' },
  { value: 'LOOKS', label: 'Looks different than expected' },
  { value: 'DEFECT', label: 'Damaged or defective' },
  { value: 'WRONG_ITEM', label: 'Wrong item sent' },
  { value: 'REMAKE', label: 'Lenses are to be made again' },
  { value: 'OTHER', label: 'Something else' },
];

export function ReturnDialog({ order, reload }: { order: OrderDetail; reload: () => void }) {
  const { act } = useAct();
  const [quantities, setQuantities] = useState<Record<string, number>>({});
  const [reason, setReason] = useState('FIT');
  const chosen = order.lines.filter((line) => (quantities[line.id] ?? 0) > 0);
  return (
    <FormDialog
      trigger={<Button>Start return</Button>}
      title="Start a return"
      consequence="The customer gets a return label when the return is approved. Money goes back after the goods were inspected. Lenses made to order come back only to be made again."
      submit="Start return"
      onSubmit={async () => {
        if (chosen.length === 0) return false;
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
        <Select options={reasons} value={reason} onChange={(e) => setReason(e.target.value)} />
      </Field>
      {order.lines
        .filter((line) => line.returnableQuantity > 0)
        .map((line) => (
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
