import type { RulesDocument } from './limit-fields.ts';

/** Where something is known or waits: the places of sale first, then those with facts of their own. */
export const placesToLookAt = (
  { places, switchedOn }: Pick<RulesDocument, 'places' | 'switchedOn'>,
  unverified: readonly string[],
): string[] => [
  ...new Set([
    ...places.filter((place) => /^[A-Z]{2}(-[A-Z]{2,3})?$/.test(place)),
    'US',
    'GB',
    'CA',
    ...[...unverified, ...switchedOn].map((key) => key.split(':')[0] as string).sort(),
  ]),
];

/** The list with one more, or one less; each once. */
export const switched = (list: readonly string[], key: string, isOn: boolean): string[] =>
  isOn ? [...new Set([...list, key])] : list.filter((one) => one !== key);
