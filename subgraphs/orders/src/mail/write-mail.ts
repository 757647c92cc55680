import { newId, type Tx } from '@opticworks/kernel';
import { SendMail } from '../jobs.ts';
import type { MailKind } from './mail.content.ts';
import type { MailFacts } from './mail.facts.ts';

export interface MailWish {
  order: { id: string; number: string; email: string; locale: 'en' | 'de' };
  kind: MailKind;
  /** Mails of one kind and key are one mail. */
  key?: string;
  facts?: MailFacts;
  at: Date;
}

/** Puts a mail beside the change it tells of; a job sends it after the commit. Asked for twice, it is sent once. */
export async function writeMail(tx: Tx, wish: MailWish): Promise<void> {
  const { order, kind } = wish;
  const mailId = newId('mail');
  tx.send(
    `INSERT INTO mail (id, order_id, kind, dedupe_key, recipient, locale, subject, facts, status, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', $9) ON CONFLICT (dedupe_key) DO NOTHING`,
    [
      mailId,
      order.id,
      kind,
      `${order.id}:${kind}:${wish.key ?? ''}`,
      order.email,
      order.locale,
      // The letter brings its subject when it is rendered; until then the list shows what it is about.
      order.number,
      JSON.stringify(wish.facts ?? {}),
      wish.at,
    ],
  );
  // Where there was one already, this id has no row and its job nothing to do.
  await tx.enqueue(SendMail, { mailId }, { singletonKey: mailId });
}
