/** What documents mean to a buyer, whatever syntax they came in. Dates are YYYY-MM-DD, prices decimal text. */
export interface ItemCode {
  /** VENDOR: the supplier's own number; GTIN: 8 to 14 digits. */
  kind: 'VENDOR' | 'BUYER' | 'GTIN';
  value: string;
}

export interface OutgoingOrder {
  number: string;
  orderedOn: string;
  requestedOn: string | null;
  currency: string;
  shipTo: { name: string; code: string };
  lines: { quantity: number; unitCost: string; code: ItemCode; description: string | null }[];
}

export type LineAnswer = 'ACCEPTED' | 'CHANGED' | 'BACK_ORDERED' | 'REJECTED';

export interface OrderResponse {
  kind: 'ORDER_RESPONSE';
  orderNumber: string;
  outcome: 'ACCEPTED' | 'CHANGED' | 'REJECTED';
  lines: {
    codes: ItemCode[];
    ordered: number | null;
    parts: { answer: LineAnswer; quantity: number; expectedOn: string | null }[];
  }[];
}

export interface ShipNotice {
  kind: 'SHIP_NOTICE';
  number: string;
  orderNumber: string;
  shippedOn: string | null;
  trackingCode: string | null;
  lines: { codes: ItemCode[]; quantity: number; lot: string | null }[];
}

export interface IncomingInvoice {
  kind: 'INVOICE';
  number: string;
  issuedOn: string | null;
  orderNumber: string;
  lines: { codes: ItemCode[]; quantity: number; unitCost: string }[];
  /** Decimal text; null when the document does not say. */
  total: string | null;
  tax: string | null;
}

/** Syntax only: the translator could read what we sent. It says nothing about stock or price. */
export interface SyntaxAcknowledgement {
  kind: 'SYNTAX_ACK';
  groupControlNumber: string;
  accepted: boolean;
}

export type IncomingDocument = OrderResponse | ShipNotice | IncomingInvoice | SyntaxAcknowledgement;

export interface IncomingMessage {
  format: 'X12' | 'EDIFACT';
  /** Document code of the syntax, such as 855 or ORDRSP. */
  code: string;
  senderId: string;
  receiverId: string;
  controlNumber: string;
  isTest: boolean;
  document: IncomingDocument;
}
