import { dateInWords } from '../documents/calendar-date.ts';
import type { MailContent } from './mail.content.ts';
import { english } from './templates/english.ts';
import { german } from './templates/german.ts';
import type { LetterText, LetterWords, SaidContent } from './templates/letter-words.ts';
import { safeUrl } from './templates/safe-url.ts';

/** What a letter says, in its reader's language, before it is set as a page or as plain text. */
export function sayLetter(content: MailContent): { said: SaidContent; letter: LetterText; words: LetterWords } {
  const words = content.locale === 'de' ? german : english;
  const said: SaidContent = {
    ...content,
    labelUrl: safeUrl(content.labelUrl),
    promiseInWords: weekday(content.promiseDate, content.locale),
    arrivalInWords: weekday(content.tracking?.estimatedDelivery, content.locale),
  };
  const letter = words.letters[content.kind](said);
  // A line break in a subject would start a header of its own.
  return { said, letter: { ...letter, subject: letter.subject.replace(/\s+/g, ' ').trim() }, words };
}

function weekday(date: string | null | undefined, locale: MailContent['locale']): string | null {
  return date ? dateInWords(date, locale, 'weekday') : null;
}
