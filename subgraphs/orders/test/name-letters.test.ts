import { afterAll, beforeAll, expect, it } from 'vitest';
import { nameLetters } from '../src/seed/name-letters.ts';
import type { Services } from '../src/services.ts';
import { aPaidOrder, guest, type House, openHouse, staff } from './orders-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

it('gives letters of a made-up past the subject they would have had, and leaves those that were sent', async () => {
  const { database } = house.subgraph;
  const [past, real] = [
    await aPaidOrder(house, [{ variantId: 'variant_cloth' }]),
    await aPaidOrder(house, [{ variantId: 'variant_cloth' }], guest('g2') as never),
  ];
  await house.settle();
  const mails = async (id: string) =>
    (await house.ask('query ($id: ID!) { order(id: $id) { mails { kind subject } } }', { id }, staff('associate')))
      .order.mails;
  const sent = await mails(past.id);
  await database.query('UPDATE mail SET provider_id = NULL, subject = $2 WHERE order_id = $1', [past.id, past.number]);
  await database.query("UPDATE mail SET subject = 'as sent' WHERE order_id = $1", [real.id]);

  await nameLetters({ database } as Services);

  expect(sent).toEqual([{ kind: 'ORDER_CONFIRMATION', subject: expect.stringMatching(/^Order .+ confirmed$/) }]);
  expect(await mails(past.id)).toEqual(sent);
  expect(await mails(real.id)).toEqual([{ kind: 'ORDER_CONFIRMATION', subject: 'as sent' }]);
});
