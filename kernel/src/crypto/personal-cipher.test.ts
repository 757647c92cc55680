import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { testDatabase } from '../testing/test-database.ts';
import { systemClock } from '../time/clock.ts';
import { blindIndex, personalCipher } from './personal-cipher.ts';

const first = randomBytes(32).toString('base64');
const second = randomBytes(32).toString('base64');
const cell = { table: 'note', row: 'note_1', column: 'text' };
let db: Database;
beforeAll(async () => {
  db = await testDatabase({ schema: 'sealed' });
});
afterAll(() => db?.close());
const cipher = personalCipher({ keyEncryptionKey: first, clock: systemClock });

describe('personal cipher', () => {
  it('opens what it sealed, and seals the same text differently each time', async () => {
    const a = await cipher.encrypt(db, 'customer_1', cell, 'blue eyes');
    const b = await cipher.encrypt(db, 'customer_1', cell, 'blue eyes');

    expect(a).not.toBe(b);
    expect(await cipher.decrypt(db, 'customer_1', cell, a)).toBe('blue eyes');
  });

  it('gives a new person one key, also when two make it at once', async () => {
    const { sealed, later } = await db.transaction(async (tx) => {
      const sealed = await cipher.encrypt(tx, 'customer_new', cell, 'first');
      // Finds no key yet, and waits for ours when it makes its own.
      const later = cipher.encrypt(db, 'customer_new', cell, 'second');
      while ((await tx.query('SELECT 1 FROM pg_locks WHERE NOT granted')).length === 0)
        await new Promise((resolve) => setTimeout(resolve, 5));
      return { sealed, later: [later] };
    });

    const items = [sealed, await later[0]!].map((one) => ({ subject: 'customer_new', cell, sealed: one }));
    expect(await cipher.decryptMany(db, items)).toEqual(['first', 'second']);
  });

  it('does not open a value that was moved to another row, column or person, or changed', async () => {
    const sealed = await cipher.encrypt(db, 'customer_1', cell, 'blue eyes');
    await cipher.encrypt(db, 'customer_2', cell, 'x');

    await expect(cipher.decrypt(db, 'customer_1', { ...cell, row: 'note_2' }, sealed)).rejects.toThrow(
      /changed, or moved/,
    );
    await expect(cipher.decrypt(db, 'customer_2', cell, sealed)).rejects.toThrow(/changed, or moved/);
    const flipped = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`;
    await expect(cipher.decrypt(db, 'customer_1', cell, flipped)).rejects.toThrow(/changed, or moved/);
  });

  it('cannot open anything of an erased person, and seals nothing new for them', async () => {
    const sealed = await cipher.encrypt(db, 'customer_3', cell, 'green eyes');
    const other = await cipher.encrypt(db, 'customer_4', cell, 'brown eyes');
    await cipher.eraseSubject(db, 'customer_3');

    await expect(cipher.decrypt(db, 'customer_3', cell, sealed)).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
    await expect(cipher.encrypt(db, 'customer_3', cell, 'again')).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
    expect(
      await cipher.decryptMany(db, [
        { subject: 'customer_3', cell, sealed },
        { subject: 'customer_4', cell, sealed: other },
      ]),
    ).toEqual([null, 'brown eyes']);
  });

  it('moves keys under a new key-encryption key', async () => {
    const sealed = await cipher.encrypt(db, 'customer_5', cell, 'grey eyes');
    const rotated = personalCipher({ keyEncryptionKey: second, previousKeys: [first], clock: systemClock });

    expect(await rotated.rewrap(db)).toBeGreaterThan(0);
    expect(await rotated.rewrap(db)).toBe(0);

    const after = personalCipher({ keyEncryptionKey: second, clock: systemClock });
    expect(await after.decrypt(db, 'customer_5', cell, sealed)).toBe('grey eyes');
  });

  it('finds equal values by their blind index, whatever their case', () => {
    expect(blindIndex(first, ' Ada@Example.com ')).toBe(blindIndex(first, 'ada@example.com'));
    expect(blindIndex(first, 'ada@example.com')).not.toBe(blindIndex(second, 'ada@example.com'));
  });
});
