import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { testDatabase } from '../testing/test-database.ts';
import { verifyAuditChain } from './verify.ts';

let db: Database;
beforeAll(async () => {
  db = await testDatabase({ schema: 'audited' });
});
afterAll(() => db?.close());
const write = (stream: string, subject: string) =>
  db.transaction((tx) =>
    tx.audit({ stream, actor: 'staff_1', action: 'thing.read', subject, reason: 'asked', details: { b: 1, a: 'x' } }),
  );

describe('audit chain', () => {
  it('verifies when many write at once', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, i) => write('busy', `thing_${i}`)));

    expect(await verifyAuditChain(db, 'busy')).toMatchObject({ ok: true, entries: 30 });
  });

  it('shows an entry that was edited', async () => {
    for (let i = 0; i < 3; i += 1) await write('edited', `thing_${i}`);
    await db.query("UPDATE audit_entry SET subject = 'other' WHERE stream = 'edited' AND position = 2");

    expect(await verifyAuditChain(db, 'edited')).toMatchObject({ ok: false, entries: 1 });
  });

  it('shows a tail that was cut off, even when the head was adjusted, through an exported head', async () => {
    for (let i = 0; i < 3; i += 1) await write('cut', `thing_${i}`);
    const exported = (await verifyAuditChain(db, 'cut')).head;
    await db.query("DELETE FROM audit_entry WHERE stream = 'cut' AND position = 3");
    expect((await verifyAuditChain(db, 'cut')).ok).toBe(false);
    await db.query(
      "UPDATE audit_head SET position = 2, hash = (SELECT hash FROM audit_entry WHERE stream = 'cut' AND position = 2) WHERE stream = 'cut'",
    );

    expect((await verifyAuditChain(db, 'cut')).ok).toBe(true);
    expect((await verifyAuditChain(db, 'cut', exported)).ok).toBe(false);
  });
});
