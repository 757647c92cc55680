import {
  canada,
  everywhere,
  FACT_CODES,
  type FactCode,
  type KnownFact,
  oneYear,
  union,
  unitedKingdom,
  unitedStates,
} from './known-facts.ts';

export interface JurisdictionFact extends KnownFact {
  /** As an owner switches it on: the place and the fact; see `isSwitchable`. */
  key: string;
  isOn: boolean;
}

/** Members of the European Union, by ISO code. */
const MEMBERS = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

export const isInUnion = (place: string): boolean => MEMBERS.includes(place.slice(0, 2));

const own = (place: string): readonly KnownFact[] => {
  if (/^US(-|$)/.test(place)) return unitedStates;
  if (/^GB(-|$)/.test(place)) return unitedKingdom;
  if (/^CA(-|$)/.test(place)) return canada;
  return isInUnion(place) ? union : [];
};

/**
 * What is known of a place, with how sure it is. What is unverified is off until an owner switches it on: by its key, or, for a state
 * whose term is only said, by the state.
 * @param saidOneYear states whose term is only said
 */
export function factsOf(
  place: string,
  switchedOn: readonly string[],
  saidOneYear: readonly string[],
): JurisdictionFact[] {
  const country = place.slice(0, 2);
  const known = [...own(place), ...everywhere].map((one): JurisdictionFact => {
    const key = `${country}:${one.code}`;
    return { ...one, key, isOn: one.certainty !== 'unverified' || switchedOn.includes(key) };
  });
  const said = saidOneYear.includes(place) ? [{ ...oneYear, key: place, isOn: switchedOn.includes(place) }] : [];
  return [...known, ...said].sort((a, b) => FACT_CODES.indexOf(a.code) - FACT_CODES.indexOf(b.code));
}

/** Whether something is known of a place and counts there. */
export const isFactOn = (code: FactCode, place: string, switchedOn: readonly string[]): boolean =>
  factsOf(place, switchedOn, []).some((one) => one.code === code && one.isOn);

/** Facts of countries that wait for an owner, by the key that switches them on. */
export const unverifiedFacts = (): string[] =>
  MEMBERS.flatMap((place) =>
    factsOf(place, [], [])
      .filter(({ isOn }) => !isOn)
      .map(({ key }) => key),
  );
