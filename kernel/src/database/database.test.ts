import 'reflect-metadata';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { silentLogger } from '../observe/logger.ts';
import { terminateConnections } from '../testing/terminate-connections.ts';
import { cloneDatabase, testDatabase } from '../testing/test-database.ts';
import { systemClock } from '../time/clock.ts';
import { wait } from '../time/wait.ts';
import { createDatabase, type Database } from './database.ts';
import { provision } from './provision.ts';
import { countStatements, emptyTally, tallyStatements } from './statements.ts';
import { bigintColumn } from './transformers.ts';

@Entity('thing')
class Thing {
  @PrimaryColumn('text')
  id: string;

  @Column('bigint', { transformer: bigintColumn })
  amount: bigint;

  @Column('date', { nullable: true })
  day: string | null;
}

const migrations = [
  {
    name: '1718000000000-things',
    up: async (q: { query(sql: string): Promise<unknown> }) => {
      await q.query('CREATE TABLE thing (id text PRIMARY KEY, amount bigint NOT NULL, day date)');
    },
    down: async (q: { query(sql: string): Promise<unknown> }) => {
      await q.query('DROP TABLE thing');
    },
  },
];

let db: Database;
beforeAll(async () => {
  db = await testDatabase({ schema: 'things', entities: [Thing], migrations });
});
afterAll(() => db?.close());

describe('database', () => {
  it('reads and writes entities inside a transaction', async () => {
    await db.transaction(async (tx) => {
      await tx.manager.save(Object.assign(new Thing(), { id: 'a', amount: 9_007_199_254_740_993n, day: '2026-02-28' }));
    });

    const found = await (await db.manager()).findOneByOrFail(Thing, { id: 'a' });
    expect(found.amount).toBe(9_007_199_254_740_993n);
    expect(found.day).toBe('2026-02-28');
  });

  it('leaves nothing of a transaction that throws, and keeps the hooks silent', async () => {
    let hook = false;
    await expect(
      db.transaction(async (tx) => {
        tx.afterCommit(() => {
          hook = true;
        });
        await tx.query("INSERT INTO thing VALUES ('gone', 1)");
        throw new Error('no');
      }),
    ).rejects.toThrow('no');

    expect(await db.query("SELECT 1 FROM thing WHERE id = 'gone'")).toEqual([]);
    expect(hook).toBe(false);
  });

  it('runs a transaction again, whole, when a rival wins', async () => {
    await db.query("INSERT INTO thing VALUES ('count', 0)");
    const increment = () =>
      db.transaction(
        async (tx) => {
          const [row] = await tx.query<{ amount: string }>("SELECT amount FROM thing WHERE id = 'count'");
          await new Promise((done) => setTimeout(done, 5));
          await tx.query("UPDATE thing SET amount = $1 WHERE id = 'count'", [BigInt(row!.amount) + 1n]);
        },
        { isolation: 'SERIALIZABLE' },
      );

    await Promise.all([increment(), increment(), increment()]);

    expect(await db.query("SELECT amount FROM thing WHERE id = 'count'")).toEqual([{ amount: '3' }]);
  });

  it('survives the loss of its connections', async () => {
    const held = db.transaction(async (tx) => {
      await new Promise((done) => setTimeout(done, 300));
      await tx.query('SELECT 1');
    });
    const outcome = held.catch((error: Error) => error);
    await db.query('SELECT 1');
    await terminateConnections(db);

    expect(await outcome).toBeInstanceOf(Error);
    expect(await db.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('sends what can wait with the commit, in the order it was said', async () => {
    let read: unknown[] = [];
    await db.transaction(async (tx) => {
      tx.atCommit("INSERT INTO thing VALUES ('late', 1)");
      tx.atCommit("SELECT id FROM thing WHERE id IN ('early', 'late') ORDER BY 1", [], (rows) => {
        read = rows;
      });
      await tx.query("INSERT INTO thing VALUES ('early', 1)");
      expect(await tx.query("SELECT 1 FROM thing WHERE id = 'late'")).toEqual([]);
    });

    expect(read).toEqual([{ id: 'early' }, { id: 'late' }]);
    expect(await db.query("SELECT id FROM thing WHERE id IN ('early', 'late') ORDER BY 1")).toEqual(read);
  });

  it('keeps nothing when what was sent with the commit fails', async () => {
    let hook = false;
    await expect(
      db.transaction(async (tx) => {
        tx.afterCommit(() => {
          hook = true;
        });
        await tx.manager.insert(Thing, { id: 'half', amount: 1n });
        tx.atCommit("INSERT INTO thing VALUES ('half', 1)");
        tx.atCommit("INSERT INTO thing VALUES ('other half', 1)");
      }),
    ).rejects.toMatchObject({ code: '23505' });

    expect(await db.query("SELECT 1 FROM thing WHERE id LIKE '%half'")).toEqual([]);
    expect(hook).toBe(false);
  });

  it('sends on what nobody waits for, and what follows sees it', async () => {
    const seen = await db.transaction(async (tx) => {
      tx.send("INSERT INTO thing VALUES ('sent', 1)");
      tx.send("UPDATE thing SET amount = 2 WHERE id = 'sent'");
      return tx.query("SELECT amount::int FROM thing WHERE id = 'sent'");
    });

    expect(seen).toEqual([{ amount: 2 }]);
  });

  it('tells the error of what was sent on, not of what stumbled over it', async () => {
    const attempts = [
      // Found out at the commit, by a statement behind it, and by one whose error is swallowed.
      db.transaction(async (tx) => tx.send("INSERT INTO thing VALUES ('sent', 1)")),
      db.transaction(async (tx) => {
        tx.send("INSERT INTO thing VALUES ('sent', 1)");
        await tx.query('SELECT 1');
      }),
      db.transaction(async (tx) => {
        tx.send("INSERT INTO thing VALUES ('sent', 1)");
        await tx.query("INSERT INTO thing VALUES ('sent along', 1)").catch(() => undefined);
      }),
    ];
    for (const outcome of await Promise.allSettled(attempts))
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: '23505' } });

    expect(await db.query("SELECT 1 FROM thing WHERE id = 'sent along'")).toEqual([]);
    // The connections are in good order.
    expect(await Promise.all(attempts.map(() => db.query('SELECT 1 AS one')))).toEqual(
      attempts.map(() => [{ one: 1 }]),
    );
  });

  it('lets what is asked for together travel together, in its order and under its locks', async () => {
    await db.query("INSERT INTO thing VALUES ('shared', 0)");
    const add = () =>
      db.transaction(async (tx) => {
        const [, [row]] = await Promise.all([
          tx.query("SELECT 1 FROM thing WHERE id = 'shared' FOR UPDATE"),
          tx.query<{ amount: number }>("SELECT amount::int FROM thing WHERE id = 'shared'"),
        ]);
        tx.send("UPDATE thing SET amount = $1 WHERE id = 'shared'", [row!.amount + 1]);
      });
    await Promise.all(Array.from({ length: 20 }, add));

    const sum = await db.onOne((one) =>
      Promise.all([
        one.query("SELECT amount::int FROM thing WHERE id = 'shared'"),
        one.query("DELETE FROM thing WHERE id = 'shared' RETURNING amount::int"),
      ]),
    );
    expect(sum).toEqual([[{ amount: 20 }], [{ amount: 20 }]]);
  });

  it('does not take a failed transaction for a committed one when its error was swallowed', async () => {
    await expect(
      db.transaction(async (tx) => {
        await tx.query("INSERT INTO thing VALUES ('before', 1)");
        await tx.query('SELECT 1 / 0').catch(() => undefined);
        // What stumbles over it is not the cause.
        tx.send("INSERT INTO thing VALUES ('behind', 1)");
      }),
    ).rejects.toThrow('had failed before it was committed');

    expect(await db.query("SELECT 1 FROM thing WHERE id = 'before'")).toEqual([]);
  });

  it('gives its connection back in good order after every kind of end', async () => {
    const ends = [
      db.transaction(async () => 'nothing said'),
      db.transaction(async (tx) => tx.query('SELECT 1')),
      db.transaction(async (tx) => tx.query('SELECT 1 / 0')),
      db.transaction(async (tx) => Promise.all([tx.query('SELECT 1 / 0'), tx.query('SELECT 1')])),
      db.transaction(async (tx) => tx.manager.query('SELECT 1 / 0')),
      db.transaction(async (tx) => tx.manager.count(Thing)),
    ];
    await Promise.allSettled(ends);

    expect(db.pool.idleCount).toBe(db.pool.totalCount);
    const states = await db.query<{ count: number }>(
      "SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'",
    );
    expect(states).toEqual([{ count: 0 }]);
  });

  it('counts statements, whoever sends them', async () => {
    const count = await countStatements(async () => {
      await db.query('SELECT 1');
      await (await db.manager()).countBy(Thing, { id: 'a' });
    });

    expect(count).toBe(2);
  });

  it('counts for nobody what it asks for itself', async () => {
    const tally = emptyTally();

    tallyStatements(tally, () => db.wake());
    // The wake-up goes out a few milliseconds later, in the time of whoever it was first asked for.
    await wait(50);

    expect(tally.texts).toEqual([]);
  });

  it('takes back its newest change', async () => {
    const other = await testDatabase({ schema: 'things', entities: [Thing], migrations });

    expect(await other.revert()).toBe('1718000000000-things');
    expect(await other.migrate()).toEqual(['1718000000000-things']);
    expect(await other.migrate()).toEqual([]);
    await other.close();
  });

  it('hears notifications, also after its listening connection was lost', async () => {
    const heard: string[] = [];
    const stop = await db.listen('test_channel', (payload) => heard.push(payload));
    await db.query("SELECT pg_notify('test_channel', 'one')");
    await expect.poll(() => heard).toContain('one');

    await terminateConnections(db, '%-listen');
    await expect.poll(() => heard, { timeout: 5_000 }).toContain('');
    await db.query("SELECT pg_notify('test_channel', 'two')");

    await expect.poll(() => heard).toContain('two');
    await stop();
  });
});

describe('waking others', () => {
  const secondOf = (first: Database) =>
    createDatabase({
      name: 'second',
      url: (first.dataSource.options as { url: string }).url,
      schema: first.schema,
      entities: [],
      migrations: [],
      logger: silentLogger,
      clock: systemClock,
    });

  it('is heard by another process, and costs nothing where there is none', async () => {
    const alone = await testDatabase({ schema: 'waking', migrations: [] });
    const second = secondOf(alone);
    const heard = { own: 0, other: 0 };
    await alone.onWake(() => {
      heard.own += 1;
    });
    const sent = vi.spyOn(alone, 'query');
    const notices = () => sent.mock.calls.filter(([sql]) => sql.includes('pg_notify')).length;
    alone.wake();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([heard.own, notices()]).toEqual([1, 0]);

    await second.onWake(() => {
      heard.other += 1;
    });
    // The first notices within two seconds that it is no longer alone.
    await expect
      .poll(
        () => {
          alone.wake();
          return heard.other;
        },
        { timeout: 5_000, interval: 250 },
      )
      .toBeGreaterThan(0);
    await second.close();
    await alone.close();
  });
});

describe('ownership', () => {
  it('keeps each part out of the schemas of the others', async () => {
    const clone = await cloneDatabase({ schema: 'left', migrations });
    await provision(clone.url, [{ schema: 'right', role: 'test_right' }]);
    const open = (schema: string) =>
      createDatabase({
        name: schema,
        url: clone.url,
        schema,
        role: `test_${schema}`,
        entities: [],
        migrations,
        logger: silentLogger,
        clock: systemClock,
      });
    const [left, right] = [open('left'), open('right')];
    await right.migrate();

    await expect(right.query('SELECT * FROM "left".thing')).rejects.toThrow(/permission denied/);
    await expect(left.query('INSERT INTO "right".thing VALUES (1, 1)')).rejects.toThrow(/permission denied/);
    expect(await right.query('SELECT * FROM thing')).toEqual([]);

    await left.close();
    await right.close();
    await clone.drop();
  });
});
