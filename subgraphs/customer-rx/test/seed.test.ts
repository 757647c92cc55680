import { newestOverRows } from '@opticworks/kernel/testing';
import { expect, it } from 'vitest';
import { aRoom, type Room, staff } from './factories.ts';

const CUSTOMERS = 320;

async function seeded(scale: number): Promise<Room> {
  const room = await aRoom();
  const { deps, clock } = room;
  await room.subgraph.seed?.({ log: deps.logger, clock, caller: deps.caller, scale });
  return room;
}
const read = (room: Room, sql: string) =>
  room.subgraph.database.transaction((tx) => tx.query(sql), { settings: { 'opticworks.roles': 'service' } });
const people = (room: Room) =>
  read(
    room,
    `SELECT c.email, c.name, c.created_at, a.address, t.granted FROM customer c JOIN saved_address a ON a.customer_id = c.id
     JOIN consent t ON t.customer_id = c.id ORDER BY substring(c.email FROM '[.]([0-9]+)@')::int`,
  );
const prescriptions = (room: Room) =>
  read(
    room,
    `SELECT c.email, p.status, p.issued_on::text, p.reviewed_by, p.reviewed_at > p.created_at AS "lookedAtLater" FROM prescription p
     JOIN customer c ON c.id = p.owner_id WHERE p.source = 'TYPED' ORDER BY c.email, p.issued_on`,
  );

it('makes the same people each time, twice as many at twice the scale, through the use cases', {
  timeout: 60_000,
}, async () => {
  const [one, two] = [await seeded(1), await seeded(2)];
  try {
    const [few, many] = [await people(one), await people(two)];
    expect(few).toHaveLength(CUSTOMERS);
    expect(many).toHaveLength(2 * CUSTOMERS);
    expect(many.slice(0, CUSTOMERS)).toEqual(few);

    const theirs = (await prescriptions(one)) as { email: string; status: string; lookedAtLater: boolean | null }[];
    expect(theirs.length).toBeGreaterThan(200);
    expect(new Set(theirs.map(({ status }) => status))).toEqual(new Set(['ENTERED', 'SIGNED_OFF']));
    expect(theirs.every(({ status, lookedAtLater }) => (status === 'SIGNED_OFF') === (lookedAtLater === true))).toBe(
      true,
    );

    // What only the use cases leave: history, audit and news of each.
    const [left] = await read(
      one,
      `SELECT (SELECT count(*)::int FROM prescription p WHERE NOT EXISTS (SELECT 1 FROM prescription_event e WHERE e.prescription_id = p.id)) AS silent,
         (SELECT count(*)::int FROM outbox WHERE name = 'customer-rx.PrescriptionSignedOff.v1') AS told,
         (SELECT count(*)::int FROM timeline_entry WHERE kind = 'ACCOUNT') AS accounts`,
    );
    expect(left).toEqual({
      silent: 0,
      told: theirs.filter(({ status }) => status === 'SIGNED_OFF').length,
      accounts: CUSTOMERS,
    });

    await one.subgraph.seed?.({ log: one.deps.logger, clock: one.clock, caller: one.deps.caller, scale: 1 });
    expect(await people(one)).toHaveLength(CUSTOMERS);
    const { customers } = await one.ask(staff('associate'), '{ customers(first: 1) { totalCount } }');
    expect(customers.totalCount).toBe(CUSTOMERS);

    const { rows, changed } = await newestOverRows(one.subgraph.database, 'customer_rx');
    expect(rows).toBeGreaterThan(1_000);
    expect(changed).toEqual([]);
  } finally {
    await Promise.all([one.close(), two.close()]);
  }
});
