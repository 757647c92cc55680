import { easypostId } from '../ids.ts';
import type { Collection } from '../store.ts';
import type { TwinContext } from '../twin-context.ts';
import type {
  Address,
  CustomsInfo,
  EventRecord,
  Parcel,
  RefundRecord,
  Shipment,
  Tracker,
  WebhookRecord,
} from './easypost-objects.ts';

export interface Insurance {
  id: string;
  object: 'Insurance';
  mode: 'test';
  amount: string;
  shipment_id: string | null;
  tracking_code: string;
  status: string;
  created_at: string;
  updated_at: string;
}

/** All EasyPost objects of the twin's one account and the events they cause. */
export class EasyPostWorld {
  readonly addresses: Collection<Address>;
  readonly parcels: Collection<Parcel>;
  readonly customs: Collection<CustomsInfo>;
  readonly shipments: Collection<Shipment>;
  readonly trackers: Collection<Tracker>;
  readonly refunds: Collection<RefundRecord>;
  readonly insurances: Collection<Insurance>;
  readonly events: Collection<EventRecord>;
  readonly webhooks: Collection<WebhookRecord & { secret: string | null }>;

  constructor(readonly context: TwinContext) {
    const { store } = context;
    this.addresses = store.collection('easypost.addresses');
    this.parcels = store.collection('easypost.parcels');
    this.customs = store.collection('easypost.customs_infos');
    this.shipments = store.collection('easypost.shipments');
    this.trackers = store.collection('easypost.trackers');
    this.refunds = store.collection('easypost.refunds');
    this.insurances = store.collection('easypost.insurances');
    this.events = store.collection('easypost.events');
    this.webhooks = store.collection('easypost.webhooks');
  }

  now(): string {
    return this.context.clock
      .now()
      .toISOString()
      .replace(/\.\d{3}Z$/, 'Z');
  }

  emit(description: string, result: object, previous: Record<string, unknown> = {}): EventRecord {
    const target = this.context.webhookTargets.easypost;
    const receivers = [
      ...(target ? [{ id: 'configured', url: target }] : []),
      ...this.webhooks.filter((hook) => !hook.disabled_at).map(({ id, url }) => ({ id, url })),
    ];
    const at = this.now();
    const event: EventRecord = {
      id: easypostId('evt'),
      object: 'Event',
      mode: 'test',
      created_at: at,
      updated_at: at,
      description,
      previous_attributes: previous,
      result: structuredClone(result),
      status: 'pending',
      pending_urls: receivers.map((receiver) => receiver.url),
      completed_urls: [],
    };
    this.events.set(event.id, event);
    const body = wireJson(event);
    for (const receiver of receivers)
      this.context.deliveries.send({
        service: 'easypost',
        eventId: event.id,
        eventType: description,
        url: receiver.url,
        endpointId: receiver.id,
        body,
      });
    this.context.log.announce('trackers');
    return event;
  }

  secretOf(endpointId: string): string | undefined {
    if (endpointId === 'configured') return this.context.secrets.easypostWebhook;
    const hook = this.webhooks.get(endpointId);
    return hook ? (hook.secret ?? '') : undefined;
  }
}

/** EasyPost writes weights as decimals (`17.0`); its SDK counts on that when it checks a signature. */
const wireJson = (value: unknown): string =>
  JSON.stringify(value).replace(/("weight":\s*)(\d+)(\s*)(?=,|\})/g, '$1$2.0$3');
