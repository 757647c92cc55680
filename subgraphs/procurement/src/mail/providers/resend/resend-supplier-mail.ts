import { Fault } from '@opticworks/kernel';
import { Resend } from 'resend';
import type { SupplierMail, SupplierMailProvider } from '../../supplier-mail.provider.ts';

/** Supplier mail through Resend. */
export class ResendSupplierMail implements SupplierMailProvider {
  readonly #client: Resend;

  constructor(options: { apiKey: string; apiBase?: string | undefined }) {
    this.#client = new Resend(options.apiKey, options.apiBase ? { baseUrl: options.apiBase } : {});
  }

  async send(mail: SupplierMail): Promise<string> {
    const { from, to, subject, text, html } = mail;
    const attachments = mail.attachments.map(({ filename, content }) => ({
      filename,
      content: Buffer.from(content).toString('base64'),
    }));
    const { data, error } = await this.#client.emails.send(
      { from, to, subject, text, html, attachments },
      { idempotencyKey: mail.idempotencyKey },
    );
    if (error || !data)
      throw new Fault('The mail service did not take the order.', { details: { reason: error?.name ?? 'no answer' } });
    return data.id;
  }
}
