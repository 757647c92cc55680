import type { Collection, Store } from '../store.ts';

export interface Mail {
  id: string;
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  replyTo: string[];
  subject: string;
  html: string | null;
  text: string | null;
  headers: Record<string, string>;
  tags: { name: string; value: string }[];
  attachments: {
    filename: string;
    contentType: string;
    content: string | null;
    path: string | null;
    contentId: string | null;
  }[];
  createdAt: string;
  scheduledAt: string | null;
  lastEvent: 'delivered' | 'scheduled' | 'canceled' | 'bounced' | 'complained';
}

/** Every mail the shop sent, as its receivers would find it. */
export class Mailbox {
  readonly mails: Collection<Mail>;

  constructor(store: Store) {
    this.mails = store.collection('resend.mails');
  }

  /** Newest first; `to` and `subject` match a part, capitals aside. */
  find(
    wish: { to?: string | undefined; subject?: string | undefined; limit?: string | number | undefined } = {},
  ): Mail[] {
    const receiver = wish.to?.toLowerCase();
    const subject = wish.subject?.toLowerCase();
    return this.mails
      .newestFirst()
      .filter(
        (mail) =>
          (!receiver ||
            [...mail.to, ...mail.cc, ...mail.bcc].some((address) => address.toLowerCase().includes(receiver))) &&
          (!subject || mail.subject.toLowerCase().includes(subject)),
      )
      .slice(0, Number(wish.limit ?? 100));
  }

  clear(): void {
    for (const mail of this.mails.all()) this.mails.delete(mail.id);
  }
}
