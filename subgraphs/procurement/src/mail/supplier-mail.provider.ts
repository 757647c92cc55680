/** A letter to a supplier, ready to go. */
export interface SupplierMail {
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  attachments: { filename: string; content: string }[];
  /** The same key is delivered once. */
  idempotencyKey: string;
}

/** Sends mail. @returns the service's id of the mail */
export interface SupplierMailProvider {
  send(mail: SupplierMail): Promise<string>;
}
