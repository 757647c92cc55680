import { renderToStaticMarkup } from 'react-dom/server';
import type { MailContent } from './mail.content.ts';
import { sayLetter } from './say-letter.ts';
import { Letter } from './templates/letter.tsx';
import { plainText } from './templates/plain-text.ts';

/** What mail programs still expect; with any other their layout engines fall back to older habits. */
const DOCTYPE =
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';

/** A letter ready to send. The same content gives the same bytes, so a repeated send stays the same mail. */
export async function renderMail(content: MailContent): Promise<{ subject: string; html: string; text: string }> {
  const { said, letter, words } = sayLetter(content);
  const html = `${DOCTYPE}${renderToStaticMarkup(<Letter content={said} said={letter} words={words} />)}`;
  return { subject: letter.subject, html, text: plainText(said, letter, words) };
}
