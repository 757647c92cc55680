'use client';
import { Elements, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js';
import type { Stripe } from '@stripe/stripe-js';
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { AddressText } from '@/address/address-form.ts';
import { formatMoney, type Money } from '@/format/money.ts';
import { send } from '@/graph/browser.ts';
import { tellFailure } from '@/graph/tell.ts';
import { fill } from '@/i18n/fill.ts';
import { href, type Locale } from '@/i18n/href.ts';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';
import { confirmPaymentDocument, finishCheckoutDocument } from './checkout.documents.ts';
import type { CheckoutSession } from './checkout-screen.tsx';
import type { CheckoutTexts } from './checkout-texts.ts';
import { loadStripe } from './load-stripe.ts';

interface PaymentProps {
  session: CheckoutSession;
  total: Money;
  person: { name: string; email: string; address: AddressText };
  locale: Locale;
  t: CheckoutTexts;
  onExpired(): void;
  onPlaced(placed: { number: string; accessToken: string }): void;
}

/** Card fields of the payment provider for an intent that is made only when the button is pressed. */
export function PaymentForm(props: PaymentProps) {
  const { session, locale, t } = props;
  const [stripe, setStripe] = useState<Stripe | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt loads again
  useEffect(() => {
    setFailed(false);
    loadStripe(session.stripeScriptUrl, session.publishableKey, locale)
      .then(setStripe)
      .catch(() => setFailed(true));
  }, [session.stripeScriptUrl, session.publishableKey, locale, attempt]);
  const options = useMemo(() => {
    const style = getComputedStyle(document.documentElement);
    const isDark = style.colorScheme.includes('dark');
    return {
      mode: 'payment' as const,
      amount: session.amountMinor,
      currency: session.currencyCode.toLowerCase(),
      locale: locale === 'de' ? ('de' as const) : ('en' as const),
      appearance: { theme: isDark ? ('night' as const) : ('stripe' as const), variables: { borderRadius: '8px' } },
    };
  }, [session.amountMinor, session.currencyCode, locale]);
  if (hasFailed)
    return (
      <div className="grid justify-items-start gap-3">
        <Notice tone="bad">{t.checkout.paymentUnavailable}</Notice>
        <button type="button" className={look.secondary} onClick={() => setAttempt((now) => now + 1)}>
          {t.checkout.again}
        </button>
      </div>
    );
  if (!stripe) return <p className="min-h-40 text-ink-soft">{t.checkout.paymentWait}</p>;
  return (
    <Elements stripe={stripe} options={options}>
      <Card {...props} />
    </Elements>
  );
}

/** The address was given on this page already; nobody types it twice. */
const elementOptions = { layout: 'tabs' as const, fields: { billingDetails: { address: 'never' as const } } };

function Card({ session, total, person, locale, t, onExpired, onPlaced }: PaymentProps) {
  const stripe = useStripe();
  const elements = useElements();
  const [told, setTold] = useState<string | null>(null);
  const [isPaying, setPaying] = useState(false);
  const [isReady, setReady] = useState(false);
  // State changes a frame late; the ref stops the second press of the same moment.
  const isRunning = useRef(false);

  const pay = async () => {
    if (!stripe || !elements) return;
    const { error: incomplete } = await elements.submit();
    if (incomplete) return setTold(incomplete.message ?? t.failed);
    const { address } = person;
    const { error, confirmationToken } = await stripe.createConfirmationToken({
      elements,
      params: {
        payment_method_data: {
          billing_details: {
            name: person.name,
            email: person.email,
            phone: address.phone || null,
            address: {
              line1: address.line1,
              line2: address.line2,
              city: address.city,
              state: address.region,
              postal_code: address.postalCode,
              country: address.countryCode,
            },
          },
        },
      },
    });
    if (error) return setTold(error.message ?? t.failed);
    const returnUrl = new URL(
      `${href(locale, '/checkout/return')}?checkout=${encodeURIComponent(session.id)}`,
      window.location.origin,
    ).href;
    let { confirmPayment: answer } = await send(confirmPaymentDocument, {
      checkoutId: session.id,
      confirmationTokenId: confirmationToken.id,
      returnUrl,
    });
    if (answer.__typename === 'PaymentActionRequired') {
      const { error: notDone } = await stripe.handleNextAction({ clientSecret: answer.clientSecret });
      // The truth is asked for even after an error: the bank may have said yes before the window closed.
      answer = (await send(finishCheckoutDocument, { checkoutId: session.id })).finishCheckout;
      if (answer.__typename === 'PaymentActionRequired') return setTold(notDone?.message ?? t.failed);
    }
    if (answer.__typename === 'PlacedOrder')
      return onPlaced({ number: answer.order.number, accessToken: answer.accessToken });
    if (/EXPIRED|CHECKOUT_(CLOSED|CANCELLED|NOT_FOUND)/.test(answer.code)) return onExpired();
    setTold([answer.message, ...answer.issues.map((issue) => issue.message)].join(' '));
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isRunning.current) return;
    isRunning.current = true;
    setPaying(true);
    setTold(null);
    try {
      await pay();
    } catch (error) {
      setTold(tellFailure(error, t));
    } finally {
      isRunning.current = false;
      setPaying(false);
    }
  };

  return (
    <form onSubmit={submit} className="grid gap-5">
      <div className={isReady ? undefined : 'min-h-40'}>
        <PaymentElement onReady={() => setReady(true)} options={elementOptions} />
      </div>
      {told ? <Notice tone="bad">{told}</Notice> : null}
      <button type="submit" className={look.primary} disabled={isPaying || !isReady}>
        {isPaying ? t.checkout.paying : fill(t.checkout.pay, { amount: formatMoney(total, locale) })}
      </button>
    </form>
  );
}
