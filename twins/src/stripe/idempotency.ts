import type { Clock } from '../clock.ts';
import type { Answer } from '../http/exchange.ts';
import type { Collection, Store } from '../store.ts';
import { StripeFailure } from './stripe-failure.ts';

interface KeptAnswer {
  key: string;
  path: string;
  fingerprint: string;
  answer: Answer;
  savedAtMs: number;
}

const LIFETIME_MS = 24 * 3600 * 1000;

/**
 * Stripe's idempotency layer: the first result under a key is kept and replayed whatever it was, a 500 included; the same
 * key with other parameters or another path is an error; a second request while the first still runs is a 409. Validation,
 * 401 and 429 answer before this layer and leave the key unused. Keys are forgotten after 24 hours.
 */
export class Idempotency {
  private readonly kept: Collection<KeptAnswer>;
  private readonly running = new Set<string>();

  constructor(
    store: Store,
    private readonly clock: Clock,
  ) {
    this.kept = store.collection('stripe.idempotency_keys');
  }

  /** Removes keys past their 24 hours. */
  prune(): void {
    const limit = this.clock.now().getTime() - LIFETIME_MS;
    for (const { key, savedAtMs } of this.kept.all()) if (savedAtMs <= limit) this.kept.delete(key);
  }

  async run(key: string | undefined, path: string, fingerprint: string, work: () => Promise<Answer>): Promise<Answer> {
    if (!key) return work();
    if (key.length > 255)
      throw new StripeFailure(400, {
        type: 'invalid_request_error',
        message: 'Idempotency keys may be at most 255 characters long.',
      });
    const nowMs = this.clock.now().getTime();
    const first = this.kept.get(key);
    if (first && nowMs - first.savedAtMs < LIFETIME_MS) {
      refuseOtherUse(key, first, path, fingerprint);
      return {
        ...first.answer,
        headers: { ...first.answer.headers, 'idempotent-replayed': 'true', 'idempotency-key': key },
      };
    }
    if (this.running.has(key))
      throw new StripeFailure(409, {
        type: 'idempotency_error',
        code: 'idempotency_key_in_use',
        message:
          'There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through). Please try again later.',
      });
    this.running.add(key);
    try {
      const answer = await work();
      this.kept.set(key, { key, path, fingerprint, answer, savedAtMs: nowMs });
      return { ...answer, headers: { ...answer.headers, 'idempotency-key': key } };
    } finally {
      this.running.delete(key);
    }
  }
}

function refuseOtherUse(key: string, first: KeptAnswer, path: string, fingerprint: string): void {
  const hint = `Try using a key other than '${key}' if you meant to execute a different request.`;
  if (first.path !== path)
    throw new StripeFailure(400, {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${path}' vs '${first.path}'). ${hint}`,
    });
  if (first.fingerprint !== fingerprint)
    throw new StripeFailure(400, {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with. ${hint}`,
    });
}
