/** "US-CA" → "United States, CA": the country in words, a state by its letters. */
export function placeName(place: string): string {
  const [country = place, state] = place.split('-');
  const name = new Intl.DisplayNames('en', { type: 'region' }).of(country) ?? country;
  return state ? `${name}, ${state}` : name;
}

/** "de" → "German". */
export function languageName(language: string): string {
  return new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language;
}
