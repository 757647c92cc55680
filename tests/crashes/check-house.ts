import { checkStockInvariants } from '@opticworks/inventory/invariants';
import { eventually } from '../support/graph-client.ts';
import { mailsTo } from '../support/twins.ts';
import type { Travelled } from './crash-journey.ts';
import type { StartedHouse } from './started-house.ts';

/** What was under way when the power went is taken up by a sweeper that looks each minute for what is older than one. */
const SWEEP_MS = 180_000;

/**
 * What holds whatever was asked of the house: nothing is left lying, the journal balances, and stock adds up.
 * @returns every broken rule in words
 */
export async function brokenBooks(house: StartedHouse): Promise<string[]> {
  const broken: string[] = [];
  await eventually('all events handled', () => nothingIsLeft(house), SWEEP_MS).catch(async () => {
    broken.push(`events or webhooks are left lying: ${JSON.stringify(await leftovers(house))}`);
  });
  const unbalanced = await house.query<{ entry_id: string }>(
    'orders',
    `SELECT entry_id FROM journal_posting GROUP BY entry_id
     HAVING sum(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END) <> 0`,
  );
  if (unbalanced.length > 0) broken.push(`${unbalanced.length} journal entries do not balance`);
  const stock = await checkStockInvariants({
    query: <T>(sql: string) => house.query('inventory', sql) as Promise<T[]>,
  });
  if (stock.length > 0) broken.push(`stock: ${JSON.stringify(stock.slice(0, 5))}`);
  return broken;
}

/**
 * What must hold when a journey is over, however often it was interrupted: one order, money taken once and given back once, one label
 * per parcel, each letter once, stock and journal that add up, and nothing left lying.
 * @returns every broken rule in words; an empty list is a sound house
 */
export async function brokenRules(house: StartedHouse, travelled: Travelled): Promise<string[]> {
  const broken: string[] = [];
  const expect = (holds: boolean, rule: string) => {
    if (!holds) broken.push(rule);
  };
  broken.push(...(await brokenBooks(house)));

  const orders = await house.query<{ id: string; status: string }>(
    'orders',
    'SELECT id, status FROM sales_order WHERE email = $1',
    [travelled.email],
  );
  expect(orders.length === 1, `one order, not ${orders.length}`);

  const intents = await stripe<{ status: string; amount_received: number; metadata: Record<string, string> }>(
    house,
    '/v1/payment_intents?limit=100',
  );
  const own = intents.filter((intent) => intent.metadata.order_id === travelled.orderId);
  const taken = own.filter((intent) => intent.amount_received > 0);
  const sum = taken.reduce((total, intent) => total + intent.amount_received, 0);
  expect(taken.length === 1, `money taken once, not ${taken.length} times of ${own.length} intents`);
  expect(sum === travelled.totalMinor, `${sum} taken instead of ${travelled.totalMinor}`);

  const refunds = (
    await stripe<{ amount: number; status: string; metadata: Record<string, string> }>(house, '/v1/refunds?limit=100')
  ).filter((refund) => refund.status === 'succeeded');
  const ours = await house.query<{ id: string; amount: string }>(
    'orders',
    `SELECT r.id, r.amount_minor::text AS amount FROM refund r JOIN payment p ON p.id = r.payment_id WHERE p.order_id = $1`,
    [travelled.orderId],
  );
  const theirs = refunds.filter((refund) => ours.some((one) => one.id === refund.metadata.refund_id));
  expect(ours.length === 1, `one refund in the books, not ${ours.length}`);
  expect(theirs.length === 1, `one refund at the bank, not ${theirs.length}`);
  expect(
    String(theirs[0]?.amount) === ours[0]?.amount,
    `refund ${theirs[0]?.amount} at the bank, ${ours[0]?.amount} in the books`,
  );

  const parcels = await house.query<{ direction: string; code: string }>(
    'orders',
    'SELECT direction, tracking_code AS code FROM shipment WHERE order_id = $1 ORDER BY direction',
    [travelled.orderId],
  );
  expect(
    parcels.map((parcel) => parcel.direction).join() === 'outbound,return',
    `a parcel there and one back, not ${JSON.stringify(parcels)}`,
  );
  const [back] = await house.query<{ id: string }>('orders', 'SELECT id FROM return_request WHERE order_id = $1', [
    travelled.orderId,
  ]);
  const bought = (await (await fetch(`${house.world.twinsUrl}/control/easypost/trackers`)).json()) as {
    reference: string | null;
    trackingCode: string;
  }[];
  const labels = bought.filter(
    (label) => label.reference?.startsWith(`${travelled.orderNumber}-`) || label.reference === back?.id,
  );
  expect(
    labels
      .map((label) => label.trackingCode)
      .sort()
      .join() ===
      parcels
        .map((parcel) => parcel.code)
        .sort()
        .join(),
    `the carriers sold ${JSON.stringify(labels)} for ${JSON.stringify(parcels)}`,
  );

  const subjects = (await mailsTo(house.world, travelled.email)).map((mail) => mail.subject);
  const twice = subjects.filter((subject, i) => subjects.indexOf(subject) !== i);
  expect(twice.length === 0, `sent twice: ${twice.join(', ')}`);
  for (const wanted of [/confirm|received|order/i, /deliver/i, /refund/i])
    expect(
      subjects.some((subject) => wanted.test(subject)),
      `no letter about ${wanted}`,
    );
  const twiceAtLab = await house.query(
    'lab',
    'SELECT order_line_id FROM lab_job WHERE order_id = $1 GROUP BY 1 HAVING count(*) > 1',
    [travelled.orderId],
  );
  expect(twiceAtLab.length === 0, 'a lens job was opened twice');
  return broken;
}

async function stripe<T>(house: StartedHouse, path: string): Promise<T[]> {
  const answer = await fetch(`${house.world.twinsUrl}${path}`, {
    headers: { authorization: `Bearer ${house.stripeKey}` },
  });
  if (!answer.ok) throw new Error(`The payment twin answered ${answer.status} to ${path}: ${await answer.text()}`);
  return ((await answer.json()) as { data: T[] }).data;
}

const SCHEMAS = ['catalog', 'customer_rx', 'inventory', 'orders', 'lab', 'procurement'];

async function leftovers(house: StartedHouse): Promise<Record<string, unknown>> {
  const left: Record<string, unknown> = {};
  for (const schema of SCHEMAS) {
    const [row] = await house.query<{ outbox: number; inbox: number; dead: number; hooks: number }>(
      schema,
      `SELECT (SELECT count(*) FROM outbox WHERE published_at IS NULL)::int AS outbox,
         (SELECT count(*) FROM inbox WHERE state = 'pending')::int AS inbox,
         (SELECT count(*) FROM inbox WHERE state = 'dead')::int AS dead,
         (SELECT count(*) FROM webhook_inbox WHERE state <> 'done')::int AS hooks`,
    );
    if (row && row.outbox + row.inbox + row.dead + row.hooks > 0) left[schema] = row;
  }
  return left;
}

const nothingIsLeft = async (house: StartedHouse) => Object.keys(await leftovers(house)).length === 0;
