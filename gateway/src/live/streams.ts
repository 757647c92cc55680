import { gauge, isRefusal, KERNEL_ERRORS, type Logger, type Principal, Refusal, wait } from '@opticworks/kernel';
import { type DocumentNode, validate } from 'graphql';
import { GATEWAY_ERRORS } from '../errors.ts';
import type { SubgraphAnswer } from '../execution/data-source.ts';
import { answerText, Operation, type OperationAnswer } from '../execution/operation.ts';
import { type OperationContext, renewed } from '../request-context.ts';
import type { CompiledGateway } from '../server/compiled-gateway.ts';
import { observed } from '../server/observed.ts';
import { refusalBody } from '../server/refusal-response.ts';
import { AsyncQueue } from './async-queue.ts';
import { AFTER_VARIABLE, CURSOR_KEY, type LiveDocument, liveDocument } from './live-operation.ts';

/** Texts of GraphQL results, one per event. */
export type ResultTexts = AsyncIterableIterator<string>;
type CurrentPrincipal = () => Promise<Principal>;
type Variables = Record<string, unknown>;

export interface StreamsOptions {
  gateway: CompiledGateway;
  log: Logger;
  /** Subgraphs whose reads are recorded under the reader's name: their streams are never shared between people. */
  personalSources?: ReadonlySet<string>;
  /** Results a client may leave unread before it is told to start over. */
  queueLimit?: number;
}

const QUEUE_LIMIT = 256;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

const liveStreams = gauge('opticworks_live_upstreams', 'Streams open from the gateway to subgraphs', []);
const liveClients = gauge('opticworks_live_clients', 'Clients listening to streams', []);

interface Listener {
  readonly queue: AsyncQueue<string>;
  readonly current: CurrentPrincipal;
}

/**
 * Live subscriptions over federated subgraphs. The first fetch of the plan streams from its owner; for each event the rest of the
 * plan is asked with fresh loaders. Callers who would get the same answers share one stream and one execution.
 */
export class Streams {
  readonly #options: StreamsOptions;
  readonly #shared = new Map<string, Stream>();
  readonly #prepared = new WeakMap<Operation, { live: LiveDocument; operation: Operation }>();
  readonly #ids = new WeakMap<Operation, number>();
  #nextId = 1;
  #open = new Set<Stream>();

  constructor(options: StreamsOptions) {
    this.#options = options;
  }

  /** @throws Refusal when the document does not fit the schema */
  validOperation(text: string, document: DocumentNode, operationName: string | undefined): Operation {
    const { gateway } = this.#options;
    const errors = validate(gateway.schema, document);
    if (errors.length > 0) throw new Refusal(GATEWAY_ERRORS.DOCUMENT_INVALID, { reason: errors[0]!.message });
    return gateway.open(text, () => document, operationName);
  }

  async open(
    operation: Operation,
    variables: Variables | undefined,
    context: OperationContext,
    current: CurrentPrincipal,
  ): Promise<{ events: ResultTexts } | { refused: OperationAnswer }> {
    const prepared = this.#prepare(operation);
    const coerced = operation.coerce(variables);
    if ('errors' in coerced) return { refused: await operation.execute({ variables, context, sources: new Map() }) };
    const after = prepared.live.after(coerced.values);
    // Who begins at a place of their own cannot join a stream that has moved on.
    const key = after === null ? this.#shareKey(operation, variables, context) : undefined;
    const running = key === undefined ? undefined : this.#shared.get(key);
    if (running && !running.ended) return { events: running.listen(current) };

    const stream = new Stream(prepared.operation, prepared.live, variables ?? {}, after, context, this.#options, () => {
      this.#open.delete(stream);
      if (key !== undefined && this.#shared.get(key) === stream) this.#shared.delete(key);
      liveStreams.set(this.#open.size);
    });
    const events = stream.listen(current);
    if (key !== undefined) this.#shared.set(key, stream);
    this.#open.add(stream);
    const refused = await stream.start();
    liveStreams.set(this.#open.size);
    return refused ? { refused } : { events };
  }

  /** Ends every stream; clients connect again and continue behind their last cursor. */
  async close(): Promise<void> {
    await Promise.all([...this.#open].map((stream) => stream.stop()));
  }

  #prepare(operation: Operation): { live: LiveDocument; operation: Operation } {
    let prepared = this.#prepared.get(operation);
    if (!prepared) {
      const live = liveDocument(this.#options.gateway.schema, operation.document, operation.node);
      prepared = { live, operation: live.resumable ? operation.withDocument(live.document) : operation };
      this.#prepared.set(operation, prepared);
    }
    return prepared;
  }

  #shareKey(operation: Operation, variables: Variables | undefined, context: OperationContext): string {
    let id = this.#ids.get(operation);
    if (id === undefined) {
      id = this.#nextId++;
      this.#ids.set(operation, id);
    }
    const isPersonal = operation.services(variables).some((name) => this.#options.personalSources?.has(name));
    return JSON.stringify([id, variables ?? {}, context.locale, accessScope(context.principal, isPersonal)]);
  }
}

/** Callers with the same scope may see exactly the same. */
export function accessScope(principal: Principal, isPersonal: boolean): unknown[] {
  switch (principal.kind) {
    case 'staff':
      return ['staff', [...principal.roles].sort(), [...principal.stores].sort(), isPersonal ? principal.id : null];
    case 'partner':
      return ['partner', principal.id, [...principal.scopes].sort(), principal.testMode];
    case 'service':
      return ['service', principal.name];
    default:
      return [principal.kind, principal.id, [...(principal.grants ?? [])].sort()];
  }
}

class Stream {
  readonly #listeners = new Set<Listener>();
  readonly #scope: string;
  #upstream: AsyncIterator<SubgraphAnswer> | undefined;
  #cursor: string | null;
  ended = false;

  constructor(
    private readonly operation: Operation,
    private readonly live: LiveDocument,
    private readonly variables: Variables,
    after: string | null,
    private readonly context: OperationContext,
    private readonly options: StreamsOptions,
    private readonly onEnd: () => void,
  ) {
    this.#cursor = after;
    this.#scope = JSON.stringify(accessScope(context.principal, true));
  }

  listen(current: CurrentPrincipal): ResultTexts {
    const listener: Listener = {
      current,
      queue: new AsyncQueue<string>(() => {
        this.#leave(listener);
      }),
    };
    this.#listeners.add(listener);
    liveClients.inc();
    return listener.queue;
  }

  /** Opens the upstream; resolves with the reason when there is none. */
  async start(): Promise<OperationAnswer | undefined> {
    try {
      const opened = await this.operation.openStream(this.#runOptions());
      if ('refused' in opened) {
        this.#end();
        return opened.refused;
      }
      this.#upstream = opened.events;
    } catch (error) {
      this.#end();
      if (isRefusal(error)) throw error;
      this.options.log.warn({ err: error }, 'A live stream could not be opened.');
      throw new Refusal(KERNEL_ERRORS.UNAVAILABLE, {}, { cause: error });
    }
    if (this.ended) await this.#upstream.return?.();
    else void this.#pump();
    return undefined;
  }

  async stop(): Promise<void> {
    this.#end();
    await this.#upstream?.return?.();
  }

  async #pump(): Promise<void> {
    let failures = 0;
    while (!this.ended) {
      try {
        const event = await this.#upstream!.next();
        if (event.done) {
          if (!this.live.resumable) return this.#end();
          // The subgraph went away in good order, to be started again.
          throw new Error('the subgraph ended the stream');
        }
        failures = 0;
        await this.#deliver(event.value);
      } catch (error) {
        if (this.ended) return;
        if (isRefusal(error)) return this.#refuse(error);
        this.options.log.warn({ err: error, attempt: failures }, 'A live stream broke.');
        if (!this.live.resumable) return this.#refuse(new Refusal(GATEWAY_ERRORS.LIVE_RESYNC));
        failures = await this.#reopen(failures);
      }
    }
  }

  /** Continues behind the last event that was delivered, so the listeners notice nothing but the pause. */
  async #reopen(failures: number): Promise<number> {
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
    await wait(pause / 2 + Math.random() * (pause / 2));
    if (this.ended) return failures;
    try {
      const opened = await this.operation.openStream(this.#runOptions());
      if ('refused' in opened) {
        this.#broadcast(answerText(opened.refused));
        this.#end();
      } else {
        this.#upstream = opened.events;
        if (this.ended) await this.#upstream.return?.();
      }
      return 0;
    } catch (error) {
      if (isRefusal(error)) this.#refuse(error);
      return failures + 1;
    }
  }

  async #deliver(event: SubgraphAnswer): Promise<void> {
    await this.#dismissWithoutAccess();
    if (this.ended) return;
    const cursor = this.#cursorOf(event);
    const options = this.#runOptions();
    const answer = await observed('live event', options.context, () => this.operation.executeEvent(event, options));
    this.#broadcast(answerText(answer));
    if (cursor !== undefined) this.#cursor = cursor;
    else if (event.errors?.length && !event.data) this.#end();
  }

  #cursorOf(event: SubgraphAnswer): string | undefined {
    const value = (event.data?.[this.live.key] as Record<string, unknown> | null | undefined)?.[CURSOR_KEY];
    return typeof value === 'string' ? value : undefined;
  }

  /** A stream outlives a session; access is asked for again at each event. */
  async #dismissWithoutAccess(): Promise<void> {
    await Promise.all(
      [...this.#listeners].map(async (listener) => {
        const principal = await listener.current().catch(() => null);
        const scope = principal && JSON.stringify(accessScope(principal, true));
        const isSame = scope === this.#scope || (principal?.kind === 'staff' && this.#isSharedScope(principal));
        if (isSame) return;
        listener.queue.push(refusalBody(new Refusal(GATEWAY_ERRORS.LIVE_ACCESS_ENDED)));
        listener.queue.end();
        this.#leave(listener);
      }),
    );
  }

  /** Staff share by roles and stores, not by name. */
  #isSharedScope(principal: Principal): boolean {
    return JSON.stringify(accessScope(principal, false)) === JSON.stringify(accessScope(this.context.principal, false));
  }

  #broadcast(text: string): void {
    const limit = this.options.queueLimit ?? QUEUE_LIMIT;
    for (const listener of [...this.#listeners]) {
      if (listener.queue.length >= limit) {
        // Told plainly instead of dropping some of the events.
        listener.queue.clear();
        listener.queue.push(refusalBody(new Refusal(GATEWAY_ERRORS.LIVE_RESYNC)));
        listener.queue.end();
        this.#leave(listener);
      } else {
        listener.queue.push(text);
      }
    }
  }

  #refuse(refusal: Refusal): void {
    this.#broadcast(refusalBody(refusal));
    this.#end();
  }

  #leave(listener: Listener): void {
    if (!this.#listeners.delete(listener)) return;
    liveClients.dec();
    if (this.#listeners.size === 0 && !this.ended) {
      this.#end();
      void this.#upstream?.return?.();
    }
  }

  #end(): void {
    if (this.ended) return;
    this.ended = true;
    for (const listener of this.#listeners) listener.queue.end();
    liveClients.dec(this.#listeners.size);
    this.#listeners.clear();
    this.onEnd();
  }

  #runOptions() {
    return {
      variables: this.live.resumable ? { ...this.variables, [AFTER_VARIABLE]: this.#cursor } : this.variables,
      // Fresh loaders for each event: nothing an earlier event loaded may answer for a later one.
      context: renewed(this.context),
      sources: this.options.gateway.sources,
    };
  }
}
