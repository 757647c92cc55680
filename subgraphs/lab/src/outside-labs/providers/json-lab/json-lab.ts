import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SafeFetch, SafeResponse } from '@opticworks/kernel';
import { z } from 'zod';
import {
  type OutsideLabProvider,
  OutsideLabRefused,
  type OutsideLabRequest,
  type OutsideLabStage,
  type OutsideLabTruth,
  OutsideLabUnreachable,
} from '../../outside-lab.provider.ts';

const TIMEOUT_MS = 10_000;
/** A signed time further away than this is a replay, or a clock nobody set. */
const TOLERANCE_SECONDS = 300;

export interface JsonLabOptions {
  name: string;
  apiBase: string;
  apiKey: string;
  webhookSecret: string;
  fetch: SafeFetch;
}

const stages: Record<string, OutsideLabStage> = {
  received: 'RECEIVED',
  in_lab: 'IN_LAB',
  surfacing: 'SURFACING',
  treatment: 'TREATMENT',
  finishing: 'FINISHING',
  shipped: 'SHIPPED',
  cancelled: 'CANCELLED',
};

const wireOrder = z.object({
  id: z.string().min(1).max(80),
  reference: z.string().min(1).max(80),
  status: z.enum(Object.keys(stages) as [string, ...string[]]),
  expectedOn: z.iso.date().nullish(),
  trackingCode: z.string().max(80).nullish(),
});
const wireList = z.object({ orders: z.array(wireOrder).max(10) });
const wireError = z.object({ code: z.string().max(80), message: z.string().max(500) });
const wireEvent = z.object({ id: z.string().min(1).max(80), order: z.object({ id: z.string().min(1).max(80) }) });

/** A lab that takes orders as JSON over HTTPS, with the powers and the outline as DCS/OMA text inside. */
export class JsonLab implements OutsideLabProvider {
  readonly name: string;

  constructor(private readonly options: JsonLabOptions) {
    this.name = options.name;
  }

  async submit(request: OutsideLabRequest): Promise<OutsideLabTruth> {
    const body = {
      reference: request.reference,
      job: { number: request.jobNumber, eyes: request.eyes, rush: request.isRush, neededOn: request.neededOn },
      lens: request.lens,
      frame: { action: request.frame === 'UNCUT' ? 'uncut' : 'cut_to_trace' },
      dcs: request.equipmentFile,
    };
    return this.order(await this.ask('POST', '/v1/orders', { key: request.key, body }));
  }

  async find(reference: string): Promise<OutsideLabTruth | null> {
    const response = await this.ask('GET', `/v1/orders?reference=${encodeURIComponent(reference)}`);
    const { orders } = this.read(wireList, response);
    const found = orders.find((order) => order.reference === reference);
    return found ? truthOf(found) : null;
  }

  async look(providerId: string): Promise<OutsideLabTruth> {
    return this.order(await this.ask('GET', `/v1/orders/${encodeURIComponent(providerId)}`));
  }

  async cancel(providerId: string, key: string): Promise<OutsideLabTruth> {
    return this.order(await this.ask('POST', `/v1/orders/${encodeURIComponent(providerId)}/cancel`, { key, body: {} }));
  }

  readWebhook(rawBody: Buffer, signature: string, now: Date): { eventId: string; providerId: string } {
    const [, seconds = '', given = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
    const expected = createHmac('sha256', this.options.webhookSecret).update(`${seconds}.`).update(rawBody).digest();
    const proof = Buffer.from(given, 'hex');
    if (proof.length !== expected.length || !timingSafeEqual(proof, expected))
      throw new Error('The signature is wrong.');
    if (Math.abs(now.getTime() / 1000 - Number(seconds)) > TOLERANCE_SECONDS)
      throw new Error('The signed time is too far away.');
    const event = wireEvent.parse(JSON.parse(rawBody.toString('utf8')));
    return { eventId: event.id, providerId: event.order.id };
  }

  private async ask(method: 'GET' | 'POST', path: string, sent?: { key: string; body: object }): Promise<SafeResponse> {
    const { apiBase, apiKey, fetch } = this.options;
    let response: SafeResponse;
    try {
      response = await fetch(`${apiBase}${path}`, {
        method,
        timeoutMs: TIMEOUT_MS,
        headers: {
          authorization: `Bearer ${apiKey}`,
          accept: 'application/json',
          ...(sent ? { 'content-type': 'application/json', 'idempotency-key': sent.key } : {}),
        },
        ...(sent ? { body: JSON.stringify(sent.body) } : {}),
      });
    } catch (error) {
      throw new OutsideLabUnreachable(error);
    }
    // Too many requests and a key that is still in work are answers for later, not for good.
    if (response.status >= 500 || response.status === 429 || response.status === 425)
      throw new OutsideLabUnreachable(new Error(`HTTP ${response.status}`));
    if (response.status >= 400) {
      const told = wireError.safeParse(parsed(response));
      throw new OutsideLabRefused(
        told.data?.message ?? `The lab answered ${response.status}.`,
        told.data?.code ?? String(response.status),
      );
    }
    return response;
  }

  private order(response: SafeResponse): OutsideLabTruth {
    return truthOf(this.read(wireOrder, response));
  }

  /** An answer that cannot be read leaves open what happened. */
  private read<T>(schema: z.ZodType<T>, response: SafeResponse): T {
    const told = schema.safeParse(parsed(response));
    if (!told.success) throw new OutsideLabUnreachable(told.error);
    return told.data;
  }
}

function parsed(response: SafeResponse): unknown {
  try {
    return response.json();
  } catch {
    return undefined;
  }
}

const truthOf = (order: z.infer<typeof wireOrder>): OutsideLabTruth => ({
  providerId: order.id,
  reference: order.reference,
  stage: stages[order.status] ?? 'RECEIVED',
  expectedOn: order.expectedOn ?? null,
  trackingCode: order.trackingCode ?? null,
});
