import { Resend } from 'resend';
import type { MailProvider, OutgoingMail } from '../../mail.provider.ts';

export interface ResendOptions {
  apiKey: string;
  apiBase?: string | undefined;
}

/** Mail through Resend. */
export class ResendMail implements MailProvider {
  readonly name = 'resend';
  readonly #client: Resend;

  constructor(options: ResendOptions) {
    this.#client = new Resend(options.apiKey, options.apiBase ? { baseUrl: options.apiBase } : {});
  }

  async send(mail: OutgoingMail): Promise<string> {
    const { data, error } = await this.#client.emails.send(
      { from: mail.from, to: mail.to, subject: mail.subject, html: mail.html, text: mail.text },
      { idempotencyKey: mail.idempotencyKey },
    );
    if (error || !data) throw new Error(`The mail service refused: ${error?.name ?? 'no answer'}`);
    return data.id;
  }
}
