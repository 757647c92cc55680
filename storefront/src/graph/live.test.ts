import type { AddressInfo } from 'node:net';
import { parse } from 'graphql';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { listen } from './live.ts';

const document = parse('subscription Watch($after: String) { changed(after: $after) { cursor } }') as never;
let server: WebSocketServer;
const asked: unknown[] = [];

beforeEach(() => {
  vi.stubGlobal('window', Object.assign(new EventTarget(), { document: { documentElement: { lang: 'en' } } }));
  asked.length = 0;
  server = new WebSocketServer({ port: 0, handleProtocols: () => 'graphql-transport-ws' });
});

afterEach(async () => {
  vi.unstubAllGlobals();
  for (const client of server.clients) client.terminate();
  await new Promise((done) => server.close(done));
});

/** What the server answers to each subscription, one after the other. */
function answering(...answers: object[][]) {
  server.on('connection', (socket) =>
    socket.on('message', (text) => {
      const message = JSON.parse(String(text));
      if (message.type === 'connection_init') return socket.send(JSON.stringify({ type: 'connection_ack' }));
      if (message.type !== 'subscribe') return;
      asked.push(message.payload.variables.after);
      for (const payload of answers.shift() ?? [])
        socket.send(JSON.stringify({ id: message.id, type: 'next', payload }));
    }),
  );
}

it('asks again for an event that could not be told, so that nothing is missed', async () => {
  answering(
    [{ data: { changed: { cursor: '1' } } }, { data: null, errors: [{ message: 'Something went wrong.' }] }],
    [{ data: { changed: { cursor: '2' } } }],
  );
  const seen: string[] = [];

  const stop = listen<{ changed: { cursor: string } }, { after: string | null }>(
    document,
    { after: null },
    {
      url: `ws://localhost:${(server.address() as AddressInfo).port}`,
      cursorOf: (data) => data.changed.cursor,
      onData: (data) => seen.push(data.changed.cursor),
      onConnected: () => {},
    },
  );
  await expect.poll(() => seen, { timeout: 10_000 }).toEqual(['1', '2']);
  stop();

  expect(asked).toEqual([null, '1']);
});
