import type { Issue } from '@opticworks/kernel';
import type { AddressValue, MoneyValue } from '@opticworks/schema';
import type { Parcel } from './parcel.rules.ts';

export interface CarrierRate {
  id: string;
  carrier: string;
  service: string;
  amount: MoneyValue;
  deliveryDays: number | null;
  estimatedDelivery: string | null;
  guaranteed: boolean;
}

export interface CarrierQuote {
  /** The provider's shipment these rates belong to. */
  shipmentId: string;
  rates: CarrierRate[];
}

export interface BoughtLabel {
  shipmentId: string;
  trackingCode: string;
  trackingUrl: string | null;
  labelUrl: string;
  carrier: string;
  service: string;
  cost: MoneyValue;
  estimatedDelivery: string | null;
}

export interface TrackingDetail {
  at: Date;
  status: string;
  message: string;
  location: string | null;
}

export interface TrackingReport {
  trackingCode: string;
  shipmentId: string | null;
  status: string;
  details: TrackingDetail[];
}

export interface CustomsItem {
  title: string;
  quantity: number;
  valueMinor: bigint;
  weightGrams: number;
}

export interface ParcelRequest {
  reference: string;
  from: AddressValue;
  to: AddressValue;
  parcel: Parcel;
  isReturn?: boolean;
  currency: string;
  contents: CustomsItem[];
  email?: string | null;
}

export interface AddressVerdict {
  verified: boolean;
  /** A corrected form of the address, when the carrier knows a better one. */
  suggestion: AddressValue | null;
  issues: Issue[];
}

/** Thrown when the outcome of a purchase is not known: look the shipment up before anything else. */
export class CarrierUnreachable extends Error {
  constructor(cause: unknown) {
    super('The carrier service did not answer.', { cause });
    this.name = 'CarrierUnreachable';
  }
}

/** Thrown when the carrier answered and said no; the message is fit for staff. */
export class CarrierRefused extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
    this.name = 'CarrierRefused';
  }
}

/** Carriers, in our words. Rates, labels and tracking of all of them come through one provider. */
export interface ShippingProvider {
  readonly name: string;
  checkAddress(address: AddressValue): Promise<AddressVerdict>;
  quote(request: ParcelRequest): Promise<CarrierQuote>;
  /** Buys one label. Not repeatable by key: after an unknown outcome ask `lookUp` first. */
  buy(shipmentId: string, rateId: string): Promise<BoughtLabel>;
  /** The label of a shipment, null while none was bought. */
  lookUp(shipmentId: string): Promise<BoughtLabel | null>;
  void(shipmentId: string): Promise<void>;
  track(trackingCode: string): Promise<TrackingReport>;
  /** Reads a webhook body whose signature is right. @throws when it is not */
  readWebhook(rawBody: Buffer, headers: Record<string, unknown>): { eventId: string; report: TrackingReport | null };
}
