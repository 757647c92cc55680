import { subscribeLocal } from '@opticworks/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aLab, anOrder, type Lab, SCAN, staff } from './factories.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await aLab();
});
afterAll(() => lab.close());

interface BoardAnswer {
  cursor: string;
  kind: string;
  job: { number: string; status: string };
}
type Told = { data: { labBoard: BoardAnswer } };
const listen = (roles: string[], after: string | null = null) =>
  subscribeLocal(lab.subgraph, {
    document: 'subscription ($a: String) { labBoard(after: $a) { cursor kind job { number status } } }',
    variables: { a: after },
    context: () => lab.subgraph.context({ principal: staff(...roles) }),
  }) as Promise<AsyncIterator<Told, Told> & { errors?: { extensions: { code: string } }[] }>;

it('shows each move on the board as it happens, and catches up behind a cursor', async () => {
  const order = anOrder({ orderId: 'order_live' });
  await lab.hear('OrderPlaced', order);
  await lab.hear('FrameHandedToLab', {
    pickTaskId: 't',
    orderId: order.orderId,
    orderLineIds: ['order_live_line'],
    trayCode: 'T-1',
  });
  const board = await listen(['lab']);
  await lab.ask(staff('lab'), SCAN, { t: 'T-1', to: 'PICKED' });
  const picked = (await board.next()).value.data.labBoard;
  await board.return?.();
  await lab.ask(staff('lab'), SCAN, { t: 'T-1', to: 'FINISHING' });

  const later = await listen(['lab'], picked.cursor);
  const finishing = (await later.next()).value.data.labBoard;
  await later.return?.();

  expect(picked).toMatchObject({ kind: 'MOVED', job: { status: 'PICKED' } });
  expect(finishing).toMatchObject({ kind: 'MOVED', job: { status: 'FINISHING' } });
});

it('lets only those listen who may see the board', async () => {
  const refused = await listen(['buyer']);

  expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});
