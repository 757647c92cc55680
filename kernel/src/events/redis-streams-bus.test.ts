import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import { silentLogger } from '../observe/logger.ts';
import { testDatabase } from '../testing/test-database.ts';
import { startTestRedis, type TestRedis } from '../testing/test-redis.ts';
import { Inbox } from './inbox.ts';
import { redisStreamsBus } from './redis-streams-bus.ts';
import { Relay } from './relay.ts';
import { on } from './subscription.ts';

const Sent = { name: 'sender.Sent.v1', payload: z.object({ n: z.number() }) };
let redis: TestRedis;
let sender: Database;
let receiver: Database;
beforeAll(async () => {
  [redis, sender, receiver] = await Promise.all([
    startTestRedis(),
    testDatabase({ schema: 'sender' }),
    testDatabase({ schema: 'receiver' }),
  ]);
});
afterAll(async () => {
  await sender?.close();
  await receiver?.close();
  await redis?.stop();
});
const publish = (n: number) =>
  sender.transaction((tx) => tx.publish(Sent, { n }, { aggregate: 'a', aggregateId: 'one' }));

it('carries events in order to one of two replicas, and sends them again when Redis comes back empty', async () => {
  const handled: number[] = [];
  const bus = redisStreamsBus({ url: redis.url, logger: silentLogger });
  const relay = new Relay(sender, bus, silentLogger);
  const subscription = on(Sent, async ({ n }) => void handled.push(n));
  const replicas = [
    new Inbox(receiver, [subscription], silentLogger),
    new Inbox(receiver, [subscription], silentLogger),
  ];
  for (const inbox of replicas) {
    await bus.subscribe('receiver', inbox.eventNames, (events) => inbox.receive(events));
    inbox.start();
  }
  await relay.start();

  for (let n = 1; n <= 50; n += 1) await publish(n);
  await expect.poll(() => handled.length, { timeout: 10_000 }).toBe(50);
  expect(handled).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));

  // Redis is gone while an event is written, and comes back without memory; an already sent one is lost in it as well.
  await redis.stop();
  await publish(51);
  await receiver.query(
    'DELETE FROM inbox WHERE event_id = (SELECT event_id FROM inbox ORDER BY position DESC LIMIT 1)',
  );
  await redis.restart();

  await expect.poll(() => handled.length, { timeout: 20_000 }).toBe(52);
  expect(handled.slice(50)).toEqual([50, 51]);

  await relay.stop();
  for (const inbox of replicas) await inbox.stop();
  await bus.close();
}, 60_000);
