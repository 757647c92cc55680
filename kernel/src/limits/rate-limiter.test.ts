import { createClient } from 'redis';
import { expect, it, vi } from 'vitest';
import { silentLogger } from '../observe/logger.ts';
import { startTestRedis } from '../testing/test-redis.ts';
import { rateLimiter } from './rate-limiter.ts';
import { type SharedCounters, sharedCounters } from './shared-counters.ts';

it('refuses after the allowed number of attempts, per key', async () => {
  const limiter = rateLimiter({
    name: 'login',
    store: { kind: 'memory' },
    points: 3,
    durationS: 60,
    onStoreFailure: 'closed',
  });
  for (let i = 0; i < 3; i += 1) await limiter.require('ada');

  await expect(limiter.require('ada')).rejects.toMatchObject({ code: 'RATE_LIMITED', retryable: true });
  await expect(limiter.require('bob')).resolves.toBeUndefined();
  await limiter.reset('ada');
  await expect(limiter.require('ada')).resolves.toBeUndefined();
});

it('counts attempts, not requests', async () => {
  const limiter = rateLimiter({
    name: 'batch',
    store: { kind: 'memory' },
    points: 10,
    durationS: 60,
    onStoreFailure: 'closed',
  });

  expect(await limiter.take('ada', 11)).toMatchObject({ allowed: false });
});

it('counts alone while Redis is away, and together again when it is back', async () => {
  const redis = await startTestRedis();
  const [here, there] = [sharedCounters(redis.url, silentLogger), sharedCounters(redis.url, silentLogger)];
  const make = ({ store }: SharedCounters) =>
    rateLimiter({ name: 'budget', store, points: 2, durationS: 60, onStoreFailure: 'alone' });
  const [one, two] = [make(here), make(there)];
  const connected = ({ store }: SharedCounters) =>
    vi.waitFor(() => expect((store as { client: { isReady: boolean } }).client.isReady).toBe(true), 5_000);
  try {
    await Promise.all([connected(here), connected(there)]);
    await one.take('ada');
    await two.take('ada');
    expect(await one.take('ada')).toMatchObject({ allowed: false });

    await redis.stop();
    expect(await one.take('bob', 2)).toMatchObject({ allowed: true });
    expect(await one.take('bob')).toMatchObject({ allowed: false });
    expect(await two.take('bob')).toMatchObject({ allowed: true });

    await redis.restart();
    await Promise.all([connected(here), connected(there)]);
    await one.take('cleo', 2);
    expect(await two.take('cleo')).toMatchObject({ allowed: false });
  } finally {
    await here.close();
    await there.close();
    await redis.stop();
  }
});

it('shares its count through Redis, and without Redis fails as told', async () => {
  const redis = await startTestRedis();
  const client = createClient({ url: redis.url, socket: { reconnectStrategy: false } });
  client.on('error', () => undefined);
  await client.connect();
  const make = (onStoreFailure: 'open' | 'closed') =>
    rateLimiter({ name: 'shared', store: { kind: 'redis', client }, points: 2, durationS: 60, onStoreFailure });
  const [one, two] = [make('closed'), make('open')];

  await one.take('ada');
  await two.take('ada');
  expect(await one.take('ada')).toMatchObject({ allowed: false });

  await redis.stop();
  expect(await one.take('bob')).toMatchObject({ allowed: false });
  expect(await two.take('bob')).toMatchObject({ allowed: true });
  client.destroy();
});
