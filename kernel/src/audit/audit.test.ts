import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { silentLogger } from '../observe/logger.ts';
import { testDatabase } from '../testing/test-database.ts';
import { headsFile } from './heads-file.ts';
import { verifyAuditChain } from './verify.ts';
import { AuditChainBroken, verifyAudit } from './watch-audit.ts';

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

describe('watch over the audit chains', () => {
  let watched: Database;
  let folder: string;
  beforeAll(async () => {
    watched = await testDatabase({ schema: 'watched' });
    folder = await mkdtemp(join(tmpdir(), 'audit-heads-'));
  });
  afterAll(async () => {
    await watched?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });
  const add = (stream: string) =>
    watched.transaction((tx) => tx.audit({ stream, actor: 'staff_1', action: 'thing.read', subject: 'thing_1' }));
  const look = (file = headsFile(join(folder, 'part', 'heads.jsonl'))) => verifyAudit(watched, file, silentLogger);

  it('exports the head of each chain once, and finds them whole again after more was written', async () => {
    await add('one');
    await add('two');
    const first = await look();
    await look();
    await add('one');
    const second = await look();

    const lines = (await readFile(join(folder, 'part', 'heads.jsonl'), 'utf8')).trim().split('\n');
    expect(first.map(({ stream, position }) => `${stream} ${position}`)).toEqual(['one 1', 'two 1']);
    expect(second.map(({ stream, position }) => `${stream} ${position}`)).toEqual(['one 2', 'two 1']);
    expect(lines).toHaveLength(3);
  });

  it('names every chain that lost its tail although the head was set back, and keeps the earlier heads as measure', async () => {
    await watched.query("DELETE FROM audit_entry WHERE stream = 'one' AND position = 2");
    await watched.query(
      "UPDATE audit_head SET position = 1, hash = (SELECT hash FROM audit_entry WHERE stream = 'one') WHERE stream = 'one'",
    );
    await watched.query("DELETE FROM audit_entry WHERE stream = 'two'");
    await watched.query("DELETE FROM audit_head WHERE stream = 'two'");
    const damaged = { streams: [{ stream: 'one' }, { stream: 'two' }] };

    await expect(look()).rejects.toThrow(AuditChainBroken);
    await expect(look()).rejects.toMatchObject(damaged);
    await add('one');
    await expect(look()).rejects.toMatchObject(damaged);
  });

  it('trusts no file that it cannot read', async () => {
    const path = join(folder, 'damaged.jsonl');
    await writeFile(path, '{"stream":"one","position":"1"\n');

    await expect(look(headsFile(path))).rejects.toThrow('Line 1');
  });
});
