'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useCart } from '@/cart/cart-context.tsx';
import { send } from '@/graph/browser.ts';
import { type Sentences, tellFailure } from '@/graph/tell.ts';
import { href, type Locale } from '@/i18n/href.ts';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';
import { finishCheckoutDocument } from '../checkout.documents.ts';

interface ReturnProps {
  checkoutId: string;
  locale: Locale;
  t: Sentences & { returning: string; returningHelp: string; again: string; title: string };
}

/** Asks what became of the payment; it may be asked as often as needed. */
export function PaymentReturn({ checkoutId, locale, t }: ReturnProps) {
  const router = useRouter();
  const { setCart } = useCart();
  const [told, setTold] = useState<string | null>(null);
  const hasAsked = useRef(false);
  const finish = useCallback(async () => {
    setTold(null);
    try {
      const { finishCheckout: answer } = await send(finishCheckoutDocument, { checkoutId });
      if (answer.__typename === 'PlacedOrder') {
        setCart(null);
        router.replace(
          `${href(locale, `/orders/${answer.order.number}`)}?token=${encodeURIComponent(answer.accessToken)}`,
        );
      } else setTold(answer.__typename === 'Refusal' ? answer.message : t.failed);
    } catch (error) {
      setTold(tellFailure(error, t));
    }
  }, [checkoutId, locale, router, setCart, t]);
  useEffect(() => {
    if (hasAsked.current) return;
    hasAsked.current = true;
    void finish();
  }, [finish]);
  return (
    <div className={`${look.page} grid max-w-2xl gap-5 py-20`}>
      <h1 className={look.h1}>{told ? t.title : t.returning}</h1>
      {told ? (
        <>
          <Notice tone="bad">{told}</Notice>
          <p className="flex flex-wrap gap-3">
            <button type="button" className={look.primary} onClick={finish}>
              {t.again}
            </button>
            <Link href={href(locale, '/checkout')} className={look.secondary}>
              {t.title}
            </Link>
          </p>
        </>
      ) : (
        <p className="text-ink-soft" role="status">
          {t.returningHelp}
        </p>
      )}
    </div>
  );
}
