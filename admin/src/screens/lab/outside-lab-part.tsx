import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, Select } from '../../kit/controls.tsx';
import { Facts, History } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { day, instant, sayCode } from '../../kit/format.ts';
import {
  bookInOutsideLenses,
  cancelOutsideLabOrder,
  refreshOutsideLabOrder,
  sendToOutsideLab,
} from './equipment.documents.ts';
import type { EquipmentPart } from './equipment-panel.tsx';
import type { Job } from './job.types.ts';
import { stationName } from './station.ts';

const over = ['RETURNED', 'REFUSED', 'CANCELLED'];
const tones: Record<string, 'good' | 'bad' | 'warn'> = { RETURNED: 'good', REFUSED: 'bad', CANCELLED: 'warn' };

/** Lenses that another lab makes: sent out, followed, booked in. */
export function OutsideLabPart({ job, equipment, mayWork, changed }: EquipmentPart & { job: Job }) {
  const [newest] = equipment.outsideOrders;
  if (!equipment.outsideLab && !newest) return null;
  const isAway = newest !== undefined && !over.includes(newest.status);
  const mayGo =
    job.status === 'RELEASED' ||
    (job.status === 'ON_HOLD' && job.holdReasons.every((reason) => reason === 'STOCK_OUT'));
  return (
    <section aria-label="Outside lab" className="space-y-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium">Outside lab</h3>
        {mayWork && equipment.outsideLab && !isAway && mayGo && (
          <SendDialog jobId={job.id} lab={equipment.outsideLab} changed={changed} />
        )}
      </div>
      {!newest && <p className="text-ink-soft">Made here.</p>}
      {newest && <OrderFacts order={newest} mayWork={mayWork} changed={changed} />}
    </section>
  );
}

type Order = EquipmentPart['equipment']['outsideOrders'][number];

function OrderFacts({ order, mayWork, changed }: { order: Order; mayWork: boolean; changed: () => void }) {
  const { act, busy } = useAct();
  return (
    <>
      <Facts
        items={[
          ['Lab', order.lab],
          ['State', <Badge key="state" code={order.status} tone={tones[order.status]} />],
          ['Lenses', order.frame === 'UNCUT' ? 'uncut' : 'cut to the outline'],
          ['Their number', order.providerId ?? 'not confirmed yet'],
          order.expectedOn !== null && ['Expected', day(order.expectedOn)],
          order.trackingCode !== null && ['Parcel', order.trackingCode],
          order.reason !== null && ['Note', order.reason],
          ['Sent by', `${order.requestedBy}, ${instant(order.requestedAt)}`],
        ]}
      />
      {mayWork && !over.includes(order.status) && (
        <div className="flex flex-wrap gap-2">
          {order.mayBookIn && (
            <Button
              className="h-7"
              tone="primary"
              busy={busy}
              onClick={async () => {
                const variables = { id: order.id, station: stationName() };
                if (await act(bookInOutsideLenses, variables, { done: 'Booked in; the job goes on here.' })) changed();
              }}
            >
              Book lenses in
            </Button>
          )}
          <Button
            className="h-7"
            busy={busy}
            onClick={async () => {
              if (await act(refreshOutsideLabOrder, { id: order.id }, { done: 'Asked; the answer appears here.' }))
                changed();
            }}
          >
            Ask again
          </Button>
          {order.mayCancel && (
            <FormDialog
              trigger={<Button className="h-7">Call off</Button>}
              title={`Call the order at ${order.lab} off?`}
              consequence="The other lab decides whether it still can. If it does, blanks are asked for and the lenses are made here."
              submit="Call off"
              onSubmit={async () => {
                const done = await act(cancelOutsideLabOrder, { id: order.id }, { done: 'Asked to call it off.' });
                if (done) changed();
                return done !== null;
              }}
            />
          )}
          {order.isBeingCancelled && <span className="text-ink-soft">Being called off…</span>}
        </div>
      )}
      <History
        empty=""
        entries={order.events.toReversed().map((event) => ({
          key: event.status,
          at: instant(event.at),
          what: sayCode(event.status),
          who: event.by,
        }))}
      />
    </>
  );
}

function SendDialog({ jobId, lab, changed }: { jobId: string; lab: string; changed: () => void }) {
  const { act } = useAct();
  const [frame, setFrame] = useState<'CUT_TO_TRACE' | 'UNCUT'>('CUT_TO_TRACE');
  return (
    <FormDialog
      trigger={<Button className="h-7">Send to {lab}</Button>}
      title={`Have the lenses made by ${lab}?`}
      consequence="Powers, centration and outline go to that lab, and our blanks go back to the shelf. The job cannot be picked here until the lenses are back."
      submit="Send"
      onSubmit={async () => {
        const done = await act(sendToOutsideLab, { jobId, frame }, { done: `Sent to ${lab}.` });
        if (done) changed();
        return done !== null;
      }}
    >
      <Field label="Lenses come">
        <Select
          options={[
            { value: 'CUT_TO_TRACE', label: 'Cut to the outline' },
            { value: 'UNCUT', label: 'Uncut, edged here' },
          ]}
          value={frame}
          onChange={(e) => setFrame(e.target.value as typeof frame)}
        />
      </Field>
    </FormDialog>
  );
}
