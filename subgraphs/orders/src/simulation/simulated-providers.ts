import { createHash } from 'node:crypto';
import type { Clock, MoneyMinor } from '@opticworks/kernel';
import type { AddressValue } from '@opticworks/schema';
import type { MailProvider, OutgoingMail } from '../mail/mail.provider.ts';
import {
  type PaymentNotice,
  type PaymentProvider,
  PaymentRefused,
  type PaymentTruth,
  type PayRequest,
  type ProviderRefund,
  type RefundTruth,
} from '../payments/payment.provider.ts';
import { addWorkingDays } from '../promise/promise.rules.ts';
import {
  type AddressVerdict,
  type BoughtLabel,
  type CarrierQuote,
  CarrierRefused,
  type ParcelRequest,
  type ShippingProvider,
  type TrackingReport,
} from '../shipping/shipping.provider.ts';
import type { TaxAnswer, TaxProvider, TaxRequest } from '../tax/tax.provider.ts';

/**
 * Providers without a network: they make the past orders of a demonstration and stand in for the outside world in tests.
 * Ids are hashes of what was asked, so a run can be repeated.
 */
const idFrom = (prefix: string, ...parts: string[]): string =>
  `${prefix}_sim_${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 24)}`;

interface SimulatedPayment {
  truth: PaymentTruth;
  refundedMinor: bigint;
}

/**
 * Answers by the confirmation token: `decline…`, `action…`, `processing…`; anything else is paid at once.
 * `complete(id)` finishes the customer's part of an action.
 */
export class SimulatedPayments implements PaymentProvider {
  readonly name = 'simulation';
  readonly payments = new Map<string, SimulatedPayment>();
  readonly refunds = new Map<string, ProviderRefund>();
  readonly #answers = new Map<string, PaymentTruth>();

  async pay(request: PayRequest): Promise<PaymentTruth> {
    const replay = this.#answers.get(request.key);
    if (replay) return replay;
    const id = request.paymentId ?? idFrom('pi', request.checkoutId);
    const known = this.payments.get(id);
    if (known?.truth.state === 'succeeded' || known?.truth.state === 'canceled') return known.truth;
    const token = request.confirmationToken;
    const state = token.startsWith('decline')
      ? 'open'
      : token.startsWith('action')
        ? 'action'
        : token.startsWith('processing')
          ? 'processing'
          : 'succeeded';
    const truth: PaymentTruth = {
      id,
      state,
      amount: request.amount,
      receivedMinor: state === 'succeeded' ? request.amount.amountMinor : 0n,
      checkoutId: request.checkoutId,
      clientSecret: `${id}_secret`,
      method: 'card',
      last4: '4242',
      declineCode: state === 'open' ? token.split(':')[1] || 'generic_decline' : null,
    };
    this.payments.set(id, { truth, refundedMinor: 0n });
    this.#answers.set(request.key, truth);
    return truth;
  }

  async look(paymentId: string): Promise<PaymentTruth> {
    const payment = this.payments.get(paymentId);
    if (!payment) throw new PaymentRefused('No such payment.', 'resource_missing');
    return payment.truth;
  }

  complete(paymentId: string): void {
    const payment = this.payments.get(paymentId)!;
    payment.truth = { ...payment.truth, state: 'succeeded', receivedMinor: payment.truth.amount.amountMinor };
  }

  async cancel(paymentId: string): Promise<PaymentTruth> {
    const payment = this.payments.get(paymentId);
    if (!payment) throw new PaymentRefused('No such payment.', 'resource_missing');
    if (payment.truth.state !== 'succeeded') payment.truth = { ...payment.truth, state: 'canceled' };
    return payment.truth;
  }

  async refund(request: {
    key: string;
    paymentId: string;
    amount: MoneyMinor;
    refundId: string;
  }): Promise<RefundTruth> {
    const id = idFrom('re', request.key);
    const known = this.refunds.get(id);
    if (known) return known;
    const payment = this.payments.get(request.paymentId);
    if (payment && payment.refundedMinor + request.amount.amountMinor > payment.truth.receivedMinor) {
      throw new PaymentRefused('Refund amount is greater than what is left.', 'charge_already_refunded');
    }
    if (payment) payment.refundedMinor += request.amount.amountMinor;
    const { paymentId, amount, refundId } = request;
    const refund: ProviderRefund = { id, state: 'succeeded', paymentId, amount, refundId };
    this.refunds.set(id, refund);
    return refund;
  }

  async lookRefund(providerId: string): Promise<ProviderRefund> {
    const refund = this.refunds.get(providerId);
    if (!refund) throw new PaymentRefused('No such refund.', 'resource_missing');
    return refund;
  }

  async refundsOf(paymentId: string): Promise<ProviderRefund[]> {
    return [...this.refunds.values()].filter((refund) => refund.paymentId === paymentId);
  }

  /** It keeps no times: all of them. */
  async refundsSince(): Promise<ProviderRefund[]> {
    return [...this.refunds.values()];
  }

  readWebhook(rawBody: Buffer, signature: string): PaymentNotice {
    if (signature !== 'simulated') throw new Error('Not signed.');
    return { isOurs: true, ...(JSON.parse(rawBody.toString()) as Omit<PaymentNotice, 'isOurs'>) };
  }
}

const SERVICES = [
  { carrier: 'USPS', service: 'GroundAdvantage', minor: 595n, days: 4 },
  { carrier: 'UPS', service: 'Ground', minor: 895n, days: 3 },
  { carrier: 'USPS', service: 'Priority', minor: 995n, days: 2 },
  { carrier: 'FedEx', service: 'STANDARD_OVERNIGHT', minor: 2895n, days: 1 },
] as const;

export class SimulatedShipping implements ShippingProvider {
  readonly name = 'simulation';
  readonly labels = new Map<string, BoughtLabel>();
  readonly voided = new Set<string>();
  readonly reports = new Map<string, TrackingReport>();
  readonly #quotes = new Map<string, CarrierQuote>();
  #count = 0;

  constructor(private readonly clock: Clock) {}

  async checkAddress(address: AddressValue): Promise<AddressVerdict> {
    const unknown = /nowhere/i.test(address.line1);
    return {
      verified: !unknown,
      suggestion: null,
      issues: unknown
        ? [{ code: 'E_ADDRESS_NOT_FOUND', message: 'Address not found', field: 'line1', severity: 'warning' }]
        : [],
    };
  }

  async quote(request: ParcelRequest): Promise<CarrierQuote> {
    this.#count += 1;
    const shipmentId = idFrom('shp', request.reference, String(this.#count));
    const abroad = request.from.countryCode !== request.to.countryCode;
    const weight = BigInt(Math.ceil(request.parcel.weightOz / 8));
    const rates = SERVICES.map(({ carrier, service, minor, days }) => ({
      id: idFrom('rate', shipmentId, service),
      carrier,
      service,
      amount: { amountMinor: String((minor + 25n * weight) * (abroad ? 3n : 1n)), currency: request.currency },
      deliveryDays: abroad ? days + 4 : days,
      estimatedDelivery: addWorkingDays(this.clock.today(), (abroad ? days + 4 : days) + 1),
      guaranteed: days === 1 && !abroad,
    }));
    const quote = { shipmentId, rates };
    this.#quotes.set(shipmentId, quote);
    return quote;
  }

  async buy(shipmentId: string, rateId: string): Promise<BoughtLabel> {
    if (this.labels.has(shipmentId))
      throw new CarrierRefused('Postage was already purchased.', 'SHIPMENT.POSTAGE.EXISTS');
    const rate = this.#quotes.get(shipmentId)?.rates.find(({ id }) => id === rateId);
    if (!rate) throw new CarrierRefused('No such rate.', 'RATE.NOT_FOUND');
    const trackingCode = idFrom('SIM', shipmentId).slice(8, 24).toUpperCase();
    const label: BoughtLabel = {
      shipmentId,
      trackingCode,
      trackingUrl: `https://track.example/${trackingCode}`,
      labelUrl: `https://labels.example/${shipmentId}.pdf`,
      carrier: rate.carrier,
      service: rate.service,
      cost: rate.amount,
      estimatedDelivery: rate.estimatedDelivery,
    };
    this.labels.set(shipmentId, label);
    return label;
  }

  async lookUp(shipmentId: string): Promise<BoughtLabel | null> {
    return this.labels.get(shipmentId) ?? null;
  }

  async void(shipmentId: string): Promise<void> {
    this.voided.add(shipmentId);
  }

  async track(trackingCode: string): Promise<TrackingReport> {
    return this.reports.get(trackingCode) ?? { trackingCode, shipmentId: null, status: 'pre_transit', details: [] };
  }

  readWebhook(rawBody: Buffer): { eventId: string; report: TrackingReport | null } {
    const { eventId, report } = JSON.parse(rawBody.toString()) as { eventId: string; report: TrackingReport };
    return {
      eventId,
      report: { ...report, details: report.details.map((detail) => ({ ...detail, at: new Date(detail.at) })) },
    };
  }
}

/** Rates per state for accessories; prescription eyewear is exempt. Made up, close to real ones. */
const STATE_BPS: Record<string, bigint> = {
  CA: 725n,
  NY: 400n,
  TX: 625n,
  WA: 650n,
  FL: 600n,
  IL: 625n,
  OR: 0n,
  MT: 0n,
};

export class SimulatedTax implements TaxProvider {
  readonly name = 'simulation';

  async taxOf(request: TaxRequest): Promise<TaxAnswer> {
    const bps = request.to.countryCode === 'US' ? (STATE_BPS[request.to.region ?? ''] ?? 500n) : 1900n;
    const byLine = new Map<string, bigint>();
    let total = 0n;
    for (const line of request.lines) {
      const exempt = request.to.countryCode === 'US' && line.isPrescription;
      const tax = exempt ? 0n : (line.totalMinor * bps + 5_000n) / 10_000n;
      byLine.set(line.id, tax);
      total += tax;
    }
    const label = request.to.countryCode === 'US' ? `${request.to.region} state tax` : 'VAT';
    const ratePercent = `${bps / 100n}.${(bps % 100n).toString().padStart(2, '0')}`;
    return { byLine, shippingMinor: 0n, lines: total > 0n ? [{ label, ratePercent, amountMinor: total }] : [] };
  }
}

export class CollectedMail implements MailProvider {
  readonly name = 'simulation';
  readonly sent: OutgoingMail[] = [];

  async send(mail: OutgoingMail): Promise<string> {
    const again = this.sent.findIndex(({ idempotencyKey }) => idempotencyKey === mail.idempotencyKey);
    if (again < 0) this.sent.push(mail);
    return idFrom('mail', mail.idempotencyKey);
  }
}
