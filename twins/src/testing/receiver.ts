import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  headers: Record<string, string>;
  body: string;
}

/** A shop's webhook endpoint, as small as it can be. */
export interface Receiver {
  url: string;
  received: Received[];
  /** What to answer; a number, or a function of how many came before. */
  respond: (nth: number) => number;
  /** Resolves when a delivery matches. */
  waitFor(
    test: (body: { type?: string; description?: string; result?: { status?: string } }) => boolean,
    count?: number,
  ): Promise<Received[]>;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const receiver: Receiver = {
    url: '',
    received,
    respond: () => 200,
    async waitFor(test, count = 1) {
      const deadline = Date.now() + 10_000;
      for (;;) {
        const matching = received.filter((item) => test(JSON.parse(item.body)));
        if (matching.length >= count) return matching;
        if (Date.now() > deadline)
          throw new Error(
            `waited for a webhook in vain; got ${received.map((item) => JSON.parse(item.body).type ?? JSON.parse(item.body).description).join(', ')}`,
          );
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const nth = received.length;
      received.push({
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(chunks).toString('utf8'),
      });
      response.writeHead(receiver.respond(nth)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
  return receiver;
}
