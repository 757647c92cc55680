/** The fields of Stripe's error object that the twin fills. */
export interface StripeErrorBody {
  type: 'card_error' | 'invalid_request_error' | 'idempotency_error' | 'api_error';
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  advice_code?: string;
  charge?: string;
  payment_intent?: unknown;
  payment_method?: unknown;
  doc_url?: string;
}

/** An answer of Stripe's that is an error; thrown inside the twin and written as `{ error: … }`. */
export class StripeFailure extends Error {
  readonly body: StripeErrorBody;

  constructor(
    readonly status: number,
    body: StripeErrorBody,
  ) {
    super(body.message);
    this.body = body.code
      ? { ...body, doc_url: `https://stripe.com/docs/error-codes/${body.code.replaceAll('_', '-')}` }
      : body;
  }
}

export const invalidRequest = (message: string, extra: Partial<StripeErrorBody> = {}, status = 400): StripeFailure =>
  new StripeFailure(status, { type: 'invalid_request_error', message, ...extra });

export const missing = (noun: string, id: string, param = 'id', status = 404): StripeFailure =>
  invalidRequest(`No such ${noun}: '${id}'`, { code: 'resource_missing', param }, status);

export const unexpectedState = (message: string, intent: unknown): StripeFailure =>
  invalidRequest(message, { code: 'payment_intent_unexpected_state', payment_intent: intent });
