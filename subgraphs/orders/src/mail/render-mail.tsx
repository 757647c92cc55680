import { render } from 'react-email';
import { dateInWords } from '../documents/calendar-date.ts';
import type { MailContent } from './mail.content.ts';
import { english } from './templates/english.ts';
import { german } from './templates/german.ts';
import { Letter } from './templates/letter.tsx';
import type { SaidContent } from './templates/letter-words.ts';
import { plainText } from './templates/plain-text.ts';
import { safeUrl } from './templates/safe-url.ts';

/** A letter ready to send. The same content gives the same bytes, so a repeated send stays the same mail. */
export async function renderMail(content: MailContent): Promise<{ subject: string; html: string; text: string }> {
  const words = content.locale === 'de' ? german : english;
  const said: SaidContent = {
    ...content,
    labelUrl: safeUrl(content.labelUrl),
    promiseInWords: weekday(content.promiseDate, content.locale),
    arrivalInWords: weekday(content.tracking?.estimatedDelivery, content.locale),
  };
  const letter = words.letters[content.kind](said);
  // A line break in a subject would start a header of its own.
  const subject = letter.subject.replace(/\s+/g, ' ').trim();
  const html = await render(<Letter content={said} said={{ ...letter, subject }} words={words} />);
  return { subject, html, text: plainText(said, letter, words) };
}

function weekday(date: string | null | undefined, locale: MailContent['locale']): string | null {
  return date ? dateInWords(date, locale, 'weekday') : null;
}
