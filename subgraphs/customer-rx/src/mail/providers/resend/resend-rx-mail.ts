import { Fault } from '@opticworks/kernel';
import { Resend } from 'resend';
import type { MailFate, RxMail, RxMailProvider } from '../../mail.provider.ts';

/** Mail to prescribers through Resend. */
export class ResendRxMail implements RxMailProvider {
  readonly #client: Resend;

  constructor(options: { apiKey: string; apiBase?: string | undefined }) {
    this.#client = new Resend(options.apiKey, options.apiBase ? { baseUrl: options.apiBase } : {});
  }

  async send({ from, to, subject, text, html, idempotencyKey }: RxMail): Promise<string> {
    const { data, error } = await this.#client.emails.send({ from, to, subject, text, html }, { idempotencyKey });
    if (error || !data)
      throw new Fault('The mail service did not take the mail.', { details: { reason: error?.name ?? 'no answer' } });
    return data.id;
  }

  async fateOf(providerId: string): Promise<MailFate> {
    const { data, error } = await this.#client.emails.get(providerId);
    if (error || !data)
      throw new Fault('The mail service does not know the mail.', { details: { reason: error?.name ?? 'no answer' } });
    // Opened, clicked and complained about all come after delivery.
    if (['delivered', 'opened', 'clicked', 'complained'].includes(data.last_event)) return 'delivered';
    return ['bounced', 'failed', 'canceled', 'suppressed'].includes(data.last_event) ? 'bounced' : 'under way';
  }
}
