import type { MoneyMinor } from '@opticworks/kernel';

export type PaymentState = 'succeeded' | 'action' | 'processing' | 'open' | 'canceled' | 'authorized';

/** What the provider says about a payment when asked: the only thing that decides. */
export interface PaymentTruth {
  id: string;
  state: PaymentState;
  amount: MoneyMinor;
  receivedMinor: bigint;
  checkoutId: string | null;
  clientSecret: string | null;
  method: string;
  last4: string | null;
  declineCode: string | null;
}

export interface PayRequest {
  /** Our own key of this attempt; the same key is the same attempt. */
  key: string;
  /** The provider's id when an earlier attempt made the payment. */
  paymentId: string | null;
  checkoutId: string;
  orderId: string;
  orderNumber: string;
  amount: MoneyMinor;
  confirmationToken: string;
  returnUrl: string;
  email: string;
}

export interface RefundTruth {
  id: string;
  state: 'accepted' | 'succeeded' | 'failed';
}

/** A refund as the provider has it, whoever made it. */
export interface ProviderRefund extends RefundTruth {
  paymentId: string | null;
  amount: MoneyMinor;
  /** Our own id of it, which we gave with the request; null when it was made at the provider itself. */
  refundId: string | null;
}

export interface PaymentNotice {
  eventId: string;
  type: string;
  /** The payment or refund to look up; the notice itself decides nothing. */
  paymentId: string | null;
  refundId: string | null;
  /** Whether it may change anything here; the provider also tells of its own bookkeeping, which is neither stored nor looked at. */
  isOurs: boolean;
}

/** Thrown when the outcome is not known: the payment may or may not have happened. */
export class PaymentOutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super('The payment service did not answer.', { cause });
    this.name = 'PaymentOutcomeUnknown';
  }
}

/** Thrown when the provider answered that this cannot be: a refund beyond what is left, a cancelled payment. */
export class PaymentRefused extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
    this.name = 'PaymentRefused';
  }
}

/** Card payments, in our words. */
export interface PaymentProvider {
  readonly name: string;
  /** Creates and confirms, or confirms once more after a decline. A decline is an answer: state `open` with its code. */
  pay(request: PayRequest): Promise<PaymentTruth>;
  look(paymentId: string): Promise<PaymentTruth>;
  /** Ends a payment that has not happened. When it has happened meanwhile, the truth says so. */
  cancel(paymentId: string, key: string): Promise<PaymentTruth>;
  refund(request: { key: string; paymentId: string; amount: MoneyMinor; refundId: string }): Promise<RefundTruth>;
  lookRefund(providerId: string): Promise<ProviderRefund>;
  /** All refunds of a payment, whoever made them. */
  refundsOf(paymentId: string): Promise<ProviderRefund[]>;
  /** All refunds made since then, whoever made them. */
  refundsSince(time: Date): Promise<ProviderRefund[]>;
  /** Reads a webhook body whose signature and time are right. @throws when they are not */
  readWebhook(rawBody: Buffer, signature: string, now: Date): PaymentNotice;
}
