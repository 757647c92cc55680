/** "United States, NY": the country in the reader's language, a state by its letters. */
export function placeName(place: string, locale: string): string {
  const [country = place, state] = place.split('-');
  const name = new Intl.DisplayNames(locale, { type: 'region' }).of(country) ?? country;
  return state ? `${name}, ${state}` : name;
}
