import { expect, it } from 'vitest';
import {
  type OutsideLabProvider,
  OutsideLabRefused,
  type OutsideLabRequest,
  OutsideLabUnreachable,
} from './outside-lab.provider.ts';

export interface OutsideLabCases {
  provider(): OutsideLabProvider;
  /** The next order is taken, but the answer is lost. */
  loseNextAnswer(): void;
  /** Lets the lab go on with an order to its next stage. */
  advance(providerId: string): Promise<void>;
  /** A webhook as the lab would send it about an order. */
  signed(providerId: string, at: Date): { body: Buffer; signature: string };
}

let count = 0;
export const anOutsideRequest = (more: Partial<OutsideLabRequest> = {}): OutsideLabRequest => {
  count += 1;
  return {
    key: `contract-${count}`,
    reference: `outside_contract_${count}`,
    jobNumber: `L-${count}`,
    eyes: ['OD', 'OS'],
    isRush: false,
    neededOn: '2026-03-10',
    lens: { design: 'progressive-premium', material: 'index-167', treatments: ['ar-premium'] },
    frame: 'CUT_TO_TRACE',
    equipmentFile: `JOB=L-${count}\r\nSPH=-2.00;-1.75\r\n`,
    ...more,
  };
};

/** What every outside lab must do. */
export function outsideLabContract(cases: OutsideLabCases): void {
  it('takes an order and knows it by its id and by our reference', async () => {
    const provider = cases.provider();
    const wish = anOutsideRequest();

    const truth = await provider.submit(wish);

    expect(truth).toMatchObject({ reference: wish.reference, stage: 'RECEIVED' });
    expect(await provider.look(truth.providerId)).toEqual(truth);
    expect(await provider.find(wish.reference)).toEqual(truth);
    expect(await provider.find('outside_never_sent')).toBeNull();
  });

  it('answers the same key with the same order, also at the same time', async () => {
    const provider = cases.provider();
    const wish = anOutsideRequest();

    const [first, second] = await Promise.all([provider.submit(wish), provider.submit(wish)]);

    expect(second.providerId).toBe(first.providerId);
  });

  it('leaves the outcome open when the answer is lost, and the order is found', async () => {
    const provider = cases.provider();
    const wish = anOutsideRequest();
    cases.loseNextAnswer();

    await expect(provider.submit(wish)).rejects.toBeInstanceOf(OutsideLabUnreachable);
    expect(await provider.find(wish.reference)).toMatchObject({ stage: 'RECEIVED' });
  });

  it('refuses what it cannot make, in words for staff', async () => {
    const refused = cases.provider().submit(anOutsideRequest({ equipmentFile: '' }));

    await expect(refused).rejects.toBeInstanceOf(OutsideLabRefused);
    await expect(refused).rejects.toThrow(/\w+ \w+/);
  });

  it('cancels what is not in work yet, and refuses it afterwards', async () => {
    const provider = cases.provider();
    const early = await provider.submit(anOutsideRequest());
    const late = await provider.submit(anOutsideRequest());
    for (let steps = 0; steps < 2; steps++) await cases.advance(late.providerId);

    expect((await provider.cancel(early.providerId, 'cancel-1')).stage).toBe('CANCELLED');
    expect((await provider.cancel(early.providerId, 'cancel-1')).stage).toBe('CANCELLED');
    await expect(provider.cancel(late.providerId, 'cancel-2')).rejects.toBeInstanceOf(OutsideLabRefused);
    expect((await provider.look(late.providerId)).stage).toBe('SURFACING');
  });

  it('believes a webhook only with the right signature and time', async () => {
    const provider = cases.provider();
    const { providerId } = await provider.submit(anOutsideRequest());
    const now = new Date('2026-03-02T09:00:00Z');
    const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
    const { body, signature } = cases.signed(providerId, now);

    expect(provider.readWebhook(body, signature, later(299))).toMatchObject({ providerId });
    expect(() => provider.readWebhook(body, signature, later(301))).toThrow();
    expect(() => provider.readWebhook(body, signature, later(-301))).toThrow();
    expect(() => provider.readWebhook(Buffer.concat([body, Buffer.from(' ')]), signature, now)).toThrow();
    expect(() => provider.readWebhook(body, '', now)).toThrow();
  });
}
