import { expiryLawsOf, type PrescriptionRules } from '@opticworks/optics/desk';
import type { ExpiryLaw } from '@opticworks/optics/legal';
import type { PrescriptionThresholds } from '@opticworks/optics/prescription';

/** What the form judges by, as it came with the page: the same version the server holds it against. */
export interface RxRules {
  version: number;
  thresholds: PrescriptionThresholds;
  /** Where the shop sells; the first one holds where nobody chose. */
  places: readonly string[];
  expiryLaws: Readonly<Record<string, ExpiryLaw>>;
}

/** The part of the rules a form needs; read on the server, so that the browser gets numbers and no more. */
export function rxRulesOf({ version, json }: { version: number; json: string }): RxRules {
  // Written by our own server from a document that its schema has read.
  const rules = { ...(JSON.parse(json) as Omit<PrescriptionRules, 'version'>), version };
  return { version, thresholds: rules.thresholds, places: rules.places, expiryLaws: expiryLawsOf(rules) };
}
