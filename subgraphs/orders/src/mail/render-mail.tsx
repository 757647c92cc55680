import { renderToStaticMarkup } from 'react-dom/server';
import { dateInWords } from '../documents/calendar-date.ts';
import type { MailContent } from './mail.content.ts';
import { english } from './templates/english.ts';
import { german } from './templates/german.ts';
import { Letter } from './templates/letter.tsx';
import type { SaidContent } from './templates/letter-words.ts';
import { plainText } from './templates/plain-text.ts';
import { safeUrl } from './templates/safe-url.ts';

/** What mail programs still expect; with any other their layout engines fall back to older habits. */
const DOCTYPE =
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';

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
  const html = `${DOCTYPE}${renderToStaticMarkup(<Letter content={said} said={{ ...letter, subject }} words={words} />)}`;
  return { subject, html, text: plainText(said, letter, words) };
}

function weekday(date: string | null | undefined, locale: MailContent['locale']): string | null {
  return date ? dateInWords(date, locale, 'weekday') : null;
}
