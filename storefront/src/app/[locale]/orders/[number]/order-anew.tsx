'use client';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { addToCartDocument } from '@/cart/cart.documents.ts';
import { useCart } from '@/cart/cart-context.tsx';
import { send } from '@/graph/browser.ts';
import { tellFailure } from '@/graph/tell.ts';
import { href, type Locale } from '@/i18n/href.ts';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';
import type { AwaitedTexts, Line } from './awaited.props.ts';
import { cancelOrderLineDocument } from './order.documents.ts';
import type { Order } from './order-screen.tsx';

interface AnewProps {
  order: Order;
  line: Line;
  token: string | undefined;
  entry: { confirmed: string[] };
  locale: Locale;
  t: AwaitedTexts;
  savedRx(): Promise<string | null>;
}

/**
 * The prescription is stronger than was said: the same pair with it at its own price in the cart, and what was paid for it back.
 * The cart comes first; if it fails, this order still stands. Other things in the order stay: only this line of it is cancelled.
 */
export function OrderAnew({ order, line, token, entry, locale, t, savedRx }: AnewProps) {
  const router = useRouter();
  const { cart, change } = useCart();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const key = useRef('');
  // The lab has begun, or the parcel is packed: a person sorts it out.
  if (!line.canCancel) return <p className={look.hint}>{t.awaited.strongerCall}</p>;

  const anew = async (): Promise<string | null> => {
    const prescriptionId = await savedRx();
    if (!prescriptionId || !line.lens) return null;
    key.current ||= crypto.randomUUID();
    const { use, designId, materialId, treatmentIds, colours, rush } = line.lens;
    const lens = {
      use,
      designId,
      materialId,
      treatmentIds,
      colours: [...colours],
      rush,
      prescriptionId,
      confirmedWarnings: entry.confirmed,
    };
    const added = await change(addToCartDocument, {
      cartId: cart?.id ?? null,
      idempotencyKey: key.current,
      lines: [{ variantId: line.variant.id, quantity: line.quantity, prescriptionId, lens }],
    });
    if (!added.cart) return added.told;
    const { cancelOrderLine } = await send(
      cancelOrderLineDocument,
      { orderId: order.id, lineId: line.id, keep: 0, reason: t.awaited.strongerReason },
      { orderToken: token },
    );
    if (cancelOrderLine.__typename === 'Refusal') return cancelOrderLine.message;
    router.push(href(locale, '/cart'));
    return null;
  };
  const isOnly = order.lines.every(({ id, quantity }) => id === line.id || quantity === 0);
  const press = async () => {
    setBusy(true);
    setFailure(null);
    try {
      setFailure(await anew());
    } catch (error) {
      setFailure(tellFailure(error, t));
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="grid justify-items-start gap-2">
      <button type="button" className={look.primary} disabled={isBusy} onClick={() => void press()}>
        {isBusy ? t.awaited.sending : t.awaited.strongerAnew}
      </button>
      <p className={`${look.hint} max-w-prose`}>{isOnly ? t.awaited.strongerAnewHint : t.awaited.strongerAnewPart}</p>
      {failure ? <Notice tone="bad">{failure}</Notice> : null}
    </div>
  );
}
