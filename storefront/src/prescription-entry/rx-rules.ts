import { expiryLawsOf, type PrescriptionRules, placeFacts } from '@opticworks/optics/desk';
import type { ExpiryLaw } from '@opticworks/optics/legal';
import type { PrescriptionThresholds } from '@opticworks/optics/prescription';

/** What the form judges by, as it came with the page: the same version the server holds it against. */
export interface RxRules {
  version: number;
  thresholds: PrescriptionThresholds;
  /** Where the shop sells; the first one holds where nobody chose. */
  places: readonly string[];
  expiryLaws: Readonly<Record<string, ExpiryLaw>>;
  /** What a customer is told beforehand, by place; absent in what was kept from before. */
  told?: Readonly<Record<string, readonly Told[]>>;
}

export type Told = Readonly<Record<'en' | 'de', string>>;

/** Terms of validity act by themselves; what is left to say is where the PD comes from, and what cannot be sent back. */
const TOLD = ['PD_DISPENSING', 'WITHDRAWAL'];

/** The part of the rules a form needs; read on the server, so that the browser gets numbers and no more. */
export function rxRulesOf({ version, json }: { version: number; json: string }): RxRules {
  // Written by our own server from a document that its schema has read.
  const rules = { ...(JSON.parse(json) as Omit<PrescriptionRules, 'version'>), version };
  const told = (place: string): Told[] =>
    placeFacts(rules, place).flatMap(({ code, isOn, en, de }) => (isOn && TOLD.includes(code) ? [{ en, de }] : []));
  return {
    version,
    thresholds: rules.thresholds,
    places: rules.places,
    expiryLaws: expiryLawsOf(rules),
    told: Object.fromEntries(rules.places.map((place) => [place, told(place)])),
  };
}
