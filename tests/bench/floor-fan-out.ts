import { once } from 'node:events';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { WebSocketServer } from 'ws';

/** Changes of one article's stock to everyone who watches it: an UPDATE, a NOTIFY, and the same text to each socket. */
export async function serveFanOut(app: FastifyInstance, pool: pg.Pool): Promise<void> {
  const watchers = new Map<string, Set<import('ws').WebSocket>>();
  const sockets = new WebSocketServer({ server: app.server, path: '/watch' });
  sockets.on('connection', (socket, request) => {
    const id = new URL(request.url ?? '', 'http://floor').searchParams.get('variant') ?? '';
    const all = watchers.get(id) ?? new Set();
    watchers.set(id, all.add(socket));
    socket.on('close', () => all.delete(socket));
  });
  const listening = await pool.connect();
  listening.on('notification', ({ payload }) => {
    const told = JSON.parse(payload ?? '{}') as { variantId: string };
    const text = JSON.stringify({ stockChanged: told });
    for (const socket of watchers.get(told.variantId) ?? []) socket.send(text);
  });
  await listening.query('LISTEN floor_stock');

  app.post<{ Body: { variantId: string; delta: number } }>(
    '/stock',
    async ({ body }) =>
      (
        await pool.query({
          name: 'adjust',
          text: `with changed as (update floor.stock s set on_hand = on_hand + $2 from catalog.variant v join catalog.product p on p.id = v.product_id
                 where s.variant_id = $1 and v.id = s.variant_id returning s.sku, s.on_hand, p.name ->> 'en' as name)
               select sku, on_hand, pg_notify('floor_stock', json_build_object('variantId', $1::text, 'sku', sku, 'onHand', on_hand, 'name', name)::text)
               from changed`,
          values: [body.variantId, body.delta],
        })
      ).rows[0],
  );
  app.addHook('onClose', async () => {
    listening.release();
    sockets.close();
    await once(sockets, 'close');
  });
}
