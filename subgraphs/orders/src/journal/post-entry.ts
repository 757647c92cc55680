import { newId, type Tx } from '@opticworks/kernel';
import type { Entry } from './journal.rules.ts';

/** Writes an entry once per source: what was there already stays as it is. */
export function postEntry(tx: Pick<Tx, 'send'>, order: { id: string; currency: string }, entry: Entry, at: Date): void {
  tx.send(
    `WITH entry AS (
       INSERT INTO journal_entry (id, order_id, source, kind, memo, currency, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (source) DO NOTHING RETURNING id
     )
     INSERT INTO journal_posting (entry_id, position, account, side, amount_minor)
     SELECT entry.id, posting.position, posting.account, posting.side, posting.amount_minor
     FROM entry, unnest($8::text[], $9::text[], $10::bigint[]) WITH ORDINALITY AS posting (account, side, amount_minor, position)`,
    [
      newId('entry'),
      order.id,
      entry.source,
      entry.kind,
      entry.memo,
      order.currency,
      at,
      entry.postings.map(({ account }) => account),
      entry.postings.map(({ side }) => side),
      entry.postings.map(({ amountMinor }) => amountMinor.toString()),
    ],
  );
}
