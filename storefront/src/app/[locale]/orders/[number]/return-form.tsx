'use client';
import { type FormEvent, useState } from 'react';
import { send } from '@/graph/browser.ts';
import { tellFailure } from '@/graph/tell.ts';
import { fill } from '@/i18n/fill.ts';
import { Select } from '@/kit/field.tsx';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';
import { requestReturnDocument } from './order.documents.ts';
import type { Order, OrderTexts } from './order-screen.tsx';

type Line = Order['lines'][number];
type Reason = Line['returnReasons'][number]['code'];

interface ReturnProps {
  order: Order;
  token: string | undefined;
  t: OrderTexts;
  onRequested(): Promise<void>;
}

/** Which lines, how many, and why; the server decides and says so per line. */
export function ReturnForm({ order, token, t, onRequested }: ReturnProps) {
  const [quantities, setQuantities] = useState<Record<string, number>>({});
  const [reasons, setReasons] = useState<Record<string, Reason>>({});
  const reasonOf = (line: Line): Reason | undefined => reasons[line.id] ?? line.returnReasons[0]?.code;
  const [told, setTold] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const lines = order.lines.filter((line) => line.returnableQuantity > 0);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const chosen = lines.flatMap((line) => {
      const quantity = quantities[line.id] ?? 0;
      const reason = reasonOf(line);
      return quantity > 0 && reason ? [{ orderLineId: line.id, quantity, reason }] : [];
    });
    if (chosen.length === 0) return setTold(t.order.returnNothing);
    setBusy(true);
    setTold(null);
    try {
      const { requestReturn: answer } = await send(
        requestReturnDocument,
        { orderId: order.id, lines: chosen },
        { orderToken: token },
      );
      if (answer.__typename === 'Refusal')
        return setTold([answer.message, ...answer.issues.map((issue) => issue.message)].join(' '));
      setQuantities({});
      await onRequested();
    } catch (error) {
      setTold(tellFailure(error, t));
    } finally {
      setBusy(false);
    }
  };
  return (
    <details className={`${look.card} p-6`}>
      <summary className="text-lg font-medium">{t.order.returnTitle}</summary>
      <form onSubmit={submit} className="mt-5 grid gap-5">
        {lines.map((line) => (
          <fieldset
            key={line.id}
            className="grid gap-3 border-t border-line pt-4 sm:grid-cols-[1fr_7rem_16rem] sm:items-end"
          >
            <legend className="sr-only">{line.title}</legend>
            <p>
              {line.title}
              {line.requiresLab ? <span className="block text-sm text-ink-soft">{t.order.madeForYou}</span> : null}
            </p>
            <Select
              label={t.quantity}
              aria-label={fill(t.order.returnQuantity, { name: line.title })}
              value={String(quantities[line.id] ?? 0)}
              onChange={(event) => setQuantities({ ...quantities, [line.id]: Number(event.target.value) })}
            >
              {[...Array(line.returnableQuantity + 1).keys()].map((count) => (
                <option key={count} value={count}>
                  {count}
                </option>
              ))}
            </Select>
            <Select
              label={t.order.returnReason}
              value={reasonOf(line)}
              onChange={(event) => setReasons({ ...reasons, [line.id]: event.target.value as Reason })}
            >
              {line.returnReasons.map(({ code, label }) => (
                <option key={code} value={code}>
                  {label}
                </option>
              ))}
            </Select>
          </fieldset>
        ))}
        {told ? <Notice tone="bad">{told}</Notice> : null}
        <button type="submit" className={`${look.primary} justify-self-start`} disabled={isBusy}>
          {isBusy ? t.wait : t.order.returnSend}
        </button>
      </form>
    </details>
  );
}
