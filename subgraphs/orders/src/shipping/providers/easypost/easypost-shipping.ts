import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import EasyPost from '@easypost/api';
import { fromDecimalString, toDecimalString } from '@opticworks/kernel';
import type { AddressValue } from '@opticworks/schema';
import type { z } from 'zod';
import { toValue } from '../../../money.ts';
import {
  type AddressVerdict,
  type BoughtLabel,
  type CarrierQuote,
  CarrierRefused,
  CarrierUnreachable,
  type ParcelRequest,
  type ShippingProvider,
  type TrackingReport,
} from '../../shipping.provider.ts';
import {
  addressAnswer,
  eventAnswer,
  type ShipmentAnswer,
  shipmentAnswer,
  type TrackerAnswer,
  trackerAnswer,
  trackerList,
} from './easypost-answers.ts';

const TIMEOUT_MS = 10_000;
/** Harmonised System heading of spectacles and goggles; used for every item of the shop. */
const HS_CODE = '900490';

export interface EasyPostOptions {
  apiKey: string;
  webhookSecret: string;
  apiBase?: string | undefined;
}

/** The part of the SDK that is used. Its own types promise more than the wire keeps, so answers are read by schemas. */
interface EasyPostClient {
  Address: { create(address: object): Promise<unknown> };
  Shipment: {
    create(shipment: object): Promise<unknown>;
    buy(id: string, rateId: string): Promise<unknown>;
    retrieve(id: string): Promise<unknown>;
    refund(id: string): Promise<unknown>;
  };
  Tracker: { all(filter: object): Promise<unknown> };
  Utils: { validateWebhook(body: Buffer, headers: Record<string, unknown>, secret: string): unknown };
}

/** Carriers through EasyPost. */
export class EasyPostShipping implements ShippingProvider {
  readonly name = 'easypost';
  readonly #client: EasyPostClient;

  constructor(private readonly options: EasyPostOptions) {
    const Client = EasyPost as unknown as new (key: string, options: object) => EasyPostClient;
    // The SDK would open a connection, in production with its TLS, for each question.
    const agent = options.apiBase?.startsWith('http:')
      ? new HttpAgent({ keepAlive: true })
      : new HttpsAgent({ keepAlive: true });
    this.#client = new Client(options.apiKey, {
      timeout: TIMEOUT_MS,
      requestMiddleware: (request: { agent(agent: HttpAgent): unknown }) => request.agent(agent),
      ...(options.apiBase ? { baseUrl: `${options.apiBase.replace(/\/$/, '')}/` } : {}),
    });
  }

  async checkAddress(address: AddressValue): Promise<AddressVerdict> {
    const checked = await this.#ask(addressAnswer, () =>
      this.#client.Address.create({ ...wireAddress(address), verify: true }),
    );
    const delivery = checked.verifications?.delivery;
    const verified = delivery?.success === true;
    const corrected: AddressValue = {
      name: address.name,
      company: address.company ?? null,
      line1: checked.street1 ?? address.line1,
      line2: checked.street2 || null,
      city: checked.city ?? address.city,
      region: checked.state || null,
      postalCode: checked.zip ?? address.postalCode,
      countryCode: checked.country ?? address.countryCode,
      phone: address.phone ?? null,
    };
    return {
      verified,
      suggestion: verified && differs(address, corrected) ? corrected : null,
      issues: (delivery?.errors ?? []).map((error) => ({
        code: error.code.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase(),
        message: error.message,
        field: fieldOf(error.field),
        severity: 'warning' as const,
      })),
    };
  }

  async quote(request: ParcelRequest): Promise<CarrierQuote> {
    const abroad = request.from.countryCode !== request.to.countryCode;
    const shipment = await this.#ask(shipmentAnswer, () =>
      this.#client.Shipment.create({
        reference: request.reference,
        from_address: wireAddress(request.from),
        to_address: { ...wireAddress(request.to), ...(request.email ? { email: request.email } : {}) },
        parcel: {
          length: request.parcel.lengthIn,
          width: request.parcel.widthIn,
          height: request.parcel.heightIn,
          weight: request.parcel.weightOz,
        },
        ...(request.isReturn ? { is_return: true } : {}),
        ...(abroad ? { customs_info: customsOf(request) } : {}),
        options: { label_format: 'PDF', label_size: '4x6' },
      }),
    );
    return {
      shipmentId: shipment.id,
      rates: (shipment.rates ?? [])
        .filter((rate) => rate.currency === request.currency)
        .map((rate) => ({
          id: rate.id,
          carrier: rate.carrier,
          service: rate.service,
          amount: toValue(fromDecimalString(rate.rate, rate.currency)),
          deliveryDays: rate.delivery_days ?? rate.est_delivery_days ?? null,
          estimatedDelivery: rate.delivery_date,
          guaranteed: rate.delivery_date_guaranteed === true,
        })),
    };
  }

  async buy(shipmentId: string, rateId: string): Promise<BoughtLabel> {
    const shipment = await this.#ask(shipmentAnswer, () => this.#client.Shipment.buy(shipmentId, rateId));
    const label = labelOf(shipment);
    if (!label) throw new CarrierUnreachable(new Error('The purchase was answered without a label.'));
    return label;
  }

  async lookUp(shipmentId: string): Promise<BoughtLabel | null> {
    return labelOf(await this.#ask(shipmentAnswer, () => this.#client.Shipment.retrieve(shipmentId)));
  }

  async void(shipmentId: string): Promise<void> {
    await this.#ask(shipmentAnswer, () => this.#client.Shipment.refund(shipmentId));
  }

  async track(trackingCode: string): Promise<TrackingReport> {
    const list = await this.#ask(trackerList, () => this.#client.Tracker.all({ tracking_code: trackingCode }));
    const tracker = list.trackers?.[0];
    if (!tracker) return { trackingCode, shipmentId: null, status: 'unknown', details: [] };
    return reportOf(tracker);
  }

  readWebhook(rawBody: Buffer, headers: Record<string, unknown>): { eventId: string; report: TrackingReport | null } {
    const event = eventAnswer.parse(this.#client.Utils.validateWebhook(rawBody, headers, this.options.webhookSecret));
    const tracker = event.description?.startsWith('tracker.') ? trackerAnswer.safeParse(event.result) : null;
    return { eventId: event.id, report: tracker?.success ? reportOf(tracker.data) : null };
  }

  async #ask<S extends z.ZodType>(answer: S, call: () => Promise<unknown>): Promise<z.infer<S>> {
    try {
      return answer.parse(await call());
    } catch (error) {
      const status = Number((error as { statusCode?: number; code?: unknown }).statusCode ?? 0);
      if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
        throw new CarrierRefused((error as Error).message, String((error as { code?: unknown }).code ?? 'REFUSED'));
      }
      // An answer that cannot be read leaves as much open as none: what was asked for may have been done.
      throw new CarrierUnreachable(error);
    }
  }
}

function wireAddress(address: AddressValue) {
  return {
    name: address.name,
    company: address.company ?? undefined,
    street1: address.line1,
    street2: address.line2 ?? undefined,
    city: address.city,
    state: address.region ?? undefined,
    zip: address.postalCode,
    country: address.countryCode,
    phone: address.phone ?? undefined,
  };
}

const normal = (text: string | null | undefined): string => (text ?? '').trim().replace(/\s+/g, ' ').toUpperCase();

function differs(a: AddressValue, b: AddressValue): boolean {
  return (['line1', 'line2', 'city', 'region', 'postalCode', 'countryCode'] as const).some(
    (key) => normal(a[key]) !== normal(b[key]),
  );
}

function fieldOf(field: string | null | undefined): string | null {
  const ours: Record<string, string> = {
    street1: 'line1',
    street2: 'line2',
    zip: 'postalCode',
    state: 'region',
    country: 'countryCode',
    address: 'line1',
  };
  return field ? (ours[field] ?? field) : null;
}

function customsOf(request: ParcelRequest) {
  return {
    customs_certify: true,
    customs_signer: request.from.name,
    contents_type: request.isReturn ? 'returned_goods' : 'merchandise',
    contents_explanation: '',
    restriction_type: 'none',
    eel_pfc: 'NOEEI 30.37(a)',
    customs_items: request.contents.map((item) => ({
      description: item.title.slice(0, 45),
      quantity: item.quantity,
      value: toDecimalString({ amountMinor: item.valueMinor, currency: request.currency }),
      weight: Math.max(0.1, Math.round((item.weightGrams / 28.349523125) * 10) / 10),
      hs_tariff_number: HS_CODE,
      origin_country: request.from.countryCode,
      currency: request.currency,
    })),
  };
}

function labelOf({ id, postage_label: label, selected_rate: rate, ...shipment }: ShipmentAnswer): BoughtLabel | null {
  const labelUrl = label?.label_pdf_url ?? label?.label_url;
  if (!labelUrl || !rate || !shipment.tracking_code) return null;
  return {
    shipmentId: id,
    trackingCode: shipment.tracking_code,
    trackingUrl: shipment.tracker?.public_url ?? null,
    labelUrl,
    carrier: rate.carrier,
    service: rate.service,
    cost: toValue(fromDecimalString(rate.rate, rate.currency)),
    estimatedDelivery: rate.delivery_date,
  };
}

function reportOf(tracker: TrackerAnswer): TrackingReport {
  return {
    trackingCode: tracker.tracking_code,
    shipmentId: tracker.shipment_id ?? null,
    status: tracker.status,
    details: (tracker.tracking_details ?? []).map((detail) => ({
      at: detail.datetime,
      status: detail.status,
      message: detail.message ?? '',
      location: placeOf(detail.tracking_location),
    })),
  };
}

function placeOf(
  location:
    | { city?: string | null | undefined; state?: string | null | undefined; country?: string | null | undefined }
    | null
    | undefined,
): string | null {
  const parts = [location?.city, location?.state, location?.country].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : null;
}
