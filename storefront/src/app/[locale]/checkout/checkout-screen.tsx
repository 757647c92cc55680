'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, lazy, Suspense, useEffect, useRef, useState } from 'react';
import { AddressFields } from '@/address/address-fields.tsx';
import {
  type AddressText,
  addressInput,
  addressLines,
  addressText,
  differs,
  emptyAddress,
  missingFields,
} from '@/address/address-form.ts';
import { type Cart, useCart } from '@/cart/cart-context.tsx';
import { CartTotals } from '@/cart/cart-totals.tsx';
import { CouponForm } from '@/cart/coupon-form.tsx';
import { toFollow } from '@/cart/to-follow.ts';
import { formatPromise } from '@/format/date.ts';
import { formatMoney, isZero, type Money } from '@/format/money.ts';
import { send } from '@/graph/browser.ts';
import type { ResultOf } from '@/graph/tada.ts';
import { type Sentences, tellFailure } from '@/graph/tell.ts';
import { fill, plural, tagOf } from '@/i18n/fill.ts';
import { href, type Locale } from '@/i18n/href.ts';
import type { Messages } from '@/i18n/locales.ts';
import { Field, Select } from '@/kit/field.tsx';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';
import { Picture } from '@/kit/picture.tsx';
import {
  cancelCheckoutDocument,
  checkAddressDocument,
  type checkoutPersonDocument,
  selectShippingRateDocument,
  setCartAddressesDocument,
  startCheckoutDocument,
} from './checkout.documents.ts';

/** Stripe's part is loaded when somebody pays, not before. */
const PaymentForm = lazy(() => import('./payment-form.tsx').then(({ PaymentForm: form }) => ({ default: form })));

export type CheckoutSession = Extract<
  ResultOf<typeof startCheckoutDocument>['startCheckout'],
  { __typename: 'CheckoutSession' }
>;

export interface CheckoutTexts extends Sentences {
  checkout: Messages['checkout'];
  cart: Messages['cart'];
  total: string;
  optional: string;
  browse: string;
  days: { one: string; other: string };
  wait: string;
}

interface ScreenProps {
  locale: Locale;
  person: ResultOf<typeof checkoutPersonDocument>['me'];
  t: CheckoutTexts;
}

type Stage = 'address' | 'delivery' | 'payment';

/**
 * One page, three parts that open one after the other and close into a line that can be edited. Nothing that was typed is lost by an
 * error, and going back gives the reserved stock free.
 */
export function CheckoutScreen({ locale, person, t }: ScreenProps) {
  const { cart, change, setCart, reload } = useCart();
  const router = useRouter();
  const [stage, setStage] = useState<Stage>('address');
  const [email, setEmail] = useState(person?.email ?? '');
  const standard = person?.addresses.find((one) => one.isDefault) ?? person?.addresses[0];
  const [shipping, setShipping] = useState<AddressText>(() =>
    standard
      ? addressText(standard.address)
      : { ...emptyAddress(), name: person?.name ?? '', phone: person?.phone ?? '' },
  );
  const [isBillingSame, setBillingSame] = useState(true);
  const [billing, setBilling] = useState<AddressText>(() => emptyAddress());
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [suggestion, setSuggestion] = useState<AddressText | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const [changed, setChanged] = useState<{ before: Money; now: Money } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [session, setSession] = useState<CheckoutSession | null>(null);
  const isFilled = useRef(false);

  // What a returning visitor entered before comes from the cart, once it is here.
  useEffect(() => {
    if (!cart || isFilled.current) return;
    isFilled.current = true;
    if (cart.email) setEmail((now) => now || cart.email || '');
    if (cart.shippingAddress && !standard) setShipping(addressText(cart.shippingAddress));
  }, [cart, standard]);

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

  const saveAddress = async (address: AddressText) => {
    const outcome = await change(setCartAddressesDocument, {
      cartId: cart.id,
      email: email.trim(),
      shipping: addressInput(address),
      billing: isBillingSame ? null : addressInput(billing),
    });
    if (!outcome.cart) {
      const byField: Record<string, string> = {};
      for (const issue of outcome.refusal?.issues ?? [])
        if (issue.field)
          byField[issue.field.includes('.') || issue.field === 'email' ? issue.field : `shipping.${issue.field}`] =
            issue.message;
      setErrors(byField);
      return setTold(outcome.told);
    }
    setSuggestion(null);
    setStage('delivery');
    const [first] = outcome.cart.shippingRates;
    if (!outcome.cart.selectedRate && first)
      await change(selectShippingRateDocument, { cartId: cart.id, rateId: first.id });
  };

  const submitAddress = async (event: FormEvent) => {
    event.preventDefault();
    const found: Record<string, string> = {};
    if (!/^\S+@\S+\.\S+$/.test(email.trim())) found.email = t.checkout.emailWrong;
    for (const field of missingFields(shipping)) found[`shipping.${field}`] = t.checkout.fillIn;
    if (!isBillingSame) for (const field of missingFields(billing)) found[`billing.${field}`] = t.checkout.fillIn;
    setErrors(found);
    setTold(null);
    if (Object.keys(found).length > 0) {
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    setBusy(true);
    try {
      const { checkAddress: check } = await send(checkAddressDocument, { address: addressInput(shipping) });
      if (check.__typename === 'AddressCheck' && check.suggestion) {
        const better = {
          ...shipping,
          ...addressText({
            ...check.suggestion,
            name: shipping.name,
            company: shipping.company,
            phone: shipping.phone,
          }),
        };
        if (differs(better, shipping)) {
          setSuggestion(better);
          return;
        }
      }
      await saveAddress(shipping);
    } catch (error) {
      setTold(tellFailure(error, t));
    } finally {
      setBusy(false);
    }
  };

  const acceptAddress = async (address: AddressText) => {
    setShipping(address);
    setSuggestion(null);
    setBusy(true);
    await saveAddress(address);
    setBusy(false);
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

  const errorsOf = (section: 'shipping' | 'billing') =>
    Object.fromEntries(
      Object.entries(errors)
        .filter(([key]) => key.startsWith(`${section}.`))
        .map(([key, message]) => [key.slice(section.length + 1), message]),
    );

  return (
    <div
      className={`${look.page} grid grid-cols-[minmax(0,1fr)] items-start gap-10 py-8 sm:py-12 lg:grid-cols-[minmax(0,1fr)_24rem]`}
    >
      <div className="grid gap-6">
        <h1 className={look.h1}>{t.checkout.title}</h1>

        <Part
          title={t.checkout.shipTo}
          number={1}
          isOpen={stage === 'address'}
          edit={t.checkout.edit}
          onEdit={() => leavePayment('address')}
          summary={
            <>
              <p>{email}</p>
              <p className="text-ink-soft">{addressLines(shipping).join(', ')}</p>
            </>
          }
        >
          <form onSubmit={submitAddress} noValidate className="grid gap-6">
            <Field
              label={t.checkout.email}
              type="email"
              name="email"
              autoComplete="email"
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
              hint={t.checkout.emailHelp}
              error={errors.email}
            />
            {person && person.addresses.length > 1 ? (
              <Select
                label={t.checkout.savedAddress}
                onChange={(event) => {
                  const chosen = person.addresses.find((one) => one.id === event.target.value);
                  if (chosen) setShipping(addressText(chosen.address));
                }}
                defaultValue={standard?.id}
              >
                {person.addresses.map((one) => (
                  <option key={one.id} value={one.id}>
                    {addressLines(one.address).join(', ')}
                  </option>
                ))}
              </Select>
            ) : null}
            <AddressFields
              section="shipping"
              value={shipping}
              onChange={setShipping}
              errors={errorsOf('shipping')}
              t={t.checkout}
              optional={t.optional}
            />
            <label className="flex min-h-11 items-center gap-3">
              <input
                type="checkbox"
                className="size-5 accent-accent"
                checked={isBillingSame}
                onChange={(event) => setBillingSame(event.target.checked)}
              />
              {t.checkout.billingSame}
            </label>
            {isBillingSame ? null : (
              <fieldset className="grid gap-4">
                <legend className={`${look.h3} mb-3`}>{t.checkout.billing}</legend>
                <AddressFields
                  section="billing"
                  value={billing}
                  onChange={setBilling}
                  errors={errorsOf('billing')}
                  t={t.checkout}
                  optional={t.optional}
                />
              </fieldset>
            )}
            {suggestion ? (
              <div className="grid gap-3 rounded-2xl bg-accent-soft p-5" role="alert">
                <p>{t.checkout.suggestion}</p>
                <p className="font-medium">{addressLines(suggestion).join(', ')}</p>
                <p className="flex flex-wrap gap-3">
                  <button
                    type="button"
                    className={look.primary}
                    disabled={isBusy}
                    onClick={() => acceptAddress(suggestion)}
                  >
                    {t.checkout.useSuggestion}
                  </button>
                  <button
                    type="button"
                    className={look.secondary}
                    disabled={isBusy}
                    onClick={() => acceptAddress(shipping)}
                  >
                    {t.checkout.keepMine}
                  </button>
                </p>
              </div>
            ) : null}
            {told && stage === 'address' ? <Notice tone="bad">{told}</Notice> : null}
            {suggestion ? null : (
              <button type="submit" className={`${look.primary} justify-self-start`} disabled={isBusy}>
                {isBusy ? t.wait : t.checkout.continue}
              </button>
            )}
          </form>
        </Part>

        <Part
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
          <Rates
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
        </Part>

        <Part title={t.checkout.payment} number={3} isOpen={stage === 'payment'} edit={t.checkout.edit}>
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
                person={{
                  name: (isBillingSame ? shipping : billing).name,
                  email,
                  address: isBillingSame ? shipping : billing,
                }}
                locale={locale}
                t={t}
                onExpired={() => {
                  setSession(null);
                  setStage('delivery');
                  setTold(t.checkout.checkoutExpired);
                }}
                onPlaced={({ number, accessToken }) => {
                  setCart(null);
                  router.replace(`${href(locale, `/orders/${number}`)}?token=${encodeURIComponent(accessToken)}`);
                }}
              />
            </Suspense>
          ) : null}
        </Part>
      </div>

      <aside className={`${look.card} grid gap-5 p-6 lg:sticky lg:top-24`} aria-label={t.checkout.summary}>
        <h2 className={look.h3}>{t.checkout.summary}</h2>
        <ul className="grid gap-4">
          {cart.lines.map((line) => (
            <li key={line.id} className="grid grid-cols-[4rem_1fr_auto] gap-3">
              <Picture media={line.variant.media[0]} sizes="64px" className="rounded-md bg-sunken" />
              <span>
                {line.title}
                {line.quantity > 1 ? ` × ${line.quantity}` : ''}
                <span className="block text-sm text-ink-soft">
                  {line.lens ? [line.lens.designName, line.lens.materialName].join(' · ') : line.detail}
                </span>
                {line.awaitsPrescription ? (
                  <span className="block text-sm text-warn">{toFollow(line, locale, t.cart)}</span>
                ) : null}
              </span>
              <span className="tabular">{formatMoney(line.total, locale)}</span>
            </li>
          ))}
        </ul>
        {stage === 'payment' ? null : <CouponForm cart={cart} locale={locale} t={t.cart} />}
        <CartTotals
          totals={cart.totals}
          isShippingKnown={cart.selectedRate !== null}
          locale={locale}
          t={t.cart}
          totalLabel={t.total}
        />
        {cart.promiseDate ? (
          <p className="text-good">{fill(t.cart.promise, { date: formatPromise(cart.promiseDate, locale) })}</p>
        ) : null}
        {cart.lines.some((line) => line.awaitsPrescription) ? (
          <p className="text-ink-soft">{t.cart.promiseLater}</p>
        ) : null}
        {cart.issues.map((issue) => (
          <Notice key={issue.code} tone={issue.severity === 'ERROR' ? 'bad' : 'warn'}>
            {issue.message}
          </Notice>
        ))}
        <p className={look.hint}>{t.checkout.terms}</p>
      </aside>
    </div>
  );
}

function Part({
  title,
  number,
  isOpen,
  summary,
  edit,
  onEdit,
  children,
}: {
  title: string;
  number: number;
  isOpen: boolean;
  summary?: React.ReactNode;
  edit: string;
  onEdit?: (() => void) | undefined;
  children: React.ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (isOpen && !wasOpen.current) heading.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <section className={`${look.card} grid gap-5 p-5 sm:p-7`} aria-label={title}>
      <header className="flex items-baseline justify-between gap-4">
        <h2 ref={heading} tabIndex={-1} className={`text-xl outline-none ${isOpen ? '' : 'text-ink-soft'}`}>
          <span className="tabular mr-3 text-accent">{number}</span>
          {title}
        </h2>
        {!isOpen && summary && onEdit ? (
          <button type="button" className={look.link} onClick={onEdit}>
            {edit}
            <span className="sr-only">: {title}</span>
          </button>
        ) : null}
      </header>
      {isOpen ? children : summary ? <div>{summary}</div> : null}
    </section>
  );
}

function Rates({
  cart,
  isBusy,
  onChoose,
  locale,
  t,
}: {
  cart: Cart;
  isBusy: boolean;
  onChoose(id: string): void;
  locale: Locale;
  t: CheckoutTexts;
}) {
  if (cart.shippingRates.length === 0) return <Notice tone="warn">{t.checkout.noRates}</Notice>;
  return (
    <fieldset className="grid gap-3" aria-busy={isBusy}>
      <legend className={`${look.hint} mb-3`}>{t.checkout.methodHelp}</legend>
      {cart.shippingRates.map((rate) => (
        <label
          key={rate.id}
          className="grid cursor-pointer grid-cols-[1.5rem_1fr_auto] items-center gap-x-4 rounded-xl border border-line p-4 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="rate"
            value={rate.id}
            className="size-5 accent-accent"
            checked={cart.selectedRate?.id === rate.id}
            onChange={() => onChoose(rate.id)}
          />
          <span>
            {rate.label || `${rate.carrier} ${rate.service}`}
            <span className="block text-sm text-ink-soft">
              {[
                rate.estimatedDelivery
                  ? fill(t.checkout.arrives, { date: formatPromise(rate.estimatedDelivery, locale) })
                  : rate.deliveryDays
                    ? fill(t.checkout.daysTravel, { days: plural(locale, t.days, rate.deliveryDays) })
                    : '',
                rate.guaranteed ? t.checkout.guaranteed : '',
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
          <span className="tabular">{isZero(rate.amount) ? t.checkout.free : formatMoney(rate.amount, locale)}</span>
        </label>
      ))}
    </fieldset>
  );
}
