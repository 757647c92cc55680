import { easypostId, randomDigits } from '../ids.ts';
import { buildAddress, type Raw, verifyAddress } from './addresses.ts';
import { EasyPostFailure, invalid, missingField, notFound } from './easypost-failure.ts';
import type { Address, CustomsInfo, Parcel, Rate, Shipment } from './easypost-objects.ts';
import type { EasyPostWorld } from './easypost-world.ts';
import { deliveryDate, quote, zoneOf } from './rating.ts';
import { createTracker } from './trackers.ts';

/** Flat-rate and carrier boxes: inches. */
const PACKAGES: Record<string, [number, number, number]> = {
  FlatRateEnvelope: [12.5, 9.5, 0.5],
  SmallFlatRateBox: [8.6, 5.4, 1.6],
  MediumFlatRateBox: [11, 8.5, 5.5],
  LargeFlatRateBox: [12, 12, 5.5],
  Letter: [11.5, 6.1, 0.25],
  Parcel: [10, 8, 4],
};

export function createAddress(world: EasyPostWorld, raw: Raw, verify?: unknown, strict?: unknown): Address {
  const address = buildAddress(raw, world.now());
  const kinds = [verify, strict].flatMap((wish) =>
    wish === true || wish === 'true' ? ['delivery', 'zip4'] : Array.isArray(wish) ? wish.map(String) : [],
  );
  if (kinds.length > 0) {
    const delivery = verifyAddress(address);
    for (const kind of new Set(kinds))
      address.verifications[kind] = kind === 'zip4' ? { ...delivery, details: null } : delivery;
    if (strict && !delivery.success)
      throw invalid('ADDRESS.VERIFY.FAILURE', 'Unable to verify address.', delivery.errors);
  }
  return world.addresses.set(address.id, address);
}

export function createParcel(world: EasyPostWorld, raw: Raw): Parcel {
  const at = world.now();
  const number = (field: string): number | null => {
    if (raw[field] === undefined || raw[field] === null || raw[field] === '') return null;
    const value = Number(raw[field]);
    if (!(value > 0))
      throw invalid('PARCEL.INVALID_PARAMS', `Invalid params provided: ${field} must be greater than 0.`, [
        { field, message: 'must be greater than 0' },
      ]);
    return value;
  };
  const weight = number('weight');
  if (weight === null) throw missingField('weight');
  const box = typeof raw.predefined_package === 'string' ? PACKAGES[raw.predefined_package] : undefined;
  if (raw.predefined_package && !box)
    throw invalid('PARCEL.PREDEFINED_PACKAGE.INVALID', 'Invalid predefined_package.', [
      { field: 'predefined_package', message: 'is not a known package' },
    ]);
  const parcel: Parcel = {
    id: easypostId('prcl'),
    object: 'Parcel',
    mode: 'test',
    created_at: at,
    updated_at: at,
    length: number('length') ?? box?.[0] ?? null,
    width: number('width') ?? box?.[1] ?? null,
    height: number('height') ?? box?.[2] ?? null,
    predefined_package: (raw.predefined_package as string) ?? null,
    weight,
  };
  return world.parcels.set(parcel.id, parcel);
}

export function createCustomsInfo(world: EasyPostWorld, raw: Raw): CustomsInfo {
  const at = world.now();
  const items = Array.isArray(raw.customs_items) ? (raw.customs_items as Raw[]) : [];
  if (items.length === 0) throw missingField('customs_items');
  const info: CustomsInfo = {
    contents_type: 'merchandise',
    contents_explanation: null,
    customs_certify: false,
    customs_signer: null,
    eel_pfc: 'NOEEI 30.37(a)',
    non_delivery_option: 'return',
    restriction_type: 'none',
    restriction_comments: null,
    declaration: null,
    ...raw,
    id: easypostId('cstinfo'),
    object: 'CustomsInfo',
    mode: 'test',
    created_at: at,
    updated_at: at,
    customs_items: items.map((item) => ({
      currency: 'USD',
      hs_tariff_number: null,
      origin_country: 'US',
      code: null,
      ...item,
      id: easypostId('cstitem'),
      object: 'CustomsItem',
      mode: 'test',
      created_at: at,
      updated_at: at,
    })),
  };
  return world.customs.set(info.id, info);
}

/** A nested object is either new or the id of a known one. */
function reuse<T>(raw: unknown, field: string, find: (id: string) => T | undefined, create: (raw: Raw) => T): T {
  if (typeof raw !== 'object' || raw === null) throw missingField(field);
  const { id } = raw as Raw;
  if (typeof id !== 'string') return create(raw as Raw);
  const known = find(id);
  if (!known) throw invalid('PARAMETER.INVALID', `Invalid ${field}.`, [{ field, message: 'does not exist' }]);
  return known;
}

export function createShipment(world: EasyPostWorld, raw: Raw): Shipment {
  const at = world.now();
  const address = (field: string) =>
    reuse(
      raw[field],
      field,
      (id) => world.addresses.get(id),
      (fresh) => createAddress(world, fresh, fresh.verify, fresh.verify_strict),
    );
  const to = address('to_address');
  const from = address('from_address');
  const parcel = reuse(
    raw.parcel,
    'parcel',
    (id) => world.parcels.get(id),
    (fresh) => createParcel(world, fresh),
  );
  const customs = raw.customs_info
    ? reuse(
        raw.customs_info,
        'customs_info',
        (id) => world.customs.get(id),
        (fresh) => createCustomsInfo(world, fresh),
      )
    : null;
  const isReturn = raw.is_return === true || raw.is_return === 'true';
  const shipment: Shipment = {
    id: easypostId('shp'),
    object: 'Shipment',
    mode: 'test',
    created_at: at,
    updated_at: at,
    reference: typeof raw.reference === 'string' ? raw.reference : null,
    is_return: isReturn,
    status: 'unknown',
    to_address: isReturn ? from : to,
    from_address: isReturn ? to : from,
    return_address: raw.return_address ? address('return_address') : from,
    buyer_address: raw.buyer_address ? address('buyer_address') : to,
    parcel,
    customs_info: customs,
    options: { currency: 'USD', payment: { type: 'SENDER' }, date_advance: 0, ...(raw.options as object | undefined) },
    rates: [],
    selected_rate: null,
    postage_label: null,
    tracking_code: null,
    tracker: null,
    insurance: null,
    messages: [],
    usps_zone: null,
    refund_status: null,
    batch_id: null,
    batch_status: null,
    batch_message: null,
    scan_form: null,
    forms: [],
    fees: [],
    order_id: null,
  };
  rate(world, shipment);
  return world.shipments.set(shipment.id, shipment);
}

/** Fills `rates`, or `messages` with the reason there are none. */
export function rate(world: EasyPostWorld, shipment: Shipment): void {
  const at = world.now();
  const { from_address: from, to_address: to } = shipment;
  const isAbroad = from.country !== to.country;
  shipment.usps_zone = !isAbroad && from.country === 'US' ? zoneOf(from, to) : null;
  shipment.rates = [];
  shipment.messages = [];
  if (isAbroad && !shipment.customs_info) {
    shipment.messages = ['USPS', 'UPSDAP', 'FedExDefault', 'DHLExpress'].map((carrier) => ({
      carrier,
      type: 'rate_error',
      message: 'Customs info is required for international shipments.',
    }));
    return;
  }
  const shipDate = world.context.clock.now();
  shipment.rates = quote(from, to, shipment.parcel).map((offer): Rate => {
    const price = (offer.price / 100).toFixed(2);
    const retail = ((offer.price * 1.28) / 100).toFixed(2);
    return {
      id: easypostId('rate'),
      object: 'Rate',
      mode: 'test',
      created_at: at,
      updated_at: at,
      service: offer.service,
      carrier: offer.carrier,
      carrier_account_id: `ca_${Buffer.from(offer.carrier.padEnd(16, '0')).toString('hex').slice(0, 32)}`,
      shipment_id: shipment.id,
      rate: price,
      currency: 'USD',
      retail_rate: retail,
      retail_currency: 'USD',
      list_rate: price,
      list_currency: 'USD',
      billing_type: 'easypost',
      delivery_days: offer.days,
      delivery_date: deliveryDate(shipDate, offer.days).toISOString().replace('.000', ''),
      delivery_date_guaranteed: offer.isGuaranteed,
      est_delivery_days: offer.days,
    };
  });
}

export function findShipment(world: EasyPostWorld, idOrReference: string): Shipment {
  const shipment =
    world.shipments.get(idOrReference) ??
    world.shipments.newestFirst().find((candidate) => candidate.reference === idOrReference);
  if (!shipment) throw notFound();
  return shipment;
}

const TRACKING_CODES: Record<string, () => string> = {
  USPS: () => `9400100${randomDigits(15)}`,
  UPSDAP: () => `1ZTWIN0${randomDigits(11)}`,
  FedExDefault: () => `7${randomDigits(11)}`,
  DHLExpress: () => `4${randomDigits(9)}`,
};

export function buyShipment(world: EasyPostWorld, shipment: Shipment, raw: Raw): Shipment {
  if (shipment.postage_label)
    throw invalid(
      'SHIPMENT.POSTAGE.EXISTS',
      'Postage already exists for this shipment. If you want to create another label, create a new shipment.',
    );
  const rateId = (raw.rate as Raw | undefined)?.id ?? raw.rate;
  if (!rateId) throw missingField('rate');
  const chosen = shipment.rates.find((each) => each.id === rateId);
  if (!chosen)
    throw invalid('SHIPMENT.POSTAGE.RATE_NOT_FOUND', 'The rate given does not belong to this shipment.', [
      { field: 'rate', message: 'does not belong to this shipment' },
    ]);
  const at = world.now();
  const format = String(shipment.options.label_format ?? 'PNG').toUpperCase();
  shipment.selected_rate = chosen;
  shipment.tracking_code = (TRACKING_CODES[chosen.carrier] ?? (() => randomDigits(20)))();
  shipment.status = 'pre_transit';
  shipment.fees = [
    { object: 'Fee', type: 'LabelFee', amount: '0.00000', charged: true, refunded: false },
    { object: 'Fee', type: 'PostageFee', amount: Number(chosen.rate).toFixed(5), charged: true, refunded: false },
  ];
  shipment.postage_label = {
    id: easypostId('pl'),
    object: 'PostageLabel',
    mode: 'test',
    created_at: at,
    updated_at: at,
    date_advance: 0,
    integrated_form: 'none',
    label_date: at,
    label_resolution: 203,
    label_size: String(shipment.options.label_size ?? '4x6'),
    label_type: 'default',
    label_file_type: format === 'PDF' ? 'application/pdf' : format === 'ZPL' ? 'application/zpl' : 'image/png',
    label_url: labelUrl(world, shipment, format === 'PDF' ? 'pdf' : format === 'ZPL' ? 'zpl' : 'png'),
    label_pdf_url: format === 'PDF' ? labelUrl(world, shipment, 'pdf') : null,
    label_zpl_url: format === 'ZPL' ? labelUrl(world, shipment, 'zpl') : null,
    label_epl2_url: null,
  };
  if (raw.insurance) insure(world, shipment, String(raw.insurance));
  const tracker = createTracker(world, {
    tracking_code: shipment.tracking_code,
    carrier: chosen.carrier,
    shipment,
    isReturn: shipment.is_return,
  });
  shipment.tracker = tracker;
  shipment.updated_at = at;
  return world.shipments.set(shipment.id, shipment);
}

const labelUrl = (world: EasyPostWorld, shipment: Shipment, kind: 'png' | 'pdf' | 'zpl'): string =>
  `${world.context.publicUrl()}/easypost/labels/${shipment.id}.${kind}`;

export function convertLabel(world: EasyPostWorld, shipment: Shipment, format: string): Shipment {
  if (!shipment.postage_label)
    throw invalid('SHIPMENT.POSTAGE_LABEL.MISSING', 'This shipment has no postage label yet.');
  const kind = format.toUpperCase();
  if (kind === 'PDF') shipment.postage_label.label_pdf_url = labelUrl(world, shipment, 'pdf');
  else if (kind === 'ZPL') shipment.postage_label.label_zpl_url = labelUrl(world, shipment, 'zpl');
  else if (kind !== 'PNG')
    throw invalid('SHIPMENT.LABEL_FORMAT.INVALID', 'Invalid label format.', [
      { field: 'file_format', message: 'must be PNG, PDF or ZPL' },
    ]);
  return world.shipments.set(shipment.id, shipment);
}

export function insure(world: EasyPostWorld, shipment: Shipment, amount: string): Shipment {
  const value = Number(amount);
  if (!(value > 0))
    throw invalid('INSURANCE.AMOUNT.INVALID', 'Invalid insurance amount.', [
      { field: 'amount', message: 'must be greater than 0' },
    ]);
  if (!shipment.tracking_code)
    throw invalid('SHIPMENT.INSURE.FAILURE', 'Postage must be purchased before a shipment can be insured.');
  shipment.insurance = value.toFixed(2);
  shipment.fees.push({
    object: 'Fee',
    type: 'InsuranceFee',
    amount: Math.max(0.5, value * 0.005).toFixed(5),
    charged: true,
    refunded: false,
  });
  const at = world.now();
  const id = easypostId('ins');
  world.insurances.set(id, {
    id,
    object: 'Insurance',
    mode: 'test',
    amount: value.toFixed(5),
    shipment_id: shipment.id,
    tracking_code: shipment.tracking_code,
    status: 'purchased',
    created_at: at,
    updated_at: at,
  });
  return world.shipments.set(shipment.id, shipment);
}

/** Voids a label. Accepted at once, refunded later; a parcel the carrier has seen is not refunded. */
export function refundShipment(world: EasyPostWorld, shipment: Shipment): Shipment {
  if (!shipment.postage_label || !shipment.tracking_code || !shipment.selected_rate)
    throw invalid(
      'SHIPMENT.REFUND.UNAVAILABLE',
      'Refund request failed: no postage has been purchased for this shipment.',
    );
  if (shipment.refund_status)
    throw invalid(
      'SHIPMENT.REFUND.UNAVAILABLE',
      'Refund request failed: a refund has already been requested for this shipment.',
    );
  if (shipment.tracker && shipment.tracker.status !== 'pre_transit')
    throw new EasyPostFailure(
      422,
      'SHIPMENT.REFUND.UNAVAILABLE',
      'Refund request failed: the shipment is already in transit.',
    );
  const at = world.now();
  const id = easypostId('rfnd');
  shipment.refund_status = 'submitted';
  shipment.updated_at = at;
  world.refunds.set(id, {
    id,
    object: 'Refund',
    mode: 'test',
    created_at: at,
    updated_at: at,
    tracking_code: shipment.tracking_code,
    confirmation_number: null,
    status: 'submitted',
    carrier: shipment.selected_rate.carrier,
    shipment_id: shipment.id,
  });
  world.context.timers.cancel('easypost.step', shipment.tracker?.id ?? '');
  world.context.timers.schedule('easypost.refund', id, world.context.aftermathMs);
  return world.shipments.set(shipment.id, shipment);
}

export function completeLabelRefund(world: EasyPostWorld, refundId: string): void {
  const refund = world.refunds.get(refundId);
  const shipment = refund && world.shipments.get(refund.shipment_id);
  if (!refund || !shipment) return;
  refund.status = 'refunded';
  refund.confirmation_number = randomDigits(10);
  refund.updated_at = world.now();
  world.refunds.set(refundId, refund);
  shipment.refund_status = 'refunded';
  for (const fee of shipment.fees) fee.refunded = true;
  world.shipments.set(shipment.id, shipment);
  world.emit('refund.successful', refund, { status: 'submitted' });
}

/** Days in transit by probability, for EasyPost's SmartRate. */
export function smartRates(shipment: Shipment): (Rate & { time_in_transit: Record<string, number> })[] {
  return shipment.rates.map((each) => ({
    ...each,
    rate: Number(each.rate) as unknown as string,
    time_in_transit: Object.fromEntries(
      [50, 75, 85, 90, 95, 97, 99].map((percentile, index) => [
        `percentile_${percentile}`,
        each.delivery_days + (each.delivery_date_guaranteed ? 0 : Math.floor(index / 2.5)),
      ]),
    ),
  }));
}
