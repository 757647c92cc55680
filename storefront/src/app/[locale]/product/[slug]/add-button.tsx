'use client';
import { useRef, useState } from 'react';
import { addToCart } from '../../../../cart/cart-changes.ts';
import { useCart } from '../../../../cart/cart-context.tsx';
import { look } from '../../../../kit/look.ts';
import { Notice } from '../../../../kit/notice.tsx';

interface AddButtonProps {
  variantId: string;
  label: string;
  busyLabel: string;
  look: 'primary' | 'secondary';
  isDisabled?: boolean;
}

/** Puts one piece into the cart and opens it; a refusal is told here. */
export function AddButton({ variantId, label, busyLabel, look: name, isDisabled = false }: AddButtonProps) {
  const { cart, change, setOpen } = useCart();
  const [isBusy, setBusy] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  // A press whose answer was lost, pressed again, adds one piece.
  const purchase = useRef({ of: '', key: '' });
  const add = async () => {
    setBusy(true);
    if (purchase.current.of !== variantId) purchase.current = { of: variantId, key: crypto.randomUUID() };
    const outcome = await change(addToCart, {
      cartId: cart?.id ?? null,
      lines: [{ variantId, quantity: 1 }],
      idempotencyKey: purchase.current.key,
    });
    setBusy(false);
    setTold(outcome.told);
    if (!outcome.cart) return;
    purchase.current.of = '';
    setOpen(true);
  };
  return (
    <div className="grid gap-2">
      <button type="button" className={look[name]} onClick={add} disabled={isBusy || isDisabled}>
        {isBusy ? busyLabel : label}
      </button>
      {told ? <Notice tone="bad">{told}</Notice> : null}
    </div>
  );
}
