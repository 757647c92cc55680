import { Pool } from 'undici';
import { Fault } from '../errors/fault.ts';
import { KERNEL_ERRORS } from '../errors/kernel-errors.ts';
import { Refusal, type RefusalJson } from '../errors/refusal.ts';
import { audienceOf } from '../host/serve-subgraph.ts';
import { newId } from '../ids/type-id.ts';
import { currentRequestId } from '../observe/request-scope.ts';
import { traceParent } from '../observe/trace.ts';
import { PRINCIPAL_HEADER, type SigningKey, signPrincipal } from '../principal/sign.ts';
import type { Caller, CallOptions, OperationDef } from './operation.ts';

export interface HttpCallerOptions {
  /** The part that calls. */
  service: string;
  /** Address of each provider by name: `{ inventory: 'http://127.0.0.1:4004' }`. */
  urls: Readonly<Record<string, string>>;
  signing: SigningKey;
}

const DEFAULT_DEADLINE_MS = 5_000;

/** Calls operations of parts in other processes. `inventory.reserveStock` goes to `inventory`. */
export function httpCaller(options: HttpCallerOptions): Caller & { close(): Promise<void> } {
  const pools = new Map<string, Pool>();
  const poolOf = (provider: string): Pool => {
    const url = options.urls[provider];
    if (!url) throw new Fault(`No address is known for ${provider}.`);
    let pool = pools.get(provider);
    if (!pool) {
      pool = new Pool(new URL(url).origin, { connections: 32, keepAliveTimeout: 30_000 });
      pools.set(provider, pool);
    }
    return pool;
  };
  return {
    async call<I, O>(operation: OperationDef<I, O>, input: I, callOptions: CallOptions = {}): Promise<O> {
      const provider = operation.name.split('.')[0]!;
      const body = JSON.stringify({ input });
      const signed = await signPrincipal(
        {
          principal: callOptions.asPrincipal ?? { kind: 'service', name: options.service },
          requestId: callOptions.requestId ?? currentRequestId() ?? newId('request'),
          idempotencyKey: callOptions.idempotencyKey ?? null,
          from: options.service,
        },
        audienceOf(provider, 'operations'),
        body,
        options.signing,
      );
      const answer = await post(
        poolOf(provider),
        operation.name,
        body,
        signed,
        callOptions.deadlineMs ?? DEFAULT_DEADLINE_MS,
      );
      return operation.output.parse(answer);
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

async function post(pool: Pool, name: string, body: string, signed: string, deadlineMs: number): Promise<unknown> {
  let status: number;
  let answer: { output?: unknown; refusal?: RefusalJson; reference?: string };
  const parent = traceParent();
  try {
    const response = await pool.request({
      method: 'POST',
      path: `/operations/${encodeURIComponent(name)}`,
      headers: {
        'content-type': 'application/json',
        [PRINCIPAL_HEADER]: signed,
        ...(parent ? { traceparent: parent } : {}),
      },
      body,
      signal: AbortSignal.timeout(deadlineMs),
    });
    status = response.statusCode;
    answer = (await response.body.json()) as typeof answer;
  } catch (cause) {
    throw new Refusal(KERNEL_ERRORS.UNAVAILABLE, {}, { cause });
  }
  if (answer.refusal) throw Refusal.fromJSON(answer.refusal);
  if (status !== 200)
    throw new Fault(`${name} failed with ${status}.`, { details: { reference: answer.reference ?? null } });
  return answer.output;
}
