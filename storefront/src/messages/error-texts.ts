/** The sentences of the error screen, small enough to travel with every page. */
export const errorTexts = {
  en: {
    title: 'Something went wrong on our side.',
    body: 'Nothing you entered is lost. Try again; if it happens once more, tell us this reference:',
    again: 'Try again',
  },
  de: {
    title: 'Bei uns ist etwas schiefgegangen.',
    body: 'Nichts von Ihren Eingaben ist verloren. Versuchen Sie es noch einmal; geschieht es wieder, nennen Sie uns diese Nummer:',
    again: 'Noch einmal versuchen',
  },
} satisfies Record<string, Record<'title' | 'body' | 'again', string>>;
