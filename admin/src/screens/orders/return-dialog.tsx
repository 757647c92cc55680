import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { Button, Field, Select, TextInput } from '../../kit/controls.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { toForm } from '../../kit/refused.tsx';
import { requestReturn } from './order.documents.ts';
import type { OrderDetail } from './order.screen.tsx';

type Line = OrderDetail['lines'][number];
type Reason = Line['returnReasons'][number]['code'];

export function ReturnDialog({ order, reload }: { order: OrderDetail; reload: () => void }) {
  const { act } = useAct();
  const [quantities, setQuantities] = useState<Record<string, number>>({});
  const [reasons, setReasons] = useState<Record<string, Reason>>({});
  const returnable = order.lines.filter((line) => line.returnableQuantity > 0);
  const reasonOf = (line: Line) => reasons[line.id] ?? line.returnReasons[0]?.code;
  const chosen = returnable.flatMap((line) => {
    const [quantity, reason] = [quantities[line.id] ?? 0, reasonOf(line)];
    return quantity > 0 && reason ? [{ orderLineId: line.id, quantity, reason }] : [];
  });
  return (
    <FormDialog
      trigger={<Button>Start return</Button>}
      title="Start a return"
      consequence="The customer gets a return label when the return is approved. Money goes back after the goods were inspected. Lenses made to order come back only to be made again."
      submit="Start return"
      onSubmit={async () => {
        if (chosen.length === 0) {
          toForm({ message: 'Nothing comes back yet: enter how many pieces of what.', issues: [] });
          return false;
        }
        const done = await act(
          requestReturn,
          { orderId: order.id, lines: chosen },
          { done: (made) => `Return ${made.number} started.` },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      {returnable.map((line) => (
        <fieldset key={line.id} className="grid grid-cols-[6rem_1fr] gap-3">
          <legend className="mb-1 font-medium">{line.title}</legend>
          <Field label="Pieces" hint={`Up to ${line.returnableQuantity}`}>
            <TextInput
              type="number"
              min={0}
              max={line.returnableQuantity}
              value={quantities[line.id] ?? 0}
              onChange={(e) => setQuantities((now) => ({ ...now, [line.id]: Number(e.target.value) }))}
            />
          </Field>
          <Field label="Reason">
            <Select
              options={line.returnReasons.map(({ code, label }) => ({ value: code, label }))}
              value={reasonOf(line)}
              onChange={(e) => setReasons((now) => ({ ...now, [line.id]: e.target.value as Reason }))}
            />
          </Field>
        </fieldset>
      ))}
    </FormDialog>
  );
}
