import type { MailKind } from '../mail/mail.content.ts';
import type { MailFacts } from '../mail/mail.facts.ts';
import { sayLetter } from '../mail/say-letter.ts';
import { contentOf } from '../mail/send-mail.ts';
import { ORDER_COLUMNS, orderFrom } from '../orders/order.store.ts';
import type { SalesOrder } from '../orders/sales-order.entity.ts';
import type { Services } from '../services.ts';

const AT_ONCE = 500;

/**
 * A letter gets its subject when it is rendered. Those of the made-up past count as sent without having been, so they get here the subject
 * they would have had.
 */
export async function nameLetters(services: Services): Promise<void> {
  let last = '';
  for (;;) {
    const letters = await services.database.query<
      SalesOrder & { mailId: string; mailKind: MailKind; facts: MailFacts }
    >(
      `SELECT m.id AS "mailId", m.kind AS "mailKind", m.facts, ${ORDER_COLUMNS} FROM mail m JOIN sales_order o ON o.id = m.order_id
       WHERE m.status = 'sent' AND m.provider_id IS NULL AND m.id > $1 ORDER BY m.id LIMIT ${AT_ONCE}`,
      [last],
    );
    if (letters.length === 0) return;
    const subjects = letters.map(
      (mail) => sayLetter(contentOf(mail.mailKind, orderFrom(mail), [], mail.facts, '')).letter.subject,
    );
    await services.database.query(
      `UPDATE mail m SET subject = named.subject FROM unnest($1::text[], $2::text[]) AS named (id, subject) WHERE m.id = named.id`,
      [letters.map(({ mailId }) => mailId), subjects],
    );
    last = letters.at(-1)!.mailId;
  }
}
