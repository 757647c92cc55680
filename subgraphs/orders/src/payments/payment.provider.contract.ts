import { expect, it } from 'vitest';
import type { PaymentProvider, PayRequest } from './payment.provider.ts';

export interface PaymentCases {
  provider(): PaymentProvider;
  /** Confirmation tokens of a card that pays, one that is refused, one that asks its owner. */
  paid(): Promise<string>;
  declined(): Promise<string>;
  action(): Promise<string>;
}

let count = 0;
const request = (confirmationToken: string, more: Partial<PayRequest> = {}): PayRequest => {
  count += 1;
  return {
    key: `contract-${count}`,
    paymentId: null,
    checkoutId: `checkout_${count}`,
    orderId: `order_${count}`,
    orderNumber: `OW-${count}`,
    amount: { amountMinor: 3_301n, currency: 'USD' },
    confirmationToken,
    returnUrl: 'http://localhost:3000/checkout',
    email: 'ann@example.com',
    ...more,
  };
};

/** What every payment provider must do. */
export function paymentContract(cases: PaymentCases): void {
  it('pays, and tells amount, checkout and card when looked up', async () => {
    const provider = cases.provider();
    const wish = request(await cases.paid());

    const truth = await provider.pay(wish);

    const expected = {
      state: 'succeeded',
      amount: wish.amount,
      receivedMinor: 3_301n,
      checkoutId: wish.checkoutId,
      last4: '4242',
    };
    expect(truth).toMatchObject(expected);
    expect(await provider.look(truth.id)).toMatchObject(expected);
  });

  it('answers the same key with the same payment', async () => {
    const provider = cases.provider();
    const wish = request(await cases.paid());

    const [first, second] = [await provider.pay(wish), await provider.pay(wish)];

    expect(second.id).toBe(first.id);
  });

  it('answers a decline with its code and takes another card on the same payment', async () => {
    const provider = cases.provider();
    const wish = request(await cases.declined());

    const declined = await provider.pay(wish);
    const paid = await provider.pay({
      ...wish,
      key: `${wish.key}-2`,
      paymentId: declined.id,
      confirmationToken: await cases.paid(),
    });

    expect(declined).toMatchObject({ state: 'open', declineCode: 'insufficient_funds' });
    expect(paid).toMatchObject({ id: declined.id, state: 'succeeded' });
  });

  it('hands out a secret when the customer has a step to do, and can be cancelled instead', async () => {
    const provider = cases.provider();

    const waiting = await provider.pay(request(await cases.action()));
    const cancelled = await provider.cancel(waiting.id, `${waiting.id}:cancel`);

    expect(waiting).toMatchObject({ state: 'action', clientSecret: expect.any(String), receivedMinor: 0n });
    expect(cancelled.state).toBe('canceled');
  });

  it('does not cancel what was paid', async () => {
    const provider = cases.provider();
    const paid = await provider.pay(request(await cases.paid()));

    expect((await provider.cancel(paid.id, `${paid.id}:cancel`)).state).toBe('succeeded');
  });

  it('refunds once per key and never more than was paid', async () => {
    const provider = cases.provider();
    const paid = await provider.pay(request(await cases.paid()));
    const part = {
      key: `${paid.id}-r1`,
      paymentId: paid.id,
      amount: { amountMinor: 3_000n, currency: 'USD' },
      refundId: 'refund_1',
    };

    const [first, again] = [await provider.refund(part), await provider.refund(part)];

    expect(again.id).toBe(first.id);
    expect(first.state).toBe('succeeded');
    const expected = {
      id: first.id,
      state: 'succeeded',
      paymentId: paid.id,
      amount: { amountMinor: 3_000n, currency: 'USD' },
      refundId: 'refund_1',
    };
    expect(await provider.lookRefund(first.id)).toEqual(expected);
    expect(await provider.refundsOf(paid.id)).toEqual([expected]);
    expect(await provider.refundsSince(new Date(Date.now() - 60_000))).toContainEqual(expected);
    await expect(provider.refund({ ...part, key: `${paid.id}-r2` })).rejects.toMatchObject({ name: 'PaymentRefused' });
  });
}
