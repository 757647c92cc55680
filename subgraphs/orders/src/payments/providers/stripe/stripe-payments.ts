import { type MoneyMinor, money } from '@opticworks/kernel';
import Stripe from 'stripe';
import {
  type PaymentNotice,
  PaymentOutcomeUnknown,
  type PaymentProvider,
  PaymentRefused,
  type PaymentState,
  type PaymentTruth,
  type PayRequest,
  type ProviderRefund,
  type RefundTruth,
} from '../../payment.provider.ts';

const TIMEOUT_MS = 10_000;
/** stripe-node checks only that a timestamp is not too old; one from the future passes. Both directions are checked here. */
/**
 * Notices that tell of a change of state: of a payment, a refund, a dispute. A payment's making and its charges say nothing that
 * the payment itself does not. The list for the endpoint's settings is the same (https://docs.stripe.com/api/events/types).
 */
const OURS = /^(?:payment_intent\.(?!created$)|refund\.|charge\.refund|charge\.dispute\.)/;
const TOLERANCE_SECONDS = 300;
const PAGE = 100;
/** As many as the library reads on by itself. */
const MOST_REFUNDS = 10_000;
const EXPANDED = { expand: ['latest_charge'] };

export interface StripeOptions {
  secretKey: string;
  webhookSecret: string;
  /** Another host than Stripe's own, `http://localhost:4010`. */
  apiBase?: string | undefined;
}

type Intent = Awaited<ReturnType<Stripe['paymentIntents']['retrieve']>>;
type Refund = Omit<Awaited<ReturnType<Stripe['refunds']['retrieve']>>, 'lastResponse'>;
type RefundFilter = { payment_intent: string } | { created: { gte: number } };

/** Payments through Stripe: one PaymentIntent per checkout, confirmed once per attempt. */
export class StripePayments implements PaymentProvider {
  readonly name = 'stripe';
  readonly #stripe: Stripe;

  constructor(private readonly options: StripeOptions) {
    const base = options.apiBase ? new URL(options.apiBase) : null;
    this.#stripe = new Stripe(options.secretKey, {
      timeout: TIMEOUT_MS,
      maxNetworkRetries: 1,
      telemetry: false,
      appInfo: { name: 'OpticWorks' },
      ...(base
        ? {
            host: base.hostname,
            port: base.port || (base.protocol === 'https:' ? '443' : '80'),
            protocol: base.protocol === 'https:' ? 'https' : 'http',
          }
        : {}),
    });
  }

  async pay(request: PayRequest): Promise<PaymentTruth> {
    try {
      if (request.paymentId) {
        const intent = await this.#stripe.paymentIntents.confirm(
          request.paymentId,
          { confirmation_token: request.confirmationToken, return_url: request.returnUrl, ...EXPANDED },
          { idempotencyKey: request.key },
        );
        return truthOf(intent);
      }
      const intent = await this.#stripe.paymentIntents.create(
        {
          amount: amountOf(request.amount),
          currency: request.amount.currency.toLowerCase(),
          automatic_payment_methods: { enabled: true },
          confirm: true,
          confirmation_token: request.confirmationToken,
          return_url: request.returnUrl,
          receipt_email: request.email,
          description: `Order ${request.orderNumber}`,
          metadata: { checkout_id: request.checkoutId, order_id: request.orderId, order_number: request.orderNumber },
          ...EXPANDED,
        },
        { idempotencyKey: request.key },
      );
      return truthOf(intent);
    } catch (error) {
      return this.#answerOf(error, request.paymentId);
    }
  }

  async look(paymentId: string): Promise<PaymentTruth> {
    try {
      return truthOf(await this.#stripe.paymentIntents.retrieve(paymentId, EXPANDED));
    } catch (error) {
      throw translated(error);
    }
  }

  async cancel(paymentId: string, key: string): Promise<PaymentTruth> {
    try {
      return truthOf(await this.#stripe.paymentIntents.cancel(paymentId, {}, { idempotencyKey: key }));
    } catch (error) {
      // Already succeeded or already cancelled: look, do not guess.
      if (error instanceof Stripe.errors.StripeInvalidRequestError) return this.look(paymentId);
      throw translated(error);
    }
  }

  async refund(request: {
    key: string;
    paymentId: string;
    amount: MoneyMinor;
    refundId: string;
  }): Promise<RefundTruth> {
    try {
      const refund = await this.#stripe.refunds.create(
        {
          payment_intent: request.paymentId,
          amount: amountOf(request.amount),
          metadata: { refund_id: request.refundId },
        },
        { idempotencyKey: request.key },
      );
      return { id: refund.id, state: refundState(refund.status) };
    } catch (error) {
      throw translated(error);
    }
  }

  async lookRefund(providerId: string): Promise<ProviderRefund> {
    try {
      return refundOf(await this.#stripe.refunds.retrieve(providerId));
    } catch (error) {
      throw translated(error);
    }
  }

  refundsOf(paymentId: string): Promise<ProviderRefund[]> {
    return this.#refunds({ payment_intent: paymentId });
  }

  refundsSince(time: Date): Promise<ProviderRefund[]> {
    return this.#refunds({ created: { gte: Math.floor(time.getTime() / 1000) } });
  }

  async #refunds(wanted: RefundFilter): Promise<ProviderRefund[]> {
    try {
      const refunds = await this.#stripe.refunds
        .list({ ...wanted, limit: PAGE })
        .autoPagingToArray({ limit: MOST_REFUNDS });
      return refunds.map(refundOf);
    } catch (error) {
      throw translated(error);
    }
  }

  readWebhook(rawBody: Buffer, signature: string, now: Date): PaymentNotice {
    const time = Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1]);
    if (!(Math.abs(now.getTime() / 1000 - time) <= TOLERANCE_SECONDS))
      throw new Error('The timestamp is too far away.');
    const event = this.#stripe.webhooks.constructEvent(
      rawBody,
      signature,
      this.options.webhookSecret,
      TOLERANCE_SECONDS,
      undefined,
      now.getTime(),
    );
    const object = event.data.object as unknown as {
      id: string;
      object: string;
      payment_intent?: string | { id: string } | null;
    };
    const intent = object.object === 'payment_intent' ? object.id : idOf(object.payment_intent);
    return {
      eventId: event.id,
      type: event.type,
      paymentId: intent,
      refundId: object.object === 'refund' ? object.id : null,
      isOurs: OURS.test(event.type),
    };
  }

  /** A decline carries the intent in its error: it is an answer, not a failure. */
  async #answerOf(error: unknown, paymentId: string | null): Promise<PaymentTruth> {
    if (error instanceof Stripe.errors.StripeCardError) {
      const intent = error.payment_intent as Intent | undefined;
      const code = error.decline_code ?? error.code ?? null;
      if (intent) return { ...truthOf(intent), declineCode: code };
      if (paymentId) return { ...(await this.look(paymentId)), declineCode: code };
      throw new PaymentRefused(error.message, code ?? 'card_declined');
    }
    // The intent moved on by another attempt: what it is now is the answer.
    if (
      error instanceof Stripe.errors.StripeInvalidRequestError &&
      error.code === 'payment_intent_unexpected_state' &&
      paymentId
    ) {
      return this.look(paymentId);
    }
    throw translated(error);
  }
}

const amountOf = (amount: MoneyMinor): number => Number(amount.amountMinor);
const idOf = (reference: string | { id: string } | null | undefined): string | null =>
  typeof reference === 'string' ? reference : (reference?.id ?? null);

function stateOf(status: Intent['status']): PaymentState {
  switch (status) {
    case 'succeeded':
      return 'succeeded';
    case 'processing':
      return 'processing';
    case 'canceled':
      return 'canceled';
    case 'requires_action':
      return 'action';
    case 'requires_capture':
      return 'authorized';
    default:
      return 'open';
  }
}

function truthOf(intent: Intent): PaymentTruth {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  const details = charge?.payment_method_details ?? null;
  const failure = intent.last_payment_error;
  return {
    id: intent.id,
    state: stateOf(intent.status),
    amount: money(intent.amount, intent.currency.toUpperCase()),
    receivedMinor: BigInt(intent.amount_received ?? 0),
    checkoutId: intent.metadata?.checkout_id ?? null,
    clientSecret: intent.client_secret ?? null,
    method: details?.type ?? 'card',
    last4: details?.card?.last4 ?? null,
    declineCode: failure ? (failure.decline_code ?? failure.code ?? null) : null,
  };
}

function refundOf(refund: Refund): ProviderRefund {
  return {
    id: refund.id,
    state: refundState(refund.status),
    paymentId: idOf(refund.payment_intent),
    amount: money(refund.amount, refund.currency.toUpperCase()),
    refundId: refund.metadata?.refund_id ?? null,
  };
}

function refundState(status: string | null): RefundTruth['state'] {
  if (status === 'succeeded') return 'succeeded';
  return status === 'failed' || status === 'canceled' ? 'failed' : 'accepted';
}

/** Invalid requests are a "no"; everything else (no connection, 5xx, 409, 429) leaves the outcome open. */
function translated(error: unknown): Error {
  if (error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof Stripe.errors.StripeCardError) {
    return new PaymentRefused(error.message, error.code ?? error.type);
  }
  return new PaymentOutcomeUnknown(error);
}
