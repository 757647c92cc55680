import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { Button, Field, TextArea, TextInput } from '../../kit/controls.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { cancelOrderLine } from './order.documents.ts';
import type { OrderDetail } from './order.screen.tsx';

type Line = OrderDetail['lines'][number];

/** Cancels one line, or pieces of it. Where lenses are cut already it asks what stopping costs the house. */
export function CancelLineDialog({ order, line, reload }: { order: OrderDetail; line: Line; reload: () => void }) {
  const { act } = useAct();
  const [reason, setReason] = useState('');
  const [keep, setKeep] = useState(0);
  const [cost, setCost] = useState('');
  const isLast = keep === 0 && order.lines.every(({ id, quantity }) => id === line.id || quantity === 0);
  const currency = line.total.currencyCode;
  return (
    <FormDialog
      trigger={<Button aria-label={`Cancel line: ${line.title}`}>Cancel line</Button>}
      title={`Cancel ${line.title}?`}
      tone="danger"
      submit={isLast ? 'Cancel the order' : 'Cancel the line'}
      consequence={
        <>
          {isLast
            ? 'Nothing else is left: the whole order is cancelled, delivery included.'
            : 'What was paid for it goes back: its price less its share of discounts, plus its tax. Delivery and the discounts of the rest stay.'}{' '}
          Stock goes back to the shelf, lab work on it stops, and the customer gets a letter with the reason. This
          cannot be undone.
        </>
      }
      onSubmit={async () => {
        const done = await act(
          cancelOrderLine,
          { orderId: order.id, lineId: line.id, keep, reason: reason.trim(), cost: cost.trim() || null },
          { done: `${line.title} is cancelled.` },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      {line.quantity > 1 && (
        <Field label="Pieces that stay ordered" hint={`Of ${line.quantity}; fewer, or none`}>
          <TextInput
            type="number"
            min={0}
            max={line.quantity - 1}
            value={keep}
            onChange={(e) => setKeep(Number(e.target.value))}
          />
        </Field>
      )}
      <Field label="Reason" hint="The customer reads it">
        <TextArea required value={reason} onChange={(e) => setReason(e.target.value)} autoFocus />
      </Field>
      {line.cancelCosts && (
        <Field
          label={`What stopping costs the house, ${currency}`}
          hint="Its lenses are cut already. It is noted here, never charged."
        >
          <TextInput
            type="number"
            min={0}
            step="0.01"
            required={keep === 0}
            value={cost}
            onChange={(e) => setCost(e.target.value)}
          />
        </Field>
      )}
    </FormDialog>
  );
}
