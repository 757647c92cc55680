import { easypostId } from '../ids.ts';
import { invalid } from './easypost-failure.ts';
import type { Shipment, Tracker, TrackerStatus, TrackingDetail } from './easypost-objects.ts';
import type { EasyPostWorld } from './easypost-world.ts';

/** The way of a parcel that meets no trouble. */
export const USUAL_WAY: readonly TrackerStatus[] = ['pre_transit', 'in_transit', 'out_for_delivery', 'delivered'];
export const STATUSES: readonly TrackerStatus[] = [
  ...USUAL_WAY,
  'unknown',
  'available_for_pickup',
  'return_to_sender',
  'failure',
  'cancelled',
  'error',
];
const FINAL: readonly TrackerStatus[] = ['delivered', 'return_to_sender', 'failure', 'cancelled', 'error'];

const MESSAGES: Record<TrackerStatus, [message: string, detail: string]> = {
  unknown: ['Status unknown', 'unknown'],
  pre_transit: ['Pre-Shipment Info Sent', 'label_created'],
  in_transit: ['Arrived at Regional Facility', 'arrived_at_facility'],
  out_for_delivery: ['Out for Delivery', 'out_for_delivery'],
  delivered: ['Delivered, Front Door/Porch', 'arrived_at_destination'],
  available_for_pickup: ['Available for Pickup', 'held_at_facility'],
  return_to_sender: ['Return to Sender Processed', 'return'],
  failure: ['Undeliverable as Addressed', 'address_correction'],
  cancelled: ['Shipment Cancelled', 'cancelled'],
  error: ['Carrier reported an error', 'unknown'],
};

/** EasyPost's own test tracking codes and the state they are always in. */
const TEST_CODES: Record<string, TrackerStatus> = {
  EZ1000000001: 'pre_transit',
  EZ2000000002: 'in_transit',
  EZ3000000003: 'out_for_delivery',
  EZ4000000004: 'delivered',
  EZ5000000005: 'return_to_sender',
  EZ6000000006: 'failure',
  EZ7000000007: 'unknown',
};

export function createTracker(
  world: EasyPostWorld,
  given: { tracking_code: string; carrier?: string | undefined; shipment?: Shipment; isReturn?: boolean },
): Tracker {
  const known = world.trackers.find((tracker) => tracker.tracking_code === given.tracking_code);
  if (known) return known;
  const at = world.now();
  const id = easypostId('trk');
  const tracker: Tracker = {
    id,
    object: 'Tracker',
    mode: 'test',
    created_at: at,
    updated_at: at,
    tracking_code: given.tracking_code,
    status: 'unknown',
    status_detail: 'unknown',
    signed_by: null,
    weight: given.shipment?.parcel.weight ?? null,
    est_delivery_date: given.shipment?.selected_rate?.delivery_date ?? null,
    shipment_id: given.shipment?.id ?? null,
    carrier: given.carrier ?? 'USPS',
    public_url: `${world.context.publicUrl()}/easypost/track/${Buffer.from(id).toString('base64url')}`,
    finalized: false,
    is_return: given.isReturn ?? false,
    fees: [],
    tracking_details: [],
    carrier_detail: null,
  };
  const start = TEST_CODES[given.tracking_code] ?? (given.shipment ? 'pre_transit' : 'unknown');
  if (start !== 'unknown') applyStatus(world, tracker, start, given.shipment);
  world.trackers.set(id, tracker);
  world.emit('tracker.created', tracker);
  if (given.shipment) scheduleNext(world, tracker);
  return tracker;
}

function scheduleNext(world: EasyPostWorld, tracker: Tracker): void {
  if (world.context.trackerStepMs > 0 && !tracker.finalized)
    world.context.timers.schedule('easypost.step', tracker.id, world.context.trackerStepMs);
}

/** One step further on the usual way, when the clock of the demonstration says so. */
export function stepTracker(world: EasyPostWorld, trackerId: string): void {
  const tracker = world.trackers.get(trackerId);
  const next = tracker && USUAL_WAY[USUAL_WAY.indexOf(tracker.status) + 1];
  if (!tracker || !next || tracker.finalized) return;
  advanceTracker(world, tracker, { to: next });
  scheduleNext(world, tracker);
}

export interface Advance {
  /** Where to; the next step when left out. Steps in between happen too. */
  to?: TrackerStatus | undefined;
  /** Each event arrives this many times more. */
  duplicate?: number | undefined;
  /** The events of this advance arrive last first. */
  outOfOrder?: boolean | undefined;
}

/** Moves a parcel on and tells the shop, one event a step. Carriers do go backwards sometimes, and so may this. */
export function advanceTracker(world: EasyPostWorld, tracker: Tracker, wish: Advance): Tracker {
  const here = USUAL_WAY.indexOf(tracker.status);
  const target = wish.to ?? USUAL_WAY[here + 1] ?? 'delivered';
  if (!STATUSES.includes(target))
    throw invalid('TRACKER.STATUS.INVALID', `Unknown tracker status '${String(target)}'.`, [
      { field: 'to', message: `is not one of ${STATUSES.join(', ')}` },
    ]);
  const there = USUAL_WAY.indexOf(target);
  const steps = there > here ? USUAL_WAY.slice(here + 1, there + 1) : [target];
  const shipment = tracker.shipment_id ? world.shipments.get(tracker.shipment_id) : undefined;
  const { deliveries } = world.context;
  const usual = deliveries.mode('easypost');
  const isReordered = wish.outOfOrder === true && !usual.hold;
  deliveries.setMode('easypost', { duplicate: wish.duplicate ?? usual.duplicate, hold: usual.hold || isReordered });
  for (const step of steps) {
    const previous = { status: tracker.status };
    applyStatus(world, tracker, step, shipment);
    world.trackers.set(tracker.id, tracker);
    if (shipment) {
      shipment.tracker = tracker;
      shipment.status = step;
      shipment.updated_at = tracker.updated_at;
      world.shipments.set(shipment.id, shipment);
    }
    world.emit('tracker.updated', tracker, previous);
  }
  deliveries.setMode('easypost', { duplicate: usual.duplicate, hold: usual.hold });
  if (isReordered) void deliveries.release('easypost', 'reversed');
  return tracker;
}

function applyStatus(
  world: EasyPostWorld,
  tracker: Tracker,
  status: TrackerStatus,
  shipment: Shipment | undefined,
): void {
  const at = world.now();
  const [message, detail] = MESSAGES[status];
  const isNearOrigin = status === 'pre_transit' || status === 'return_to_sender';
  const place = isNearOrigin ? shipment?.from_address : shipment?.to_address;
  tracker.status = status;
  tracker.status_detail = detail;
  tracker.updated_at = at;
  tracker.finalized = FINAL.includes(status);
  if (status === 'delivered') tracker.signed_by = shipment?.to_address.name ?? null;
  const entry: TrackingDetail = {
    object: 'TrackingDetail',
    message,
    description: message,
    status,
    status_detail: detail,
    datetime: at,
    source: tracker.carrier,
    carrier_code: '',
    tracking_location: {
      object: 'TrackingLocation',
      city: place?.city ?? null,
      state: place?.state ?? null,
      country: place?.country ?? null,
      zip: place?.zip?.slice(0, 5) ?? null,
    },
  };
  tracker.tracking_details.push(entry);
}
