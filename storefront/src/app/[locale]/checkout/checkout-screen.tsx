'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useEffect, useState } from 'react';
import { addressInput, addressLines, addressText, emptyAddress } from '@/address/address-form.ts';
import { useCart } from '@/cart/cart-context.tsx';
import { formatMoney, type Money } from '@/format/money.ts';
import { send } from '@/graph/browser.ts';
import type { ResultOf } from '@/graph/tada.ts';
import { tellFailure } from '@/graph/tell.ts';
import { fill, tagOf } from '@/i18n/fill.ts';
import { href, type Locale } from '@/i18n/href.ts';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';
import { useKept } from '@/kit/use-kept.ts';
import { type AddressEntry, AddressStep } from './address-step.tsx';
import {
  cancelCheckoutDocument,
  type checkoutPersonDocument,
  selectShippingRateDocument,
  setCartAddressesDocument,
  startCheckoutDocument,
} from './checkout.documents.ts';
import { CheckoutPart } from './checkout-part.tsx';
import type { CheckoutTexts } from './checkout-texts.ts';
import { OrderSummary } from './order-summary.tsx';
import { RateChoice } from './rate-choice.tsx';

/** Stripe's part is loaded when somebody pays, not before. */
const PaymentForm = lazy(() => import('./payment-form.tsx').then(({ PaymentForm: form }) => ({ default: form })));

export type CheckoutSession = Extract<
  ResultOf<typeof startCheckoutDocument>['startCheckout'],
  { __typename: 'CheckoutSession' }
>;

interface ScreenProps {
  locale: Locale;
  person: ResultOf<typeof checkoutPersonDocument>['me'];
  t: CheckoutTexts;
}

type Stage = 'address' | 'delivery' | 'payment';

interface KeptEntry extends AddressEntry {
  /** The cart it was typed for; null before that cart was seen. */
  cartId: string | null;
}

/**
 * One page, three parts that open one after the other and close into a line that can be edited. Nothing that was typed is lost by an
 * error, and going back gives the reserved stock free.
 */
export function CheckoutScreen({ locale, person, t }: ScreenProps) {
  const { cart, change, setCart, reload } = useCart();
  const router = useRouter();
  const [stage, setStage] = useState<Stage>('address');
  const standard = person?.addresses.find((one) => one.isDefault) ?? person?.addresses[0];
  const {
    value: entry,
    setValue: setEntry,
    isRestored,
    forget,
  } = useKept<KeptEntry>('checkout', () => ({
    cartId: null,
    email: person?.email ?? '',
    shipping: standard
      ? addressText(standard.address)
      : { ...emptyAddress(), name: person?.name ?? '', phone: person?.phone ?? '' },
    isBillingSame: true,
    billing: emptyAddress(),
  }));
  const [told, setTold] = useState<string | null>(null);
  const [changed, setChanged] = useState<{ before: Money; now: Money } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [session, setSession] = useState<CheckoutSession | null>(null);

  // What was typed for this cart in this tab stands; else what the cart was given before, which wins over the usual address.
  useEffect(() => {
    if (!cart || !isRestored) return;
    const { id: cartId, email, shippingAddress, billingAddress } = cart;
    setEntry((now) => {
      if (now.cartId === cartId) return now;
      return {
        cartId,
        email: email || person?.email || now.email,
        shipping: shippingAddress ? addressText(shippingAddress) : now.shipping,
        isBillingSame: billingAddress === null,
        billing: billingAddress ? addressText(billingAddress) : emptyAddress(),
      };
    });
  }, [cart, isRestored, person, setEntry]);

  if (cart === undefined)
    return (
      <div className={`${look.page} grid gap-8 py-10 lg:grid-cols-[1fr_24rem]`} aria-busy>
        <div className="h-[36rem] rounded-2xl bg-sunken" />
        <div className="h-96 rounded-2xl bg-sunken" />
      </div>
    );
  if (cart === null || cart.lines.length === 0)
    return (
      <div className={`${look.page} grid justify-items-start gap-4 py-12`}>
        <h1 className={look.h1}>{t.cart.empty}</h1>
        <Link href={href(locale, '/frames')} className={look.primary}>
          {t.browse}
        </Link>
      </div>
    );

  const leavePayment = async (to: Stage) => {
    setStage(to);
    setTold(null);
    if (!session) return;
    setSession(null);
    await change(cancelCheckoutDocument, { checkoutId: session.id });
  };

  const saveAddress = async ({ email, shipping, billing, isBillingSame }: AddressEntry) => {
    const outcome = await change(setCartAddressesDocument, {
      cartId: cart.id,
      email: email.trim(),
      shipping: addressInput(shipping),
      billing: isBillingSame ? null : addressInput(billing),
    });
    if (!outcome.cart) return { issues: outcome.refusal?.issues ?? [], told: outcome.told };
    setStage('delivery');
    const [first] = outcome.cart.shippingRates;
    if (!outcome.cart.selectedRate && first)
      await change(selectShippingRateDocument, { cartId: cart.id, rateId: first.id });
    return null;
  };

  const toPayment = async (total: Money = cart.totals.total) => {
    setBusy(true);
    setTold(null);
    setChanged(null);
    try {
      const { startCheckout: answer } = await send(startCheckoutDocument, {
        cartId: cart.id,
        expectedTotal: total.amount,
      });
      if (answer.__typename === 'CheckoutSession') {
        setSession(answer);
        setStage('payment');
        return;
      }
      if (answer.code === 'PRICE_CHANGED') {
        const fresh = await reload();
        if (fresh) return setChanged({ before: total, now: fresh.totals.total });
      }
      setTold([answer.message, ...answer.issues.map((issue) => issue.message)].join(' '));
      void reload().catch(() => {});
    } catch (error) {
      setTold(tellFailure(error, t));
    } finally {
      setBusy(false);
    }
  };

  const payer = entry.isBillingSame ? entry.shipping : entry.billing;
  return (
    <div
      className={`${look.page} grid grid-cols-[minmax(0,1fr)] items-start gap-10 py-8 sm:py-12 lg:grid-cols-[minmax(0,1fr)_24rem]`}
    >
      <div className="grid gap-6">
        <h1 className={look.h1}>{t.checkout.title}</h1>

        <CheckoutPart
          title={t.checkout.shipTo}
          number={1}
          isOpen={stage === 'address'}
          edit={t.checkout.edit}
          onEdit={() => leavePayment('address')}
          summary={
            <>
              <p>{entry.email}</p>
              <p className="text-ink-soft">{addressLines(entry.shipping, locale).join(', ')}</p>
            </>
          }
        >
          <AddressStep
            person={person}
            entry={entry}
            onChange={(change) => setEntry((now) => ({ ...now, ...change }))}
            onSave={saveAddress}
            locale={locale}
            t={t}
          />
        </CheckoutPart>

        <CheckoutPart
          title={t.checkout.method}
          number={2}
          isOpen={stage === 'delivery'}
          edit={t.checkout.edit}
          onEdit={stage === 'payment' ? () => leavePayment('delivery') : undefined}
          summary={
            stage === 'payment' ? (
              <p>{cart.shippingRates.find((rate) => rate.id === cart.selectedRate?.id)?.label}</p>
            ) : null
          }
        >
          <RateChoice
            cart={cart}
            isBusy={isBusy}
            locale={locale}
            t={t}
            onChoose={async (rateId) => {
              setBusy(true);
              setTold((await change(selectShippingRateDocument, { cartId: cart.id, rateId })).told);
              setBusy(false);
            }}
          />
          {changed ? (
            <div className="grid gap-3 rounded-2xl bg-warn-soft p-5" role="alert">
              <p className="text-warn">
                {fill(t.checkout.priceChanged, {
                  before: formatMoney(changed.before, locale),
                  now: formatMoney(changed.now, locale),
                })}
              </p>
              <button
                type="button"
                className={`${look.primary} justify-self-start`}
                disabled={isBusy}
                onClick={() => toPayment(changed.now)}
              >
                {fill(t.checkout.priceAgree, { amount: formatMoney(changed.now, locale) })}
              </button>
            </div>
          ) : null}
          {told && stage === 'delivery' ? <Notice tone="bad">{told}</Notice> : null}
          {changed ? null : (
            <button
              type="button"
              className={`${look.primary} justify-self-start`}
              disabled={isBusy || !cart.selectedRate}
              onClick={() => toPayment()}
            >
              {isBusy ? t.wait : t.checkout.toPayment}
            </button>
          )}
        </CheckoutPart>

        <CheckoutPart title={t.checkout.payment} number={3} isOpen={stage === 'payment'} edit={t.checkout.edit}>
          {session ? (
            <Suspense fallback={<p className="text-ink-soft">{t.checkout.paymentWait}</p>}>
              <p className={look.hint}>
                {t.checkout.paymentHelp}{' '}
                {fill(t.checkout.reserved, {
                  time: new Intl.DateTimeFormat(tagOf(locale), { timeStyle: 'short' }).format(
                    new Date(session.expiresAt),
                  ),
                })}
              </p>
              <PaymentForm
                session={session}
                total={cart.totals.total}
                person={{ name: payer.name, email: entry.email, address: payer }}
                locale={locale}
                t={t}
                onExpired={() => {
                  setSession(null);
                  setStage('delivery');
                  setTold(t.checkout.checkoutExpired);
                }}
                onPlaced={({ number, accessToken }) => {
                  forget();
                  setCart(null);
                  router.replace(`${href(locale, `/orders/${number}`)}?token=${encodeURIComponent(accessToken)}`);
                }}
              />
            </Suspense>
          ) : null}
        </CheckoutPart>
      </div>

      <OrderSummary cart={cart} isFinal={stage === 'payment'} locale={locale} t={t} />
    </div>
  );
}
