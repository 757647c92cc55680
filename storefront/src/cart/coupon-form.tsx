'use client';
import { type FormEvent, useState } from 'react';
import { formatMoney } from '../format/money.ts';
import { fill } from '../i18n/fill.ts';
import type { Messages } from '../i18n/locales.ts';
import { Field } from '../kit/field.tsx';
import { look } from '../kit/look.ts';
import { applyCoupon, removeCoupon } from './cart-changes.ts';
import { type Cart, useCart } from './cart-context.tsx';

/** Discount codes: the reason of a refusal stands at the field, and what was typed stays. */
export function CouponForm({
  cart,
  locale,
  t,
  onChanged,
}: {
  cart: Cart;
  locale: string;
  t: Messages['cart'];
  onChanged?: () => void;
}) {
  const { change } = useCart();
  const [code, setCode] = useState('');
  const [told, setTold] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!code.trim()) return;
    setBusy(true);
    const outcome = await change(applyCoupon, { cartId: cart.id, code: code.trim() });
    setBusy(false);
    setTold(outcome.told);
    if (outcome.cart) {
      setCode('');
      onChanged?.();
    }
  };
  return (
    <div className="grid gap-3">
      {cart.coupons.map((coupon) => (
        <p
          key={coupon.code}
          className="flex items-center justify-between gap-3 rounded-lg bg-good-soft py-1 pl-3 text-good"
        >
          <span>
            {coupon.label} ({coupon.code})
          </span>
          <span className="flex items-center">
            <span className="tabular whitespace-nowrap">
              −{formatMoney(coupon.amount, locale).replace(/^[-−]/, '')}
            </span>
            <button
              type="button"
              className={look.icon}
              aria-label={fill(t.removeCoupon, { code: coupon.code })}
              onClick={async () => {
                setTold((await change(removeCoupon, { cartId: cart.id, code: coupon.code })).told);
                onChanged?.();
              }}
            >
              ×
            </button>
          </span>
        </p>
      ))}
      <form onSubmit={submit} className="flex items-start gap-2">
        <Field
          label={t.coupon}
          name="coupon"
          value={code}
          onChange={(event) => setCode(event.target.value)}
          autoComplete="off"
          autoCapitalize="characters"
          className="grow"
          error={told ? <span role="alert">{told}</span> : undefined}
        />
        <button type="submit" className={`${look.secondary} mt-[1.625rem]`} disabled={isBusy}>
          {t.apply}
        </button>
      </form>
    </div>
  );
}
