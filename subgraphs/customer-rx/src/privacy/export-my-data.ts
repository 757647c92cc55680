import type { CustomerPrincipal } from '@opticworks/kernel';
import { measurementsOf } from '../measurements/read-measurements.ts';
import type { CustomerRxParts } from '../parts.ts';
import { asReader, PLAIN_COLUMNS, type PrescriptionRow } from '../prescriptions/prescription.rows.ts';
import { readContents } from '../prescriptions/read-contents.ts';

/**
 * Everything this subgraph holds about a customer, as JSON (GDPR Art. 15 and 20, HIPAA access). The reads are audited like any other.
 * Papers that were sent in stand with the address of their file.
 */
export async function exportMyData(parts: CustomerRxParts, who: CustomerPrincipal): Promise<string> {
  const { query } = parts.database;
  const ask = <R>(sql: string) => query.call(parts.database, sql, [who.id]) as Promise<R[]>;
  const [[customer], addresses, consents, timeline, rows] = await Promise.all([
    ask<{ birthDateCipher: string | null }>(
      'SELECT id, email, name, phone, locale, created_at AS "createdAt", birth_date_cipher AS "birthDateCipher" FROM customer WHERE id = $1',
    ),
    ask(
      'SELECT address, is_default AS "isDefault", created_at AS "createdAt" FROM saved_address WHERE customer_id = $1 ORDER BY created_at',
    ),
    ask('SELECT purpose, granted, version, at FROM consent WHERE customer_id = $1 ORDER BY at'),
    ask('SELECT at, kind, text, actor FROM timeline_entry WHERE customer_id = $1 ORDER BY at'),
    asReader(parts.database, who, 'export prescriptions', (tx) =>
      tx.query<PrescriptionRow>(
        `SELECT ${PLAIN_COLUMNS} FROM prescription WHERE owner_kind = 'customer' AND owner_id = $1 ORDER BY created_at`,
        [who.id],
      ),
    ),
  ]);
  const contents = await readContents(
    parts,
    who,
    rows.map(({ id }) => ({ id, reason: 'export of own data' })),
  );
  const measurements = (await measurementsOf(parts, who, [`customer:${who.id}`])).map(
    ({ keySubject: _key, note: _note, ...one }) => one,
  );
  const papers = await asReader(parts.database, who, 'export papers', (tx) =>
    tx.query(
      `SELECT id, prescription_id AS "prescriptionId", media_type AS "mediaType", byte_count AS "byteCount", created_at AS "addedAt",
       '/customer-rx/documents/' || id AS file FROM prescription_document
     WHERE owner_kind = 'customer' AND owner_id = $1 AND state = 'KEPT' ORDER BY created_at`,
      [who.id],
    ),
  );
  const letters = await lettersToPrescribers(parts, who);
  const { birthDateCipher, ...profile } = customer ?? { birthDateCipher: null };
  const birthDate = birthDateCipher
    ? await parts.database.transaction((tx) => parts.contents.open(tx, `customer:${who.id}`, who.id, birthDateCipher))
    : null;
  const prescriptions = rows.map(({ keySubject: _key, enteredBy: _by, ...row }) => ({
    ...row,
    values: contents.get(row.id) ?? null,
  }));
  return JSON.stringify(
    {
      exportedAt: parts.clock.now(),
      customer: { ...profile, birthDate },
      addresses,
      consents,
      prescriptions,
      papers,
      lettersToPrescribers: letters,
      measurements,
      timeline,
    },
    null,
    2,
  );
}

/** What prescribers were asked, and whether they answered. */
async function lettersToPrescribers(parts: CustomerRxParts, who: CustomerPrincipal): Promise<object[]> {
  return asReader(parts.database, who, 'export letters', async (tx) => {
    const rows = await tx.query<{ id: string; keySubject: string; content: string } & Record<string, unknown>>(
      `SELECT v.id, v.prescription_id AS "prescriptionId", v.status, v.channel, v.requested_at AS "requestedAt", v.settled_at AS "settledAt",
         v.content, p.key_subject AS "keySubject" FROM verification v JOIN prescription p ON p.id = v.prescription_id
       WHERE p.owner_kind = 'customer' AND p.owner_id = $1 ORDER BY v.requested_at`,
      [who.id],
    );
    const texts = await parts.contents.openAll(
      tx,
      rows.map(({ id, keySubject, content }) => ({ subject: keySubject, row: id, sealed: content })),
    );
    return rows.map(({ id: _, keySubject: _key, content: _sealed, ...row }, i) => {
      const text = texts[i] ?? null;
      return { ...row, letter: text === null ? null : JSON.parse(text) };
    });
  });
}
