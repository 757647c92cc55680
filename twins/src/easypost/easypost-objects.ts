/** The twin's own shapes of EasyPost's objects: what its API shows, nothing hidden. */
interface Dated {
  id: string;
  mode: 'test';
  created_at: string;
  updated_at: string;
}

export interface Verification {
  success: boolean;
  errors: { code: string; field: string; message: string; suggestion: string | null }[];
  details: { latitude: number; longitude: number; time_zone: string } | null;
}

export interface Address extends Dated {
  object: 'Address';
  name: string | null;
  company: string | null;
  street1: string | null;
  street2: string | null;
  city: string | null;
  state: string | null;
  zip: string | null;
  country: string;
  phone: string | null;
  email: string | null;
  carrier_facility: string | null;
  residential: boolean | null;
  federal_tax_id: string | null;
  state_tax_id: string | null;
  verifications: Record<string, Verification>;
}

export interface Parcel extends Dated {
  object: 'Parcel';
  length: number | null;
  width: number | null;
  height: number | null;
  predefined_package: string | null;
  /** Ounces. */
  weight: number;
}

export interface CustomsInfo extends Dated {
  object: 'CustomsInfo';
  [field: string]: unknown;
}

export interface Rate extends Dated {
  object: 'Rate';
  service: string;
  carrier: string;
  carrier_account_id: string;
  shipment_id: string;
  rate: string;
  currency: string;
  retail_rate: string;
  retail_currency: string;
  list_rate: string;
  list_currency: string;
  billing_type: string;
  delivery_days: number;
  delivery_date: string;
  delivery_date_guaranteed: boolean;
  est_delivery_days: number;
}

export type TrackerStatus =
  | 'unknown'
  | 'pre_transit'
  | 'in_transit'
  | 'out_for_delivery'
  | 'delivered'
  | 'available_for_pickup'
  | 'return_to_sender'
  | 'failure'
  | 'cancelled'
  | 'error';

export interface TrackingDetail {
  object: 'TrackingDetail';
  message: string;
  description: string;
  status: TrackerStatus;
  status_detail: string;
  datetime: string;
  source: string;
  carrier_code: string;
  tracking_location: {
    object: 'TrackingLocation';
    city: string | null;
    state: string | null;
    country: string | null;
    zip: string | null;
  };
}

export interface Tracker extends Dated {
  object: 'Tracker';
  tracking_code: string;
  status: TrackerStatus;
  status_detail: string;
  signed_by: string | null;
  weight: number | null;
  est_delivery_date: string | null;
  shipment_id: string | null;
  carrier: string;
  public_url: string;
  finalized: boolean;
  is_return: boolean;
  fees: unknown[];
  tracking_details: TrackingDetail[];
  carrier_detail: Record<string, unknown> | null;
}

export interface PostageLabel extends Dated {
  object: 'PostageLabel';
  date_advance: number;
  integrated_form: string;
  label_date: string;
  label_resolution: number;
  label_size: string;
  label_type: string;
  label_file_type: string;
  label_url: string;
  label_pdf_url: string | null;
  label_zpl_url: string | null;
  label_epl2_url: string | null;
}

export interface Shipment extends Dated {
  object: 'Shipment';
  reference: string | null;
  is_return: boolean;
  status: string;
  to_address: Address;
  from_address: Address;
  return_address: Address;
  buyer_address: Address;
  parcel: Parcel;
  customs_info: CustomsInfo | null;
  options: Record<string, unknown>;
  rates: Rate[];
  selected_rate: Rate | null;
  postage_label: PostageLabel | null;
  tracking_code: string | null;
  tracker: Tracker | null;
  insurance: string | null;
  messages: { carrier: string; type: string; message: string }[];
  usps_zone: number | null;
  refund_status: 'submitted' | 'refunded' | 'rejected' | null;
  batch_id: null;
  batch_status: null;
  batch_message: null;
  scan_form: null;
  forms: unknown[];
  fees: { object: 'Fee'; type: string; amount: string; charged: boolean; refunded: boolean }[];
  order_id: null;
}

export interface RefundRecord extends Dated {
  object: 'Refund';
  tracking_code: string;
  confirmation_number: string | null;
  status: 'submitted' | 'refunded' | 'rejected';
  carrier: string;
  shipment_id: string;
}

export interface EventRecord extends Dated {
  object: 'Event';
  description: string;
  previous_attributes: Record<string, unknown>;
  result: unknown;
  status: string;
  pending_urls: string[];
  completed_urls: string[];
}

export interface WebhookRecord {
  id: string;
  object: 'Webhook';
  mode: 'test';
  url: string;
  disabled_at: string | null;
  custom_headers: { name: string; value: string }[];
}
