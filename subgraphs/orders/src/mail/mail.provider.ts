export interface OutgoingMail {
  from: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** The same key never sends twice. */
  idempotencyKey: string;
}

export interface MailProvider {
  readonly name: string;
  /** @returns the provider's id of the mail */
  send(mail: OutgoingMail): Promise<string>;
}
