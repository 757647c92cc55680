import type { MailContent, MailKind } from '../mail.content.ts';

/** One letter in one language: what is said, before it is set as HTML or as plain text. */
export interface LetterText {
  subject: string;
  /** The line an inbox shows beside the subject. */
  preview: string;
  heading: string;
  paragraphs: string[];
  /** What happens next, in order. */
  next: string[];
  action: { label: string; url: string };
}

/** The dates of a letter arrive already in words. */
export interface SaidContent extends MailContent {
  promiseInWords: string | null;
  arrivalInWords: string | null;
}

export interface LetterWords {
  greeting(recipient: string): string;
  steps: readonly [string, string, string, string];
  stepOf(step: number): string;
  next: string;
  items: string;
  totals: Record<MailContent['totals'][number]['label'], string>;
  expected: string;
  shipTo: string;
  carrier: string;
  trackingCode: string;
  track: string;
  refund: string;
  reason: string;
  returnNumber: string;
  viewOrder: string;
  /** Why the reader gets this letter, and that its link is private. */
  footer(orderNumber: string): string;
  letters: Record<MailKind, (content: SaidContent) => LetterText>;
}
