'use client';
import { useRef, useState } from 'react';
import { send } from '@/graph/browser.ts';
import { tellFailure } from '@/graph/tell.ts';
import { fill } from '@/i18n/fill.ts';
import { Select } from '@/kit/field.tsx';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';
import type { Line } from './awaited.props.ts';
import { cancelOrderLineDocument } from './order.documents.ts';
import type { Order, OrderTexts } from './order-screen.tsx';

interface CancelLineProps {
  order: Order;
  line: Line;
  token: string | undefined;
  t: OrderTexts;
  onCancelled(): Promise<void>;
}

/** Asks before anything ends, says what goes back, and of several pieces how many stay. */
export function CancelLine({ order, line, token, t, onCancelled }: CancelLineProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [keep, setKeep] = useState(0);
  const [told, setTold] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isLast = keep === 0 && order.lines.every(({ id, quantity }) => id === line.id || quantity === 0);
  const cancel = async () => {
    setBusy(true);
    setTold(null);
    try {
      const { cancelOrderLine: answer } = await send(
        cancelOrderLineDocument,
        { orderId: order.id, lineId: line.id, keep, reason: t.order.cancelReason },
        { orderToken: token },
      );
      if (answer.__typename === 'Refusal') return setTold(answer.message);
      dialog.current?.close();
      await onCancelled();
    } catch (error) {
      setTold(tellFailure(error, t));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div>
      <button
        type="button"
        className={`${look.quiet} -ml-3 text-sm`}
        aria-label={fill(t.order.cancelLineName, { name: line.title })}
        onClick={() => dialog.current?.showModal()}
      >
        {t.order.cancelLine}
      </button>
      <dialog
        ref={dialog}
        aria-label={fill(t.order.cancelLineName, { name: line.title })}
        className="m-auto max-w-md rounded-2xl bg-paper p-7 text-ink backdrop:bg-black/40"
      >
        <div className="grid gap-5">
          <p className="text-lg">{fill(t.order.cancelLineAsk, { name: line.title })}</p>
          {line.quantity > 1 ? (
            <Select
              label={t.order.cancelLineKeep}
              value={String(keep)}
              onChange={(event) => setKeep(Number(event.target.value))}
            >
              {[...Array(line.quantity).keys()].map((count) => (
                <option key={count} value={count}>
                  {count}
                </option>
              ))}
            </Select>
          ) : null}
          <p className="text-ink-soft">{isLast ? t.order.cancelLineLast : t.order.cancelLineRest}</p>
          {told ? <Notice tone="bad">{told}</Notice> : null}
          <p className="flex flex-wrap justify-end gap-3">
            <button type="button" className={look.secondary} onClick={() => dialog.current?.close()}>
              {t.order.cancelNo}
            </button>
            <button type="button" className={look.primary} disabled={isBusy} onClick={cancel}>
              {isBusy ? t.wait : t.order.cancelYes}
            </button>
          </p>
        </div>
      </dialog>
    </div>
  );
}
