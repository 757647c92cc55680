export interface RxMail {
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The same key never sends twice. */
  idempotencyKey: string;
}

/** What is known of a mail: only `delivered` proves that it arrived. */
export type MailFate = 'under way' | 'delivered' | 'bounced';

export interface RxMailProvider {
  /** @returns the provider's id of the mail */
  send(mail: RxMail): Promise<string>;
  fateOf(providerId: string): Promise<MailFate>;
}
