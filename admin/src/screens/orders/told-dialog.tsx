import { useState } from 'react';
import { type RefusalShape, useAct } from '../../graph/act.ts';
import { Button, Field, TextInput } from '../../kit/controls.tsx';
import { IssueList } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { typePrescription } from '../prescriptions/prescriptions.documents.ts';
import { TypedFields, warningsLeft } from '../prescriptions/typed-fields.tsx';
import { emptyTyped, typedInput } from '../prescriptions/typed-input.ts';
import { unreadable } from '../prescriptions/typed-issues.ts';
import { sendPrescription } from './order.documents.ts';
import type { OrderDetail } from './order.screen.tsx';

/** A customer on the telephone reads the prescription out. It goes on as if they had sent it; an optician signs it off as any. */
export function ToldDialog({
  order,
  awaited,
  reload,
}: {
  order: OrderDetail;
  awaited: OrderDetail['awaitedPrescriptions'][number];
  reload: () => void;
}) {
  const { act } = useAct();
  const [typed, setTyped] = useState({ ...emptyTyped, patientName: order.shippingAddress.name });
  const [because, setBecause] = useState('');
  const [told, setTold] = useState<RefusalShape | null>(null);
  /** Saved already: only its sending was refused, and is tried again without saving it twice. */
  const [savedId, setSavedId] = useState<string | null>(null);
  const warnings = warningsLeft(told?.issues);

  async function save(): Promise<string | null> {
    if (savedId) return savedId;
    const left = unreadable(typed);
    setTold(left);
    if (left) return null;
    const of = order.customer ? { customerId: order.customer.id } : { orderId: order.id };
    const input = typedInput({ ...of, toldBecause: because.trim() }, typed, warnings);
    const saved = await act(typePrescription, { input }, { onRefusal: setTold });
    if (saved) setSavedId(saved.id);
    return saved?.id ?? null;
  }
  async function submit(): Promise<boolean> {
    const prescriptionId = await save();
    if (!prescriptionId) return false;
    const sent = await act(
      sendPrescription,
      { orderId: order.id, lineId: awaited.orderLineId, prescriptionId, confirmed: warnings, because: null },
      { done: 'Taken down. It stands in the queue of the opticians.', onRefusal: setTold },
    );
    if (sent) reload();
    return sent !== null;
  }

  return (
    <FormDialog
      trigger={<Button>Type in what is read out</Button>}
      title={`Prescription for order ${order.number}, by telephone`}
      consequence="Read every value back, with its sign. It is kept as entered by you, and an optician looks at it before a lens is cut."
      submit={warnings.length > 0 ? 'Read back and confirmed: save' : 'Save and send on'}
      wide
      onOpen={() => {
        setTold(null);
        setSavedId(null);
      }}
      onSubmit={submit}
    >
      <Field label="Who tells it, and why not by the link" hint="kept in the history of the prescription">
        <TextInput required value={because} onChange={(event) => setBecause(event.target.value)} />
      </Field>
      <TypedFields
        typed={typed}
        issues={told?.issues}
        onTyped={(next) => {
          setTold(null);
          setSavedId(null);
          setTyped(next);
        }}
      />
      {told && (
        <div className="space-y-2" role="alert">
          <p className="font-medium text-bad">{told.message}</p>
          <IssueList issues={told.issues} />
        </div>
      )}
    </FormDialog>
  );
}
