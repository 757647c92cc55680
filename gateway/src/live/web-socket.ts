import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { isRefusal, type Logger, newId, type Principal, refuse } from '@opticworks/kernel';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { GATEWAY_ERRORS } from '../errors.ts';
import { answerText, type Operation, type OperationAnswer } from '../execution/operation.ts';
import type { Admit } from '../limits/admission.ts';
import type { DocumentGate } from '../limits/document-limits.ts';
import type { OperationContext } from '../request-context.ts';
import type { CompiledGateway } from '../server/compiled-gateway.ts';
import { type GraphQLRequest, readGraphQLRequest } from '../server/graphql-request.ts';
import { OPEN_DOCUMENT, observed } from '../server/observed.ts';
import { refusalBody } from '../server/refusal-response.ts';
import type { ResultTexts, Streams } from './streams.ts';

export const PROTOCOL = 'graphql-transport-ws';

export interface SocketOptions {
  gateway: CompiledGateway;
  streams: Streams;
  gate: DocumentGate;
  admit: Admit;
  openDocuments: boolean;
  refreshPersisted?: () => void;
  /** Who sits at the other end, now; asked again at each event. */
  principalOf(request: IncomingMessage, connectionParams: Record<string, unknown>): Promise<Principal>;
  contextOf(
    request: IncomingMessage,
    principal: Principal,
    connectionParams: Record<string, unknown>,
  ): OperationContext;
  log: Logger;
}

const MAX_MESSAGE_BYTES = 64 * 1024;
const MAX_OPERATIONS_PER_SOCKET = 50;
const INIT_TIMEOUT_MS = 3_000;
const PING_MS = 20_000;
/** A client that has not taken this much is given its rest later, not more. */
const MAX_BUFFERED_BYTES = 1024 * 1024;

/**
 * GraphQL over WebSocket. Written here because results are texts already: a library would take objects and write each of them
 * again for each client.
 */
export class SocketServer {
  readonly #options: SocketOptions;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  });
  readonly #connections = new Set<Connection>();

  constructor(options: SocketOptions) {
    this.#options = options;
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      if (webSocket.protocol !== PROTOCOL) {
        webSocket.close(4406, 'Subprotocol not acceptable');
        return;
      }
      const connection = new Connection(webSocket, request, this.#options);
      this.#connections.add(connection);
      webSocket.once('close', () => this.#connections.delete(connection));
    });
  }

  /** Sends everybody away in a way that lets clients come back by themselves. */
  async close(): Promise<void> {
    for (const connection of this.#connections) connection.goAway();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}

class Connection {
  readonly #running = new Map<string, ResultTexts | null>();
  #params: Record<string, unknown> = {};
  #state: 'new' | 'ready' | 'closed' = 'new';
  readonly #timers: NodeJS.Timeout[] = [];
  #isAlive = true;

  constructor(
    private readonly socket: WebSocket,
    private readonly request: IncomingMessage,
    private readonly options: SocketOptions,
  ) {
    this.#timers.push(
      setTimeout(() => {
        if (this.#state === 'new') this.socket.close(4408, 'Connection initialisation timeout');
      }, INIT_TIMEOUT_MS),
      setInterval(() => {
        if (!this.#isAlive) return this.socket.terminate();
        this.#isAlive = false;
        this.socket.ping();
      }, PING_MS),
    );
    socket.on('pong', () => {
      this.#isAlive = true;
    });
    socket.on('message', (data) => void this.#receive(data));
    socket.on('close', () => this.#dispose());
    socket.on('error', () => socket.terminate());
  }

  goAway(): void {
    this.socket.close(1012, 'Service restart');
    setTimeout(() => this.socket.terminate(), 1_000).unref();
  }

  #dispose(): void {
    this.#state = 'closed';
    for (const timer of this.#timers) clearTimeout(timer);
    for (const events of this.#running.values()) void events?.return?.();
    this.#running.clear();
  }

  async #receive(data: RawData): Promise<void> {
    this.#isAlive = true;
    let message: { type?: unknown; id?: unknown; payload?: unknown };
    try {
      message = JSON.parse(String(data)) as typeof message;
      if (typeof message !== 'object' || message === null) throw new Error();
    } catch {
      return this.socket.close(4400, 'Invalid message');
    }
    switch (message.type) {
      case 'connection_init': {
        if (this.#state !== 'new') return this.socket.close(4429, 'Too many initialisation requests');
        this.#state = 'ready';
        if (typeof message.payload === 'object' && message.payload !== null)
          this.#params = message.payload as Record<string, unknown>;
        return this.#send('{"type":"connection_ack"}');
      }
      case 'ping':
        return this.#send('{"type":"pong"}');
      case 'pong':
        return;
      case 'complete': {
        const events = this.#running.get(String(message.id));
        this.#running.delete(String(message.id));
        void events?.return?.();
        return;
      }
      case 'subscribe': {
        if (this.#state !== 'ready') return this.socket.close(4401, 'Unauthorized');
        if (typeof message.id !== 'string' || message.id === '' || message.id.length > 100)
          return this.socket.close(4400, 'Invalid message');
        if (this.#running.has(message.id))
          return this.socket.close(4409, `Subscriber for ${message.id} already exists`);
        return this.#subscribe(message.id, message.payload);
      }
      default:
        return this.socket.close(4400, 'Invalid message');
    }
  }

  async #subscribe(id: string, payload: unknown): Promise<void> {
    const label = JSON.stringify(id);
    try {
      if (this.#running.size >= MAX_OPERATIONS_PER_SOCKET) refuse(GATEWAY_ERRORS.SUBSCRIPTION_LIMIT);
      this.#running.set(id, null);
      const asked = readGraphQLRequest(payload);
      const operation = this.#operationOf(asked);
      const current = () => this.options.principalOf(this.request, this.#params);
      const context = this.options.contextOf(this.request, await current(), this.#params);
      if (operation.kind !== 'subscription') {
        const { sources } = this.options.gateway;
        const figure = asked.hash ? (operation.name ?? 'unnamed') : OPEN_DOCUMENT;
        const answer = await this.options.admit(operation, context.principal, () =>
          observed(figure, context, () => operation.execute({ variables: asked.variables, context, sources })),
        );
        if (!this.#running.delete(id)) return;
        if (answer.dataText === undefined) return this.#refuse(label, answer);
        this.#send(`{"id":${label},"type":"next","payload":${answerText(answer)}}`);
        return this.#send(`{"id":${label},"type":"complete"}`);
      }
      const opened = await this.options.streams.open(operation, asked.variables, context, current);
      if ('refused' in opened) {
        if (this.#running.delete(id)) this.#refuse(label, opened.refused);
        return;
      }
      // The client may have left, or completed, while the upstream was opening.
      if (!this.#running.has(id)) return void opened.events.return?.();
      this.#running.set(id, opened.events);
      void this.#forward(id, label, opened.events);
    } catch (error) {
      if (!this.#running.delete(id) && !isRefusal(error)) return;
      this.#sendError(label, error);
    }
  }

  async #forward(id: string, label: string, events: ResultTexts): Promise<void> {
    try {
      for (let event = await events.next(); !event.done; event = await events.next())
        await this.#sendSlowly(`{"id":${label},"type":"next","payload":${event.value}}`);
      if (this.#running.delete(id)) this.#send(`{"id":${label},"type":"complete"}`);
    } catch (error) {
      if (this.#running.delete(id)) this.#sendError(label, error);
    }
  }

  #operationOf(asked: GraphQLRequest): Operation {
    const { gateway, gate, streams, openDocuments, refreshPersisted } = this.options;
    if (asked.hash) {
      let operation = gateway.persisted(asked.hash);
      if (!operation && refreshPersisted) {
        refreshPersisted();
        operation = gateway.persisted(asked.hash);
      }
      if (operation) return operation;
    }
    if (asked.query === undefined) refuse(GATEWAY_ERRORS.PERSISTED_QUERY_NOT_FOUND);
    if (!openDocuments) refuse(GATEWAY_ERRORS.PERSISTED_QUERY_ONLY);
    const { document } = gate.check(asked.query);
    return streams.validOperation(asked.query, document, asked.operationName);
  }

  #refuse(label: string, answer: OperationAnswer): void {
    this.#send(`{"id":${label},"type":"error","payload":${JSON.stringify(answer.errors)}}`);
  }

  #sendError(label: string, error: unknown): void {
    let errors: unknown[];
    if (isRefusal(error)) errors = (JSON.parse(refusalBody(error)) as { errors: unknown[] }).errors;
    else if (error instanceof Error && error.name === 'GraphQLError') errors = [error];
    else {
      const reference = newId('fault');
      this.options.log.error({ err: error, reference }, 'A live operation failed.');
      const message = `Something went wrong on our side. If it stays, tell us this reference: ${reference}`;
      errors = [{ message, extensions: { code: 'INTERNAL_ERROR', reference } }];
    }
    this.#send(`{"id":${label},"type":"error","payload":${JSON.stringify(errors)}}`);
  }

  #send(text: string): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(text);
  }

  /** Waits for a slow reader; meanwhile its queue fills up to its limit. */
  #sendSlowly(text: string): Promise<void> | void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount < MAX_BUFFERED_BYTES) return this.socket.send(text);
    return new Promise((resolve) => this.socket.send(text, () => resolve()));
  }
}
