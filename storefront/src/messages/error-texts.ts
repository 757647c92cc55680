/** The sentences of the error screen, small enough to travel with every page. */
export const errorTexts = {
  en: {
    title: 'Something went wrong on our side.',
    body: 'Please try again. If it happens once more, write to us.',
    reference: 'Tell us this reference:',
    again: 'Try again',
  },
  de: {
    title: 'Bei uns ist etwas schiefgegangen.',
    body: 'Bitte noch einmal versuchen. Geschieht es wieder, schreiben Sie uns.',
    reference: 'Nennen Sie uns diese Nummer:',
    again: 'Noch einmal versuchen',
  },
} satisfies Record<string, Record<'title' | 'body' | 'reference' | 'again', string>>;
