import { useAct } from '../../graph/act.ts';
import { Button } from '../../kit/controls.tsx';
import { ReasonDialog } from '../../kit/dialog.tsx';
import { money } from '../../kit/format.ts';
import { sendPrescription } from './order.documents.ts';
import type { OrderDetail } from './order.screen.tsx';

/** Stronger than was said: the house makes the lenses for what was paid. */
export function BearDialog({
  order,
  awaited,
  reload,
}: {
  order: OrderDetail;
  awaited: OrderDetail['awaitedPrescriptions'][number];
  reload: () => void;
}) {
  const { act } = useAct();
  const { prescription, costsMore } = awaited;
  if (!prescription || !costsMore) return null;
  return (
    <ReasonDialog
      trigger={<Button>The house bears it</Button>}
      title={`Bear ${money(costsMore)} for order ${order.number}?`}
      consequence="The lenses are made for what was paid; nothing more is charged. The history keeps the amount and your reason."
      submit="Bear it and begin"
      onSubmit={async (because) => {
        const done = await act(
          sendPrescription,
          { orderId: order.id, lineId: awaited.orderLineId, prescriptionId: prescription.id, confirmed: null, because },
          { done: 'The lenses are made for what was paid.' },
        );
        if (done) reload();
        return done !== null;
      }}
    />
  );
}
